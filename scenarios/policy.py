"""Policies by name: what a coalition could do otherwise, each a set of changes to a scenario."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulation.faults import Fault, FaultyError, nearest

HERE = Path(__file__).parent / "policies"


class PolicyError(FaultyError):
    """A file of a policy or of futures that cannot be read."""


class Policy(BaseModel):
    """A named set of changes, keys as ``Scenario.override`` takes them.

    ``budget`` is the largest mean cost to the coalition, as a share of its GDP, that those who propose it would bear; None for any.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = Field(min_length=1)
    purpose: str = Field(min_length=1, description="one sentence: what is hoped for")
    source: str = Field(min_length=1)
    budget: float | None = Field(None, gt=0, le=1)
    changes: Mapping[str, Any] = Field(default_factory=dict)


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
        raise PolicyError(faults(f"{content['name']}.toml", error)) from None


def read(name: str | Path, folder: Path, known: tuple[str, ...], kind: str, beside: Path | None = None) -> dict[str, Any]:
    """Content of a named TOML file with its ``name``; raises PolicyError where there is none, or one that cannot be read."""
    places = [place / name for place in (beside, Path()) if place is not None] + [folder / f"{name}.toml"]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise PolicyError([Fault(kind, "name", str(name), f"{', '.join(known)}, or a TOML file", nearest(name, known))])
    try:
        return {**tomllib.loads(file.read_text(encoding="utf-8")), "name": file.stem}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError([Fault(file.name, "file", str(error), "a readable TOML file in UTF-8")]) from error


def faults(where: str, error: ValidationError) -> list[Fault]:
    """Faults of pydantic in our words."""
    return [Fault(where, ".".join(map(str, problem["loc"])), problem["input"], problem["msg"]) for problem in error.errors()]
