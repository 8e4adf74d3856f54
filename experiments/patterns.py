"""Stylised facts of a scenario: what an ensemble of runs says of them, and what a world that never changed would.

A scenario may carry ``patterns.toml``: patterns with an id, a statement, a source, an explanation of
what fails, and checks. A check takes a number from a run (``how``) at the months given, and compares
the median over the ensemble with ``range``. What the scenario cannot speak to stands under ``not_testable``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, ValidationError

from experiments.checks import Check, Frozen
from experiments.theory import Prediction, predict
from simulation.engine import run
from simulation.faults import Fault, ScenarioError
from simulation.scenario import Scenario
from simulation.shape import shape_faults
from simulation.trajectory import Trajectory


class Pattern(Frozen):
    """A stylised fact with its checks."""

    id: str
    statement: str
    source: str
    explanation: str
    checks: tuple[Check, ...]


class Untestable(Frozen):
    """A stylised fact that no run of the scenario can speak to, with the reason; never counted."""

    id: str
    statement: str
    source: str
    reason: str


class Patterns(Frozen):
    """The whole file."""

    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    not_testable: tuple[Untestable, ...] = ()


class Verdict(Frozen):
    """A check against an ensemble.

    ``number`` is the median over the runs with the interval that holds 90 % of them,
    ``unchanged`` what a world that stays as it started gives, ``theory`` what landscape theory predicts from the ties and sizes of
    the start, None where it has nothing to say.
    """

    pattern: str
    check: Check
    number: float
    interval: tuple[float, float]
    unchanged: float
    theory: float | None = None

    @property
    def verdict(self) -> Literal["holds", "direction only", "fails"]:
        """Whether the median lies in the range, or at least on its side of the unchanged world."""
        if self.check.holds(self.number):
            return "holds"
        low, high = self.check.range
        side = 1 if low > self.unchanged else -1 if high < self.unchanged else 0
        return "direction only" if side * (self.number - self.unchanged) > 0 else "fails"


def read_patterns(scenario: Scenario) -> Patterns:
    """The patterns of a scenario's folder; raises ScenarioError where there are none or they do not fit the scenario."""
    file = Path(scenario.folder) / "patterns.toml"
    where = f"{scenario.name}/{file.name}"
    try:
        found = Patterns.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise ScenarioError([Fault(where, "file", said, "a readable TOML file with [[patterns]]")]) from error
    except ValidationError as error:
        raise ScenarioError(shape_faults(where, error, Patterns)) from error
    checks = [(pattern.id, check) for pattern in found.patterns for check in pattern.checks]
    faults = [fault for name, check in checks for fault in check.faults(scenario, where, f"{name}, {check.name}")]
    if faults:
        raise ScenarioError(faults)
    return found


def judge(
    scenario: Scenario,
    patterns: Sequence[Pattern],
    replicates: int = 50,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
    watch: Callable[[Trajectory], None] | None = None,
) -> list[Verdict]:
    """Run the ensemble and judge every check; ``watch`` is shown every run."""
    last = max(month for pattern in patterns for check in pattern.checks for month in check.months)
    scenario = scenario.override({"months": last})
    checks = [(pattern.id, check) for pattern in patterns for check in pattern.checks]
    numbers = np.empty((replicates, len(checks)))
    unchanged: list[float] = []
    theory: Prediction | None = None
    for replicate in range(replicates):
        trajectory = run(scenario, seed, replicate)
        numbers[replicate] = [check.number(trajectory) for _, check in checks]
        if replicate == 0:
            still = trajectory.standstill()
            unchanged = [check.number(still) for _, check in checks]
            theory = predict(trajectory.world(0), [state.id for state in scenario.states])
        if watch:
            watch(trajectory)
        if progress:
            progress(1)
    low, middle, high = np.quantile(numbers, [0.05, 0.5, 0.95], axis=0)
    return [
        Verdict(
            pattern=name, check=check, number=middle[k], interval=(low[k], high[k]), unchanged=unchanged[k],
            theory=theory and check.predicted(theory),
        )
        for k, (name, check) in enumerate(checks)
    ]  # fmt: skip


def table(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The verdicts as rows of plain values."""
    return [
        {
            "pattern": v.pattern, "check": v.check.name, "label": v.check.label, "value": v.number, "p05": v.interval[0],
            "p95": v.interval[1], "low": v.check.range[0], "high": v.check.range[1], "unit": v.check.unit, "verdict": v.verdict,
            "unchanged": v.unchanged, "unchanged_holds": v.check.holds(v.unchanged), "theory": v.theory,
        }
        for v in verdicts
    ]  # fmt: skip
