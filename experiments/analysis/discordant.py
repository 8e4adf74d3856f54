"""Shares of the same cases under two conditions: how sure it is that they differ."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom


def exact(a: ArrayLike, b: ArrayLike) -> float:
    """Two-sided probability, were the conditions alike, of pairs that differ as unevenly as these (McNemar 1947, exact by the binomial).

    Parameters
    ----------
    a, b : true or false for every case under either condition.
    """
    more, less = (int(np.sum(x & ~y)) for x, y in ((np.asarray(a), np.asarray(b)), (np.asarray(b), np.asarray(a))))
    return float(min(1.0, 2.0 * binom.cdf(min(more, less), more + less, 0.5)))


def holm(probabilities: ArrayLike) -> np.ndarray:
    """The probabilities adjusted for how many were looked at (Holm 1979), in their order; 0 to 1."""
    given = np.asarray(probabilities, float)
    order = np.argsort(given)
    adjusted = np.minimum(np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1)), 1.0)
    return adjusted[np.argsort(order)]
