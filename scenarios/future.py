"""Futures by name: sets of things that may happen whatever the coalition does, and draws from the ranges of the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scenarios.policy import OWN, PolicyError, misfits, read
from simulation.faults import Fault
from simulation.scenario import Scenario
from simulation.shape import shape_faults

HERE = Path(__file__).parent / "futures"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Future(_Frozen):
    """Something that may happen: changes with keys as ``Scenario.override`` takes them."""

    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    changes: Mapping[str, Any] = Field(default_factory=dict)


class Draws(_Frozen):
    """A Latin hypercube over the ranges of all parameters that are swept; each point is run under every policy."""

    points: int = Field(strict=True, ge=1, le=100_000)
    seed: int = Field(1, strict=True, ge=0, lt=2**32)


class Futures(_Frozen):
    """A named set of futures; the first is what is expected. ``path`` is that of a file of the user's own."""

    name: str
    path: str = Field("", exclude=True)
    title: str = Field(min_length=1)
    futures: Mapping[str, Future] = Field(min_length=1)
    draws: Draws | None = None

    def misfits(self, scenario: Scenario) -> list[Fault]:
        """What of its changes a scenario does not take, see ``scenarios.policy.misfits``."""
        where = self.path or f"{self.name}.toml"
        return [fault for name, one in self.futures.items() for fault in misfits(scenario, one.changes, where, f"futures.{name}.changes")]


def names() -> tuple[str, ...]:
    """Names of the sets that ship."""
    return tuple(sorted(file.stem for file in HERE.glob("*.toml")))


def load(name: str | Path, beside: Path | None = None) -> Futures:
    """The set of that name, or in that TOML file; raises PolicyError with every fault of the file, if there is any."""
    content = read(name, HERE, names(), "futures", beside)
    try:
        return Futures.model_validate(content)
    except ValidationError as error:
        raise PolicyError(shape_faults(f"{content['name']}.toml", error, Futures, OWN)) from None
