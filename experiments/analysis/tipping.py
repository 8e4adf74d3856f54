"""Early-warning signs before a fracture: rising variance and autocorrelation (Scheffer et al. 2009; Dakos et al. 2012)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from simulation.faults import BlocformError


class Signs(NamedTuple):
    """Two signs, an entry a run: of ``signs`` their trend as Kendall's tau, -1 to 1; of ``rolling`` their value a window."""

    variance: np.ndarray
    autocorrelation: np.ndarray


def signs(series: ArrayLike, end: ArrayLike, window: int, horizon: int) -> Signs:
    """Kendall's tau of each sign over the ``horizon`` months before a month of every run.

    The sign of a month is that of the ``window`` months that end with it, without their own linear trend; so a run needs
    horizon + window - 1 months before its ``end`` and gives nan with fewer, or where a sign is undefined or never changes. As
    windows overlap, tau is far from 0 by chance as well: hold it against runs without an event (``experiments.analysis.roc``).

    Parameters
    ----------
    series : a measure by run and month (runs, months), finite.
    end : the month of the event of each run, which is not looked at itself, at most the number of months; -1 for none.
    window : months of a window, at least 4.
    horizon : months over which tau is taken, at least 2.

    Raises ``BlocformError`` for anything else. Memory: 24 bytes times runs times horizon times window.
    """
    given, until = np.asarray(series, dtype=float), np.asarray(end)
    _check(given, window)
    if horizon < 2:
        raise BlocformError(f"signs: horizon is given {horizon!r}, allowed: at least 2 months")
    if until.shape != given.shape[:1] or not np.issubdtype(until.dtype, np.integer) or np.any((until < -1) | (until > given.shape[1])):
        raise BlocformError(f"signs: end is given {until}, allowed: a month for each of {len(given)} runs, -1 to {given.shape[1]}")
    taus = np.full((2, len(given)), np.nan)
    length = horizon + window - 1
    runs = np.flatnonzero(until >= length)
    if len(runs):
        months = until[runs, None] + np.arange(-length, 0)
        taus[:, runs] = [kendall(sign) for sign in rolling(given[runs[:, None], months], window)]
    return Signs(*taus)


def rolling(series: ArrayLike, window: int) -> Signs:
    """Variance and lag-1 autocorrelation of every window of a series (runs, months), each (runs, months - window + 1).

    From every window its own linear trend is taken first (least squares). Variance is the sum of squares over window - 2; the
    autocorrelation, -1 to 1, is the sum of products of neighbours over the sum of squares, and nan where nothing is left but the
    trend. The trend that is taken, and the mean with it, biases both down by a share of the order of (autocorrelation time / window).
    """
    given = np.asarray(series, dtype=float)
    _check(given, window)
    if given.shape[1] < window:
        raise BlocformError(f"signs: {given.shape[1]} months, allowed: at least the window, {window}")
    windows = sliding_window_view(given, window, axis=1)
    time = np.arange(window) - (window - 1) / 2
    rest = windows - windows.mean(axis=-1, keepdims=True)
    rest -= (rest @ time / (time @ time))[..., None] * time
    squares = np.einsum("rwm,rwm->rw", rest, rest)
    # What rounding leaves of a straight line is not variance.
    rounding = window * np.finfo(float).eps * np.abs(windows).max(axis=-1)
    squares[squares <= window * rounding**2] = 0.0
    products = np.einsum("rwm,rwm->rw", rest[..., 1:], rest[..., :-1])
    correlation = np.divide(products, squares, out=np.full(squares.shape, np.nan), where=squares > 0.0)
    return Signs(squares / (window - 2), correlation)


def kendall(values: ArrayLike) -> np.ndarray:
    """Kendall's tau-b of each row of values (rows, n) with its order, -1 to 1 (Kendall 1938, 1945); nan for all ties and rows with nan.

    Raises ``BlocformError`` for rows of fewer than two values.
    """
    given = np.asarray(values, dtype=float)
    if given.ndim != 2 or given.shape[1] < 2:
        raise BlocformError(f"kendall: values are given as {given.shape}, allowed: rows of at least 2")
    rises, falls = np.zeros((2, len(given)))
    for lag in range(1, given.shape[1]):
        rises += np.sum(given[:, lag:] > given[:, :-lag], axis=1)
        falls += np.sum(given[:, lag:] < given[:, :-lag], axis=1)
    pairs = given.shape[1] * (given.shape[1] - 1) / 2
    untied = rises + falls
    defined = (untied > 0) & ~np.isnan(given).any(axis=1)
    return np.divide(rises - falls, np.sqrt(untied * pairs), out=np.full(len(given), np.nan), where=defined)


def _check(series: np.ndarray, window: int) -> None:
    if series.ndim != 2 or series.size == 0 or not np.isfinite(series).all():
        raise BlocformError(f"signs: series is given as {series.shape}, allowed: finite numbers (runs, months), not empty")
    if window < 4:
        raise BlocformError(f"signs: window is given {window!r}, allowed: at least 4 months")
