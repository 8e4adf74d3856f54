"""Stylised facts of a scenario: what an ensemble of runs says of them, and what a world that never changed would.

A scenario may carry ``patterns.toml``: patterns with an id, a statement, a source, an explanation of
what fails, and checks. A check reads one field of the world (``at``), takes a number from it
(``how``) at the months given, and compares the median over the ensemble with ``range``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from simulation.engine import run
from simulation.faults import Fault, ScenarioError, unknown
from simulation.properties import GROUPS
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory
from simulation.world import VARIABLES

LONGEST = 12_000
"""Months beyond which no scenario runs."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _rising(numbers: tuple[Any, ...]) -> tuple[Any, ...]:
    if list(numbers) != sorted(numbers):
        raise ValueError("allowed: the lower number first")
    return numbers


class At(_Frozen):
    """A number of the world: a field at named places; ``partners`` sums over a group of states."""

    field: str
    state: str
    channel: str | None = None
    issue: str | None = None
    partner: str | None = None
    partners: str | None = None

    def series(self, trajectory: Trajectory) -> np.ndarray:
        """The number by month."""
        where = {k: v for k, v in self.model_dump(exclude={"field", "partners"}).items() if v is not None}
        if self.partners is None:
            return trajectory.series(self.field, **where)
        members = [state.id for state in trajectory.scenario.states if state.group == self.partners]
        return np.add.reduce([trajectory.series(self.field, **where, partner=member) for member in members])

    def faults(self, scenario: Scenario, where: str, key: str) -> list[Fault]:
        """What the scenario does not have of it."""
        if self.field not in VARIABLES:
            return [unknown(where, f"{key}.field", self.field, VARIABLES)]
        dims = VARIABLES[self.field].dims
        found = []
        for name, letter in (("state", "i"), ("partner", "j"), ("channel", "c"), ("issue", "m")):
            given = getattr(self, name)
            is_sum = name == "partner" and self.partners is not None
            if (given is not None or is_sum) != (letter in dims) or (given is not None and is_sum):
                needed = f"a {name}" if letter in dims else f"no {name}: {self.field} has none"
                found.append(Fault(where, f"{key}.{name}", given, needed))
            elif given is not None and given not in scenario.names.sets[name]:
                found.append(unknown(where, f"{key}.{name}", given, scenario.names.sets[name]))
        if self.partners is not None and self.partners not in GROUPS:
            found.append(unknown(where, f"{key}.partners", self.partners, GROUPS))
        return found


class Check(_Frozen):
    """One comparison with a range."""

    name: str
    how: Literal["value", "change", "growth", "speed-up", "lowest", "asymmetry"]
    at: At
    months: Annotated[tuple[Annotated[int, Field(ge=0, le=LONGEST)], ...], Field(min_length=1, max_length=3), AfterValidator(_rising)]
    range: Annotated[tuple[float, float], AfterValidator(_rising)]
    unit: str
    label: Literal["fitted", "tested"]
    sign: Literal[1, -1] = 1

    @model_validator(mode="after")
    def _has_its_months(self) -> Check:
        if (self.how == "speed-up") != (len(self.months) == 3):
            raise ValueError("months: three for a speed-up, one or two for anything else")
        return self

    def number(self, trajectory: Trajectory) -> float:
        """What the trajectory says."""
        series = self.sign * self.at.series(trajectory) + 0.0  # no negative zero
        first, last = series[self.months[0]], series[self.months[-1]]
        match self.how:
            case "value":
                return float(last)
            case "change":
                return float(last - first)
            case "growth":
                return float(last / first - 1.0) if first else 0.0
            case "speed-up":
                middle = series[self.months[1]]
                return float(last / middle - middle / first) if middle and first else 0.0
            case "lowest":
                return float(series[self.months[0] : self.months[-1] + 1].min())
            case "asymmetry":
                turned = self.at.model_copy(update={"state": self.at.partner, "partner": self.at.state})
                other = self.sign * turned.series(trajectory)[self.months[-1]]
                return float((last - other) / (last + other)) if last + other else 0.0

    def holds(self, number: float) -> bool:
        """Whether a number lies in the range."""
        return self.range[0] <= number <= self.range[1]


class Pattern(_Frozen):
    """A stylised fact with its checks."""

    id: str
    statement: str
    source: str
    explanation: str
    checks: tuple[Check, ...]


class _Patterns(_Frozen):
    """The whole file."""

    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]


class Verdict(_Frozen):
    """A check against an ensemble.

    ``number`` is the median over the runs with the interval that holds 90 % of them,
    ``unchanged`` what a world that stays as it started gives.
    """

    pattern: str
    check: Check
    number: float
    interval: tuple[float, float]
    unchanged: float

    @property
    def verdict(self) -> Literal["holds", "direction only", "fails"]:
        """Whether the median lies in the range, or at least on its side of the unchanged world."""
        if self.check.holds(self.number):
            return "holds"
        low, high = self.check.range
        side = 1 if low > self.unchanged else -1 if high < self.unchanged else 0
        return "direction only" if side * (self.number - self.unchanged) > 0 else "fails"


def read_patterns(scenario: Scenario) -> tuple[Pattern, ...]:
    """The patterns of a scenario's folder; raises ScenarioError where there are none or they do not fit the scenario."""
    file = Path(scenario.folder) / "patterns.toml"
    where = f"{scenario.name}/{file.name}"
    try:
        patterns = _Patterns.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).patterns
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise ScenarioError([Fault(where, "file", said, "a readable TOML file with [[patterns]]")]) from error
    except ValidationError as error:
        raise ScenarioError([Fault(where, ".".join(map(str, p["loc"])), p["input"], p["msg"]) for p in error.errors()]) from error
    faults = []
    for pattern in patterns:
        for check in pattern.checks:
            key = f"{pattern.id}, {check.name}"
            faults += check.at.faults(scenario, where, key)
            if check.how == "asymmetry" and check.at.partner is None:
                faults.append(Fault(where, f"{key}.partner", None, "a partner, to turn the pair round"))
    if faults:
        raise ScenarioError(faults)
    return patterns


def judge(
    scenario: Scenario,
    patterns: Sequence[Pattern],
    replicates: int = 50,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[Verdict]:
    """Run the ensemble and judge every check."""
    last = max(month for pattern in patterns for check in pattern.checks for month in check.months)
    scenario = scenario.override({"months": last})
    checks = [(pattern.id, check) for pattern in patterns for check in pattern.checks]
    numbers = np.empty((replicates, len(checks)))
    unchanged: list[float] = []
    for replicate in range(replicates):
        trajectory = run(scenario, seed, replicate)
        numbers[replicate] = [check.number(trajectory) for _, check in checks]
        if replicate == 0:
            for history in trajectory.worlds:
                history[1:] = history[:1]
            unchanged = [check.number(trajectory) for _, check in checks]
        if progress:
            progress(1)
    low, middle, high = np.quantile(numbers, [0.05, 0.5, 0.95], axis=0)
    return [
        Verdict(pattern=name, check=check, number=middle[k], interval=(low[k], high[k]), unchanged=unchanged[k])
        for k, (name, check) in enumerate(checks)
    ]


def table(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The verdicts as rows of plain values."""
    return [
        {
            "pattern": v.pattern, "check": v.check.name, "label": v.check.label, "value": v.number, "p05": v.interval[0],
            "p95": v.interval[1], "low": v.check.range[0], "high": v.check.range[1], "unit": v.check.unit, "verdict": v.verdict,
            "unchanged": v.unchanged, "unchanged_holds": v.check.holds(v.unchanged),
        }
        for v in verdicts
    ]  # fmt: skip
