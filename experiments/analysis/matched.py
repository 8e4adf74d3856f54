"""Difference of two shares from pairs of runs that share their luck (McNemar 1947; Tango 1998)."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom

from experiments.analysis.intervals import Paired, Z, paired
from simulation.faults import BlocformError

STEPS = 60
"""Halvings after which an end of an interval is known to the last bit that matters."""


def matched(a: ArrayLike, b: ArrayLike) -> Paired:
    """Share of a less share of b, an entry 0 or 1 a pair of runs under the same luck; ``saving`` and ``correlation`` as in ``paired``.

    The interval is the score interval of Tango 1998, Statistics in Medicine 17, 891-908, which has a width also where no pair differs;
    the p-value is exact, that of McNemar's test (Psychometrika 12, 153-157). Raises BlocformError for fewer than two pairs, two
    lengths, and values other than 0 and 1.
    """
    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    found = paired(first, second)
    if not (np.isin(first, (0.0, 1.0)).all() and np.isin(second, (0.0, 1.0)).all()):
        raise BlocformError("pairs hold other numbers, allowed: 0 or 1, whether a run is in the class")
    only_first, only_second = int(np.sum(first > second)), int(np.sum(first < second))
    low, high = score_interval(only_first, only_second, len(first))
    return replace(found, low=low, high=high, p_value=mcnemar(only_first, only_second))


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p-value of so many pairs that changed one way and so many the other; 1 where none did."""
    fewer, both = min(only_first, only_second), only_first + only_second
    return min(2.0 * float(binom.cdf(fewer, both, 0.5)), 1.0)


def exact(a: ArrayLike, b: ArrayLike) -> float:
    """The same p-value of cases under two conditions, true or false for every case under either."""
    first, second = np.asarray(a), np.asarray(b)
    return mcnemar(int(np.sum(first & ~second)), int(np.sum(second & ~first)))


def score_interval(only_first: int, only_second: int, pairs: int) -> tuple[float, float]:
    """Ends of the 95 % interval of (only_first - only_second) / pairs: differences that a score test does not refuse (Tango 1998).

    All are whole numbers, 0 or more, and ``pairs`` is at least the sum of the others and 1.
    """
    high = _end(only_first, only_second, pairs)
    return -_end(only_second, only_first, pairs), high


def _end(b: int, c: int, n: int) -> float:
    """Upper end, by halving the distance between the difference found, which is never refused, and 1, which nothing exceeds."""
    inside, outside = (b - c) / n, 1.0
    for _ in range(STEPS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if _holds(middle, b, c, n) else (inside, middle)
    return inside


def _holds(difference: float, b: int, c: int, n: int) -> bool:
    """Whether a score test lets a difference stand, with the share that only the second has at its likeliest under it."""
    linear = (2 * n - b + c) * difference - b - c
    root = sqrt(max(linear**2 + 8 * n * c * difference * (1 - difference), 0.0))
    share = (root - linear) / (4 * n)
    spread = sqrt(max(n * (2 * share + difference * (1 - difference)), 0.0))
    return abs(b - c - n * difference) <= Z * spread
