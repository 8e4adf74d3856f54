"""How many pairs of runs it takes to tell which of two policies is better."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t

from experiments.analysis.finite import finite
from simulation.faults import BlocformError

MOST = 10_000_000
"""More pairs than anybody runs: a difference that needs more is none."""


def decisive(differences: ArrayLike) -> float:
    """Pairs after which a 95 % t interval of this mean and spread would lie clear of 0; 2 where all pairs say the same, inf for none.

    It takes the mean and spread that were found for the true ones, so that it is itself uncertain where the interval holds 0.
    Raises BlocformError for fewer than two pairs and numbers that are not finite.
    """
    given = finite("differences", differences, 1)
    if len(given) < 2:
        raise BlocformError(f"differences: given {len(given)} pair, allowed: two or more")
    mean, spread = float(abs(given.mean())), float(given.std(ddof=1))
    if np.ptp(given) == 0.0:
        return 2.0 if mean > 0.0 else float("inf")
    low, high = 2, MOST
    if not _clear(mean, spread, high):
        return float("inf")
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _clear(mean, spread, middle) else (middle + 1, high)
    return float(low)


def _clear(mean: float, spread: float, pairs: int) -> bool:
    return bool(t.ppf(0.975, pairs - 1) * spread / np.sqrt(pairs) < mean)
