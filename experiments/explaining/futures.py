"""What could still come: a recorded run continued from one of its months under other luck, many times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from experiments.analysis.matched import exact
from simulation.engine import ensemble
from simulation.outcome import CLASSES, JUDGED, classify
from simulation.trajectory import Trajectory

FRESH = 4
"""Times as many continuations as in the search judge what it found, all under luck that the search has not seen."""
LOOSE = 0.2
"""Probability by chance alone from which the search takes two months for alike; what it finds is judged anew."""
_OTHER_LUCK = 0x9E3779B9
"""What is added to the seed of a run, so that none of its continuations has its luck."""


@dataclass(frozen=True)
class Futures:
    """Continuations of a run under sets of luck that are the same at every month, so that months are compared in pairs.

    Parameters
    ----------
    run : the recorded run.
    count : continuations of every month in the search.
    jobs : threads; no result depends on it.
    progress : called with 1 after every continuation.
    """

    run: Trajectory
    count: int
    jobs: int = 2
    progress: Callable[[int], None] | None = None

    def seen(self, past: Trajectory) -> np.ndarray:
        """Position in ``CLASSES`` of every continuation of a past from its last month on, with the luck of the search."""
        return self._after(past, range(self.count))

    def fresh(self, past: Trajectory) -> np.ndarray:
        """The same with more and other luck."""
        return self._after(past, range(self.count, (1 + FRESH) * self.count))

    def _after(self, past: Trajectory, replicates: range) -> np.ndarray:
        keys = [((past.seed + _OTHER_LUCK) % 2**32, replicate) for replicate in replicates]
        course = ensemble(past.scenario, keys, self.jobs, self.progress, measures=JUDGED, past=past)
        return classify(course, past.scenario.thresholds).code

    def search(self, every: int) -> dict[int, np.ndarray]:
        """By month the classes of its continuations: of months that stand ``every`` apart, and of those between two that differ."""
        months = sorted({*range(0, self.run.months, every), self.run.months})
        codes = {month: self.seen(self.run.until(month)) for month in months}
        steps = list(pairwise(months))
        while steps:
            first, last = steps.pop()
            if last - first > 1 and unlike(codes[first], codes[last]) < LOOSE:
                middle = (first + last) // 2
                codes[middle] = self.seen(self.run.until(middle))
                steps += [(first, middle), (middle, last)]
        return dict(sorted(codes.items()))


def unlike(a: np.ndarray, b: np.ndarray) -> float:
    """Probability by chance alone of so uneven a change of the class that changes most."""
    return min(exact(a == code, b == code) for code in range(len(CLASSES)))


def steps_of(codes: dict[int, np.ndarray], most: int) -> list[int]:
    """Months that differ from the one before, no more than the ``most`` that differ most, in order of time."""
    found = {month: unlike(codes[month - 1], codes[month]) for month in codes if month - 1 in codes}
    return sorted(sorted((month for month in found if found[month] < LOOSE), key=found.__getitem__)[:most])
