"""Sobol' indices of what a stochastic model does on average, from replicates of every row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.analysis.finite import finite
from simulation.faults import BlocformError

RESAMPLES = 200
"""Bootstrap samples of the base points."""


def expected_indices(names: Sequence[str], values: np.ndarray, second_order: bool = False, seed: int = 1) -> pd.DataFrame:
    """First and total indices of the expected output, free of luck, whether replicates share it between rows or not.

    With products of two *different* replicates, whose luck is independent, in place of squares of means, every term is without the
    luck that is left in means: V = E[y_r(A) y_s(A)] - E[y]^2, first = E[y_r(B) (y_s(AB_i) - y_s(A))] / V, total =
    E[(y_r(A) - y_r(AB_i)) (y_s(A) - y_s(AB_i))] / 2V over all r != s (the forms of Saltelli et al. 2010, Computer Physics Communications
    181, table 2, with the usual unbiased estimator of a product of means). What luck moves in all rows alike is taken out first.

    Parameters
    ----------
    names : factors, in the order of the columns of the design.
    values : array (rows, replicates), rows as ``designs.saltelli`` returns them, at least two replicates; column r has one replicate.
    second_order : whether the design was made for second order, whose additional points are left out here.

    Returns
    -------
    A row a factor with ``first`` and ``total`` and the ends ``_low`` and ``_high`` of their 95 % bootstrap intervals over base points.
    Estimates scatter: they and their intervals may lie below 0 or above 1. Where replicates share luck between rows, the scatter that
    comes of having no more of them is not in the intervals.

    Raises
    ------
    BlocformError : if names repeat, the rows are not those of two or more base points, there are fewer than two replicates, a value
        is not finite, or the expected output does not vary.
    """
    given = finite("values", values, 2)
    factors = len(names)
    step = (2 * factors if second_order else factors) + 2
    rows, replicates = given.shape
    if not factors or len(set(names)) < factors:
        raise BlocformError(f"factors: given {list(names)}, allowed: one or more different names")
    if rows % step or rows < 2 * step or replicates < 2:
        raise BlocformError(
            f"Sobol' indices: given {rows} rows of {replicates} replicates, allowed: a multiple of {step}, from {2 * step} on, of 2 or more"
        )
    blocks = (given - given.mean(axis=0)).reshape(-1, step, replicates)
    first, changed, last = blocks[:, 0], blocks[:, 1 : factors + 1], blocks[:, -1]
    variance = (_product(first, first) + _product(last, last)) / 2 - _product(first, last)
    away = changed - first[:, None]
    terms = np.column_stack([variance, _product(last[:, None], away), _product(away, away) / 2])
    if not terms[:, 0].mean() > 0.0:
        raise BlocformError("Sobol' indices: given rows that differ by luck alone, allowed: an expected output that varies")
    count = len(terms)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES)
    estimate, resampled = _indices(terms.mean(axis=0)[None])[0], _indices(drawn @ terms / count)
    low, high = np.nanpercentile(resampled, [2.5, 97.5], axis=0)
    columns = {}
    for k, order in enumerate(("first", "total")):
        part = slice(k * factors, (k + 1) * factors)
        columns |= {order: estimate[part], f"{order}_low": low[part], f"{order}_high": high[part]}
    return pd.DataFrame(columns, index=pd.Index(list(names), name="factor"))


def _product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Product of the expected values of a and b, from all pairs of different replicates, the last axis."""
    count = a.shape[-1]
    return (a.sum(axis=-1) * b.sum(axis=-1) - (a * b).sum(axis=-1)) / (count * (count - 1))


def _indices(terms: np.ndarray) -> np.ndarray:
    """Terms over the variance, their first column; nan where a resample finds none."""
    variance = np.where(terms[:, :1] > 0.0, terms[:, :1], np.nan)
    return terms[:, 1:] / variance
