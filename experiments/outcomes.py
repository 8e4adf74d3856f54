"""Outcomes of an ensemble: shares with intervals, under moved thresholds, and of the variants that literature disputes."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.analysis.intervals import wilson
from experiments.analysis.survival import Curve, curve
from simulation.engine import ensemble
from simulation.event_table import event_table
from simulation.outcome import CAUSES, CLASSES, COHERES, Course, Outcome, classify, classify_under, moves, trailing
from simulation.scenario import Scenario
from simulation.variant import Variant

Key = tuple[int, int]

VARIANTS: dict[str, dict[str, float]] = {
    "no trust slope": {"trust_ceiling_slope": 0.0},
    "no balance": {"balance": 0.0},
    "lower exit anchor": {"exit_hazard": 0.0003},
    "upper exit anchor": {"exit_hazard": 0.0014},
    "no treaty steps": {"treaty_rate": 0.0},
}
"""Parameters of the variants that stand beside every headline."""

FINAL = ("cohesion", "depth", "active", "core_trust", "support", "core_affinity")
"""Measures that are reported as their mean over the last twelve months; the others as of the last month."""
MEAN = "mean_"
"""In front of a measure it stands for the measure's mean over all months of a run, the start left out: what a cost is judged by."""


@dataclass(frozen=True)
class Share:
    """So many of so many runs, with the 95 % interval of Wilson 1927."""

    count: int
    runs: int

    @property
    def share(self) -> float:
        """Share of the runs."""
        return self.count / self.runs

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return float(wilson(self.count, self.runs)[0])

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return float(wilson(self.count, self.runs)[1])


Shares = Mapping[str, Share]


def measure_of(column: str, measures: Container[str]) -> str:
    """The measure that a column of results is made from: the one of that name, else the one that it is the mean of."""
    return column if column in measures else column.removeprefix(MEAN)


def final(course: Course, column: str) -> np.ndarray:
    """A measure at the end of every run, those of ``FINAL`` as their mean over the last twelve months; with ``MEAN`` in front over all."""
    measure = measure_of(column, course.names)
    series = course.series(measure)
    if column != measure:
        return np.cumsum(series[:, 1:], axis=1)[:, -1] / (series.shape[1] - 1)  # in one order, however many runs there are
    return trailing(series)[:, -1] if column in FINAL else series[:, -1]


def shares(outcome: Outcome) -> Shares:
    """Share of every class."""
    return {name: Share(int(np.sum(outcome.code == k)), len(outcome.code)) for k, name in enumerate(CLASSES)}


@dataclass(frozen=True)
class Report:
    """What an ensemble says of the outcome.

    ``runs`` has a row a run; ``moved`` maps (threshold or ``all``, class towards which it moves) to shares; ``variants`` maps a
    variant to its shares under the same luck; ``ceilings`` counts the runs whose class is another without the trust slope, and
    ``barred`` those that fail to cohere by nothing but trust and whose trust limits lie below what it takes; ``logs`` holds the event
    log of every run where that was asked for.
    """

    scenario: Scenario
    keys: tuple[Key, ...]
    course: Course
    outcome: Outcome
    shares: Shares
    curve: Curve
    moved: Mapping[tuple[str, str], Shares]
    variants: Mapping[str, Shares]
    ceilings: Share | None
    barred: Share
    logs: Mapping[int, np.ndarray]

    @property
    def events(self) -> pd.DataFrame:
        """Every event of every run, a row an event with seed and replicate in front; empty where no logs were kept."""
        months = self.course.measures.shape[1] - 1
        tables = []
        for k in sorted(self.logs):
            table = event_table(self.logs[k], self.scenario, months)
            table.insert(0, "replicate", self.keys[k][1])
            table.insert(0, "seed", self.keys[k][0])
            tables.append(table)
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()

    @property
    def causes(self) -> dict[str, int]:
        """Number of fractured runs by cause."""
        return {name: int(np.sum(self.outcome.cause == k)) for k, name in enumerate(CAUSES) if name}

    @property
    def runs(self) -> pd.DataFrame:
        """A row a run: seed, replicate, class, month and cause of the fracture, measures at the end."""
        return pd.DataFrame(
            {
                "seed": [seed for seed, _ in self.keys],
                "replicate": [replicate for _, replicate in self.keys],
                "outcome": [CLASSES[k] for k in self.outcome.code],
                "fracture_month": self.outcome.month,
                "fracture_cause": [CAUSES[k] for k in self.outcome.cause],
                **{name: final(self.course, name) for name in self.course.names},
            }
        )


def report(
    scenario: Scenario,
    keys: Sequence[Key],
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
    variants: Mapping[str, Mapping[str, float]] = VARIANTS,
    keep_events: bool = False,
) -> Report:
    """Run the ensemble and its variants under the same luck, and judge them.

    Parameters
    ----------
    keys : seed and replicate of every run.
    jobs : threads.
    progress : called with 1 after every run, ``len(keys) * (1 + len(variants))`` times.
    variants : parameters that each variant sets; empty for none.
    keep_events : whether to keep the event log of every run of the base.
    """
    logs: dict[int, np.ndarray] = {}
    course = ensemble(scenario, keys, jobs, progress, events=logs.__setitem__ if keep_events else None)
    outcome = classify(course, scenario.thresholds)
    others = {
        name: classify(ensemble(scenario, keys, jobs, progress, variants=[Variant(parameters)] * len(keys)), scenario.thresholds)
        for name, parameters in variants.items()
    }
    without = others.get("no trust slope")
    moved = moves(scenario.thresholds, course.membership.shape[2])
    return Report(
        scenario,
        tuple(keys),
        course,
        outcome,
        shares(outcome),
        curve(outcome.month, course.measures.shape[1] - 1),
        dict(zip(moved, map(shares, classify_under(course, moved.values())), strict=True)),
        {name: shares(other) for name, other in others.items()},
        Share(int(np.sum(without.code != outcome.code)), len(keys)) if without is not None else None,
        _barred(scenario, course, outcome),
        logs,
    )


def _barred(scenario: Scenario, course: Course, outcome: Outcome) -> Share:
    """Runs that would cohere with any trust, and whose trust limits at the end lie below the trust that it takes."""
    free = classify(course, {**scenario.thresholds, "trust_gain": -1.0})
    found = (free.code == COHERES) & (outcome.code != COHERES) & capped(course, scenario.thresholds)
    return Share(int(np.sum(found)), len(found))


def capped(course: Course, thresholds: Mapping[str, float]) -> np.ndarray:
    """Of every run, whether the trust limits of the core at the end lie below the trust that it takes to cohere."""
    needed = course.series("core_trust")[:, 0] + thresholds["trust_gain"]
    return course.series("core_trust_limit")[:, -1] < needed
