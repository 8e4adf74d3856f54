"""Scores of forecasts, lower is better in all (Gneiting & Raftery 2007, Journal of the American Statistical Association 102, 359-378)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from experiments.analysis.finite import finite
from simulation.faults import BlocformError


def brier(probability: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Squared distance of the probability of an event from whether it happened, 0 to 1 (Brier 1950)."""
    p, fact = _forecast(probability, happened)
    return (p - fact) ** 2


def logarithmic(probability: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Minus the natural logarithm of the probability given to what happened, from 0 to infinity for what was held impossible."""
    p, fact = _forecast(probability, happened)
    given = np.where(fact, p, 1.0 - p)
    with np.errstate(divide="ignore"):
        return np.abs(np.log(given))


def crps_normal(mean: ArrayLike, spread: ArrayLike, observed: ArrayLike) -> np.ndarray:
    """Continuous ranked probability score of a normal forecast, in the unit of the observation; ``spread`` is its standard deviation.

    Gneiting & Raftery 2007, equation 21, with the sign turned. Raises BlocformError for a spread that is not above 0.
    """
    middle, width, fact = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (mean, spread, observed)))
    if not (width > 0.0).all():
        raise BlocformError(f"spread: given {float(width.min()):g}, allowed: above 0")
    z = (fact - middle) / width
    return width * (z * (2.0 * norm.cdf(z) - 1.0) + 2.0 * norm.pdf(z) - 1.0 / np.sqrt(np.pi))


def crps_ensemble(members: ArrayLike, observed: float) -> float:
    """The same score of an ensemble: mean distance of its members from the observation, less half of that among themselves.

    The distance among members is that of two different ones ("fair": Ferro 2014, Quarterly Journal of the Royal Meteorological Society
    140), so that ensembles of different sizes compare. Raises BlocformError for fewer than two members.
    """
    given = np.sort(finite("members", members, 1))
    count = len(given)
    if count < 2:
        raise BlocformError(f"members: given {count}, allowed: two or more")
    among = 2.0 * np.sum((2 * np.arange(count) - count + 1) * given) / (count * (count - 1))
    return float(np.abs(given - observed).mean() - among / 2.0)


def _forecast(probability: ArrayLike, happened: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    p, fact = np.broadcast_arrays(np.asarray(probability, dtype=float), np.asarray(happened))
    if not ((p >= 0.0) & (p <= 1.0)).all():
        raise BlocformError(f"probability: given {p}, allowed: 0 to 1")
    if not np.isin(fact, (0, 1)).all():
        raise BlocformError(f"happened: given {fact}, allowed: 0 or 1, true or false")
    return p, fact.astype(bool)
