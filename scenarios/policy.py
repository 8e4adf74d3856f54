"""Policies by name: what a coalition could do otherwise, each a set of changes to a scenario."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulation.faults import Fault, FaultyError, ScenarioError, nearest
from simulation.months import month_after
from simulation.overrides import flatten
from simulation.scenario import Scenario
from simulation.shape import shape_faults

HERE = Path(__file__).parent / "policies"
OWN = ("name", "path")
"""Fields that say where a file was found; they do not stand in it."""


class PolicyError(FaultyError):
    """A file of a policy or of futures that cannot be read."""


class Policy(BaseModel):
    """A named set of changes, keys as ``Scenario.override`` takes them.

    ``budget`` is the largest mean cost to the coalition, as a share of its GDP, that those who propose it would bear; None for any.
    ``path`` is that of a file of the user's own, empty for one that ships.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    path: str = Field("", exclude=True)
    title: str = Field(min_length=1)
    purpose: str = Field(min_length=1, description="one sentence: what is hoped for")
    source: str = Field(min_length=1)
    budget: float | None = Field(None, gt=0, le=1)
    changes: Mapping[str, Any] = Field(default_factory=dict)

    def misfits(self, scenario: Scenario) -> list[Fault]:
        """What of its changes a scenario does not take, see ``misfits``."""
        return misfits(scenario, self.changes, self.path or f"{self.name}.toml")

    def under(self, scenario: Scenario) -> Scenario:
        """The scenario with the changes; raises PolicyError with every fault of them."""
        if faults := self.misfits(scenario):
            raise PolicyError(faults)
        return scenario.override(self.changes)


def names() -> tuple[str, ...]:
    """Names of the policies that ship."""
    return tuple(sorted(file.stem for file in HERE.glob("*.toml")))


def load(name: str | Path, beside: Path | None = None) -> Policy:
    """The policy of that name, or in that TOML file, looked for beside a file first.

    Raises
    ------
    PolicyError
        with every fault of the file, if there is any.
    """
    content = read(name, HERE, names(), "policy", beside)
    try:
        return Policy.model_validate(content)
    except ValidationError as error:
        raise PolicyError(shape_faults(f"{content['name']}.toml", error, Policy, OWN)) from None


def read(name: str | Path, folder: Path, known: tuple[str, ...], kind: str, beside: Path | None = None) -> dict[str, Any]:
    """Content of a named TOML file with its ``name``; raises PolicyError where there is none, or one that cannot be read."""
    places = [place / name for place in (beside, Path()) if place is not None] + [folder / f"{name}.toml"]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise PolicyError([Fault(kind, "name", str(name), f"{', '.join(known)}, or a TOML file", nearest(name, known))])
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError([Fault(file.name, "file", str(error), "a readable TOML file in UTF-8")]) from error
    taken = [Fault(file.name, key, content[key], "nothing: the name of the file says it") for key in OWN if key in content]
    if taken:
        raise PolicyError(taken)
    return {**content, "name": file.stem, "path": "" if file.parent == folder else str(file)}


def misfits(scenario: Scenario, changes: Mapping[str, Any], where: str, under: str = "changes") -> list[Fault]:
    """What of some changes a scenario does not take: faults of their keys and values, and months after its end, which would do nothing."""
    first, last = scenario.head.start, month_after(scenario.head.start, scenario.head.months)
    dated = {key: key.partition("@")[2] for key in flatten(changes)}
    allowed = f"a month of the run, {first} to {last}"
    faults = [Fault(where, f"{under}.{key}", month, allowed) for key, month in dated.items() if month > last]
    try:
        scenario.override(changes)
    except ScenarioError as error:
        own = ("override", where)
        faults += [
            Fault(
                where, f"{under}.{one.key}" if one.where in own else f"{under}: {one.where}: {one.key}", one.given, one.allowed, one.nearest
            )
            for one in error.faults
        ]
    return faults
