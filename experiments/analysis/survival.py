"""Time to fracture: the share of runs that have not fractured by month, and its mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from experiments.analysis.columns import labels, spelt
from simulation.faults import BlocformError

Z = norm.ppf(0.975)


@dataclass(frozen=True)
class Curve:
    """Kaplan-Meier curve of the time to fracture with 95 % intervals; one entry a month.

    The intervals are those of Greenwood on the log-log scale, and those of Wilson where none or every run has fractured, of
    which Greenwood says nothing.

    ``at_risk`` counts the runs that had not fractured before the month and were still seen, ``fractures`` those that fracture in it.
    """

    month: np.ndarray
    survival: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray
    fractures: np.ndarray


def curve(month: np.ndarray, months: int | np.ndarray) -> Curve:
    """Share of the runs that have not fractured, month by month; runs that never did are kept as censored at their end.

    Parameters
    ----------
    month : month of the fracture of every run, whole numbers (runs,), -1 for none.
    months : month to which the runs were seen, one for all or one for each; the curve goes on to the latest.

    Raises BlocformError where there are no runs, and where a month is no whole number or lies beyond what was seen.
    """
    fracture, end = _seen(month, months)
    last = int(end.max())
    fractures = np.bincount(fracture[fracture >= 0], minlength=last + 1)
    gone = np.bincount(np.where(fracture >= 0, fracture, end), minlength=last + 1)
    runs = len(fracture)
    at_risk = runs - np.cumsum(gone) + gone
    some = np.maximum(at_risk, 1)
    kept = np.cumprod(1.0 - fractures / some)
    inside = (kept > 0.0) & (kept < 1.0)
    safe = np.where(inside, kept, 0.5)
    width = Z * np.sqrt(np.cumsum(_variance(fractures, at_risk))) / -np.log(safe)
    low = np.where(inside, safe ** np.exp(width), np.where(kept == 1.0, runs / (runs + Z**2), 0.0))
    high = np.where(inside, safe ** np.exp(-width), np.where(kept == 1.0, 1.0, Z**2 / (runs + Z**2)))
    return Curve(np.arange(last + 1), kept, low, high, at_risk, fractures)


def curves(month: np.ndarray, group: np.ndarray, months: int | np.ndarray) -> dict[str, Curve]:
    """The curve of every group by its label, in the order of their spelling; ``group`` holds a label a run, the rest as in ``curve``."""
    fracture, end = _seen(month, months)
    of = labels(group, len(fracture), "group")
    return {str(label): curve(fracture[of == label], end[of == label]) for label in spelt(of.tolist())}


@dataclass(frozen=True)
class RestrictedMean:
    """Mean of the months to a fracture or to ``until``, whichever comes first, and its standard error."""

    months: float
    error: float
    until: int


def restricted_mean(curve: Curve, until: int | None = None) -> RestrictedMean:
    """Area below the curve to month ``until``, the last by default (Klein & Moeschberger 2003, Survival Analysis, section 4.5).

    The error is 0 where nothing fractures before ``until`` and where all runs do in one month. Raises BlocformError for a month
    beyond the curve.
    """
    last = int(curve.month[-1])
    until = last if until is None else until
    if not 0 <= until <= last:
        raise BlocformError(f"until: given month {until}, allowed: 0 to {last}")
    after = np.cumsum(curve.survival[:until][::-1])[::-1]
    variance = np.sum(after**2 * _variance(curve.fractures, curve.at_risk)[:until])
    return RestrictedMean(float(after[0]) if until else 0.0, float(np.sqrt(variance)), until)


def _seen(month: np.ndarray, months: int | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Month of the fracture and month of the end of every run, checked."""
    fracture = np.asarray(month)
    if fracture.ndim != 1 or len(fracture) == 0:
        raise BlocformError(f"month: given shape {fracture.shape}, allowed: one month for each run, of one run at least")
    end = np.full(len(fracture), months) if np.ndim(months) == 0 else labels(months, len(fracture), "months")
    for name, values in (("month", fracture), ("months", end)):
        if not np.issubdtype(values.dtype, np.integer):
            raise BlocformError(f"{name}: given {values.dtype}, allowed: whole numbers")
    if wrong := [(int(t), int(e)) for t, e in zip(fracture, end, strict=True) if e < 0 or not -1 <= t <= e]:
        raise BlocformError(f"month: given {wrong[0][0]} of a run seen to month {wrong[0][1]}, allowed: -1 for none, 0 to its end")
    return fracture, end


def _variance(fractures: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    """What each month adds to the variance of the logarithm of the curve (Greenwood 1926); 0 where all at risk fracture."""
    left = at_risk - fractures
    return np.where(left > 0, fractures / np.maximum(at_risk * left, 1), 0.0)
