"""Rank correlations: which factors an output rises and falls with."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata

from experiments.analysis.finite import finite
from simulation.faults import BlocformError


def rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Spearman's rho of two series of equal length, -1 to 1, ties at their mean rank; 0 where one of them never changes."""
    if np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        return 0.0
    return float(np.corrcoef(rankdata(a), rankdata(b))[0, 1])


def chance_level(runs: int) -> float:
    """Size of a rank correlation that independent values exceed in one case of twenty."""
    return float(norm.ppf(0.975) / np.sqrt(max(runs - 1, 1)))


def interval(rho: float, runs: int) -> tuple[float, float]:
    """95 % interval of a rank correlation over so many runs; -1 to 1 for three or fewer, of which nothing can be said.

    Fisher's z with the variance of Bonett & Wright 2000, Psychometrika 65; it holds best for correlations below .95.
    """
    if runs < 4:
        return -1.0, 1.0
    # A step inside 1, where z is finite still.
    z = np.arctanh(np.clip(rho, -1.0 + 1e-15, 1.0 - 1e-15))
    width = norm.ppf(0.975) * np.sqrt((1.0 + rho**2 / 2.0) / (runs - 3))
    return float(np.tanh(z - width)), float(np.tanh(z + width))


def rank_correlations(factors: pd.DataFrame, values: np.ndarray) -> pd.DataFrame:
    """Rank correlations of every factor with an output, -1 to 1.

    Parameters
    ----------
    factors : a row a run, a column a factor, numbers.
    values : output of every run.

    Returns
    -------
    A row a factor with ``spearman``, its 95 % interval ``low`` to ``high``, and ``partial``, the correlation of ranks once what the other
    factors explain is taken from both, linearly in ranks (PRCC; Iman & Conover 1979; Marino et al. 2008). All are 0 for
    a factor that never changes or an output that never does; ``partial`` is 0 for a factor that is the same as others together,
    and NaN where there are fewer runs than varying factors and two.

    Raises
    ------
    BlocformError : if there is no factor, numbers of runs differ, or a number is not finite.
    """
    table = finite("factors", factors, 2)
    output = finite("values", values, 1)
    runs = len(output)
    if len(table) != runs:
        raise BlocformError(f"rank correlations: given {len(table)} rows of factors and {runs} values, allowed: as many of both")
    varies = (np.ptp(table, axis=0) > 0.0) & (np.ptp(output) > 0.0)
    spearman = np.array([rank_correlation(column, output) for column in table.T])
    bounds = np.array([interval(rho, runs) if moves else (0.0, 0.0) for rho, moves in zip(spearman, varies, strict=True)])
    partial = np.zeros(len(varies))
    if varies.any():
        partial[varies] = _partial(table[:, varies], output)
    columns = {"spearman": spearman, "low": bounds[:, 0], "high": bounds[:, 1], "partial": partial}
    return pd.DataFrame(columns, index=factors.columns.rename("factor"))


def _partial(table: np.ndarray, output: np.ndarray) -> np.ndarray:
    """Partial rank correlation of each column with the output, the other columns held."""
    runs, count = table.shape
    if runs < count + 2:
        return np.full(count, np.nan)
    ranks = rankdata(np.column_stack([table, output]), axis=0)
    ranks -= ranks.mean(axis=0)
    found = np.zeros(count)
    for k in range(count):
        both, others = ranks[:, [k, -1]], np.delete(ranks[:, :-1], k, axis=1)
        left = both - others @ np.linalg.lstsq(others, both, rcond=None)[0]
        sizes = np.linalg.norm(left, axis=0)
        # What is left of a factor that others make up is rounding.
        if np.all(sizes > 1e-9 * np.linalg.norm(both, axis=0)):
            found[k] = left[:, 0] @ left[:, 1] / sizes.prod()
    return found
