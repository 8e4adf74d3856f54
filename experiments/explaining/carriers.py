"""Carriers: events of a month without which the odds of an outcome would not have jumped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from experiments.analysis.matched import exact
from experiments.analysis.multiplicity import holm
from experiments.chronicle import weights
from experiments.explaining.draws import draw_of, other_way
from experiments.explaining.forced import force_month
from experiments.explaining.futures import Futures
from experiments.explaining.words import table_of
from experiments.outcomes import Share
from simulation.continuation import Continuation
from simulation.trajectory import Trajectory

TRIED, KEPT = 12, 3
"""Events of a month that are tried with the luck of the search, the weightiest; those that carry most are judged with fresh luck."""
LEVEL = 0.05
"""Probability of a change by chance alone from which it is none."""


class Jump(NamedTuple):
    """Which continuations end in a class, from before a month and from after it."""

    before: np.ndarray
    after: np.ndarray

    @property
    def size(self) -> float:
        """What the odds of the class gain, below 0 where they lose."""
        return float(self.after.mean() - self.before.mean())

    def gone(self, without: np.ndarray) -> float:
        """Share of the jump that goes where these continuations end in the class; 0 where there is no jump."""
        return float(self.after.mean() - without.mean()) / self.size if self.size else 0.0


@dataclass(frozen=True)
class Carrier:
    """An event: the odds of the class had it gone the other way, and the share of the jump that goes with it.

    ``probability`` is that of such a difference by chance alone, adjusted for how many events were judged.
    """

    event: np.ndarray
    without: Share
    share: float
    probability: float


def carriers(futures: Futures, month: int, code: int, seen: Jump, fresh: Jump) -> tuple[Carrier, ...]:
    """Events of a month, each forced the other way, that carry a part of its jump beyond chance; those first that carry most.

    Parameters
    ----------
    code : position in ``CLASSES`` of the class that jumps.
    seen, fresh : the jump under the luck of the search, by which events are chosen, and under fresh luck, by which they are judged.
    """
    run = futures.run
    events = [event for event in run.log_of(month) if draw_of(event, run.worlds.id[0]) is not None]
    said = weights(table_of(events, run.scenario), run.scenario)
    events = [events[k] for k in np.argsort(-said, kind="stable")[:TRIED]]
    worlds = [_other_way(run, month, event) for event in events]
    first = [seen.gone(futures.seen(world) == code) for world in worlds]
    best = np.argsort(first)[::-1][:KEPT]
    without = [futures.fresh(worlds[k]) == code for k in best]
    chances = holm([exact(fresh.after, found) for found in without])
    found = [
        Carrier(events[k], Share(int(ends.sum()), len(ends)), fresh.gone(ends), float(chance))
        for k, ends, chance in zip(best, without, chances, strict=True)
    ]
    return tuple(sorted((one for one in found if one.probability < LEVEL), key=lambda one: -one.share))


def _other_way(run: Trajectory, month: int, event: np.ndarray) -> Trajectory:
    """The run up to a month in which an event went the other way."""
    draw = draw_of(event, run.worlds.id[0])
    course = Continuation(run, month - 1)
    force_month(course, {draw: other_way(event)} if draw is not None else {})
    return course.trajectory
