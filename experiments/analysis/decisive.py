"""How many pairs of runs it takes to tell which of two policies is better, with a power of 80 %."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, t

from experiments.analysis.finite import finite
from experiments.analysis.intervals import paired
from experiments.analysis.matched import mcnemar
from simulation.faults import BlocformError

POWER = 0.8
"""Share of the samples of that many pairs that would tell the difference."""
QUANTILES = (np.arange(64) + 0.5) / 64
"""Quantiles that stand for a distribution in a mean over it."""
MOST = 10_000_000
"""More pairs than anybody runs: a difference that needs more is none."""


def decisive(differences: ArrayLike, level: float = 0.05) -> float:
    """Pairs of which a t test at a level tells this mean with a power of 80 %, if mean and spread are as found; inf for none.

    By the t quantiles of level and power (Student's test, one degree of freedom less than pairs). It is as uncertain as the difference
    itself. It is more than were made where these do not tell. Raises BlocformError for fewer than two pairs and numbers that are
    not finite.
    """
    given = _pairs(differences)
    mean, spread = abs(float(given.mean())), float(given.std(ddof=1)) if np.ptp(given) else 0.0

    def tells(pairs: int) -> bool:
        return bool((t.ppf(1 - level / 2, pairs - 1) + t.ppf(POWER, pairs - 1)) * spread / np.sqrt(pairs) <= mean)

    made = len(given) if paired(given, np.zeros(len(given))).p_value >= level else 1
    return _fewest(tells, made + 1) if mean else float("inf")


def decisive_shares(differences: ArrayLike, level: float = 0.05) -> float:
    """The same of a difference of two shares, by McNemar's exact test, if the shares of the pairs that differ are as found.

    The power is the mean of that of the exact test over the number of pairs that differ, which is binomial. Differences are -1, 0 or 1,
    a pair each.
    """
    given = _pairs(differences)
    more, less = int((given > 0).sum()), int((given < 0).sum())

    def tells(pairs: int) -> bool:
        differing = binom.ppf(QUANTILES, pairs, (more + less) / len(given))
        refused = binom.ppf(level / 2, differing, 0.5) - 1  # the largest count of the fewer that the test refuses
        return bool(binom.cdf(refused, differing, min(more, less) / (more + less)).mean() >= POWER)

    made = len(given) if mcnemar(more, less) >= level else 1
    return _fewest(tells, made + 1) if more != less else float("inf")


def _pairs(differences: ArrayLike) -> np.ndarray:
    given = finite("differences", differences, 1)
    if len(given) < 2:
        raise BlocformError(f"differences: given {len(given)} pair, allowed: two or more")
    return given


def _fewest(tells: Callable[[int], bool], least: int) -> float:
    """The fewest pairs, at least so many, that tell, by halving; inf where the most do not."""
    low, high = least, MOST
    if not tells(high):
        return float("inf")
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if tells(middle) else (middle + 1, high)
    return float(low)
