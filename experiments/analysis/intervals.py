"""Intervals at 95 %: of shares (Wilson 1927), of means and of paired differences (Student 1908)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm, t

from simulation.faults import BlocformError

Z = float(norm.ppf(0.975))
"""Standard normal deviate that a 95 % interval reaches on both sides."""


def wilson(count: ArrayLike, runs: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper ends of the score interval of ``count`` out of ``runs`` (Wilson 1927, JASA 22, 209-212).

    Both are whole numbers, 0 <= count <= runs and runs >= 1, and broadcast; the ends lie within 0 to 1 and hold the share.
    Raises ``BlocformError`` for anything else.
    """
    hits, of = np.asarray(count, dtype=float), np.asarray(runs, dtype=float)
    if not np.all((of >= 1) & (of == np.floor(of)) & (hits >= 0) & (hits <= of) & (hits == np.floor(hits)) & np.isfinite(of)):
        raise BlocformError(f"a share is given {count} out of {runs}, allowed: whole numbers, 0 <= count <= runs, runs >= 1")
    middle = (hits + Z**2 / 2) / (of + Z**2)
    half = Z * np.sqrt(hits * (of - hits) / of + Z**2 / 4) / (of + Z**2)
    # The ends of a share of none and of all are 0 and 1; rounding would leave them beside.
    return np.where(hits == 0, 0.0, middle - half), np.where(hits == of, 1.0, middle + half)


def runs_for_share(half_width: float) -> int:
    """Fewest runs after which Z standard errors of any share are ``half_width``, above 0, or less: (Z / 2 / half_width)^2.

    One half is the share that needs most; Wilson's interval, which is narrower there, holds it too. Raises ``BlocformError`` for
    anything else.
    """
    if not 0.0 < half_width < np.inf:
        raise BlocformError(f"half_width is given {half_width!r}, allowed: finite and above 0")
    return int(np.ceil((Z / 2.0 / half_width) ** 2))


def mean_half_width(variance: ArrayLike, count: ArrayLike) -> np.ndarray:
    """Half the width of the t interval of a mean (Student 1908), in the unit of the values.

    Parameters
    ----------
    variance : sample variance, with count - 1 below the line.
    count : values that the mean is of, at least 2.
    """
    size = np.asarray(count)
    return t.ppf(0.975, size - 1) * np.sqrt(np.asarray(variance) / size)


@dataclass(frozen=True)
class Paired:
    """Mean difference of pairs of runs that share their luck, with its t interval and what the sharing was worth.

    ``correlation`` of the two, nan where one never changes. ``saving`` says how many times fewer runs the pairs need than
    independent runs for the same width: 1 / (1 - correlation) at equal spread, below 1 where luck works against the comparison,
    inf where every pair differs by the same, nan where nothing changes at all. ``p_value`` is that of no difference, two-sided.
    ``variance`` is that of the difference of a pair.
    """

    pairs: int
    difference: float
    low: float
    high: float
    correlation: float
    saving: float
    p_value: float
    variance: float


def paired(a: ArrayLike, b: ArrayLike) -> Paired:
    """Difference a - b of two measures, an entry a pair of runs under the same luck.

    Var(a - b) = Var(a) + Var(b) - 2 Cov(a, b), which is 2 s^2 (1 - correlation) at equal spread s. Raises ``BlocformError`` for
    fewer than two pairs, two lengths and numbers that are not finite.
    """
    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if first.ndim != 1 or first.shape != second.shape or len(first) < 2:
        raise BlocformError(f"pairs are given as {first.shape} and {second.shape} values, allowed: two rows of one length, at least 2")
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        raise BlocformError("pairs hold numbers that are not finite, allowed: finite ones")
    difference = first - second
    variance = _variance(difference)
    half = float(mean_half_width(variance, len(difference)))
    spreads = _variance(first), _variance(second)
    mean = float(difference.mean())
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = (spreads[0] + spreads[1] - variance) / (2 * np.sqrt(spreads[0] * spreads[1]))
        saving = (spreads[0] + spreads[1]) / variance
        distance = abs(mean) / np.sqrt(variance / len(difference))
    p_value = 2 * t.sf(distance, len(difference) - 1) if mean else 1.0
    correlated = float(np.clip(correlation, -1.0, 1.0))
    return Paired(len(difference), mean, mean - half, mean + half, correlated, float(saving), float(p_value), float(variance))


def _variance(values: np.ndarray) -> np.float64:
    """Sample variance; exactly 0 where all values are the same, which their rounded mean would hide."""
    return np.float64(0.0) if np.ptp(values) == 0.0 else np.var(values, ddof=1)
