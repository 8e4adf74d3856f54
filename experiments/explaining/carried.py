"""What decisions carry: the difference between the ends of two runs that vanishes when one of their decisions is led back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from experiments.chronicle import telling
from experiments.explaining.difference import Difference
from experiments.explaining.draws import kind
from experiments.explaining.forced import forced
from experiments.explaining.undoing import Undoing
from experiments.explaining.words import table_of
from experiments.verdict import indices
from simulation import events
from simulation.outcome import CLASSES
from simulation.trajectory import Trajectory

FIRST, TELLING = 5, 30
"""Decisions that are tried: the first that differ, and of the rest the most telling."""
NOTHING = 1e-9
"""Difference of a measure, relative to its size, below which there is none to share out."""


@dataclass(frozen=True)
class Carried:
    """What a decision carries: the end of the other run with that decision forced to come out as in the base run.

    ``shares`` holds for every measure that differs the share of the difference that vanishes: 1 all of it, below 0 where it grows;
    those measures first that the decision moves most for their size. Decisions interact, so that the shares of several need not sum
    to one.
    """

    difference: Difference
    outcome: str
    shares: Mapping[str, float]

    @property
    def weight(self) -> float:
        """Mean of the sizes of the shares, none above 1; 0 without any."""
        sizes = np.abs(list(self.shares.values()))
        return float(np.minimum(sizes, 1.0).mean()) if len(sizes) else 0.0


def outcome(run: Trajectory) -> str:
    """The class of a run."""
    return CLASSES[run.outcome.code[0]]


def carried(base: Trajectory, other: Trajectory, found: Sequence[Difference]) -> tuple[Carried, ...]:
    """What the first decisions that differ and the most telling of the rest carry; those first that turn the class, or carry most."""
    start, end = (np.array(list(indices(run).values())) for run in (base, other))
    names = list(base.program.measures)
    size = np.maximum(np.abs(start), np.abs(end)).clip(NOTHING)
    differs = np.abs(end - start) / size > NOTHING
    undoing, results = Undoing(other), []
    for difference in _tried(undoing, other, found):
        without = forced(other, undoing.draws(difference))
        moved = end - np.array(list(indices(without).values()))
        order = [k for k in np.argsort(-np.abs(moved) / size, kind="stable") if differs[k]]
        shares = {names[k]: float(moved[k] / (end - start)[k]) for k in order}
        results.append(Carried(difference, outcome(without), shares))
    return tuple(sorted(results, key=lambda one: (one.outcome == outcome(other), -one.weight)))


def _tried(undoing: Undoing, other: Trajectory, found: Sequence[Difference]) -> list[Difference]:
    """The first decisions that differ, and of the rest the most telling, in their order; those alone that draws can force back."""
    left = iter(found)
    first = list(islice(filter(undoing.draws, left), FIRST))
    telling_kinds = (difference for difference in left if kind(difference.event) != events.REQUEST)  # a request says nothing
    rest = list(filter(undoing.draws, telling_kinds))
    table = table_of([difference.event for difference in rest], other.scenario)
    chosen = set(telling(other, TELLING, table)["id"])
    return first + [difference for difference, name in zip(rest, table["id"], strict=True) if name in chosen]
