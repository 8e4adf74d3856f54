"""Noise: how much of an output's variance is luck, and Sobol' indices with that taken out or put back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.analysis.finite import finite
from simulation.faults import BlocformError


@dataclass(frozen=True)
class Noise:
    """Variances of an output, in its unit squared, each at least 0: one run varies by the sum of the three.

    ``between`` is the variance of the expected value from row to row, what the factors do. ``common`` is that of luck that moves all
    rows of a replicate alike, 0 where replicates are not paired. ``within`` is what remains from replicate to replicate in a row;
    where replicates are paired that is the interaction of row and luck.
    """

    between: float
    common: float
    within: float

    @property
    def share(self) -> float:
        """Share of luck in the variance of a single run that has luck of its own, 0 to 1; 0 where nothing varies."""
        luck = self.common + self.within
        return luck / (self.between + luck) if luck else 0.0


@dataclass(frozen=True)
class Corrected:
    """Sobol' indices freed of the number of replicates behind them, in the columns that were given.

    ``expected``: shares of the variance of the expected output, V; what replicates without end would give.
    ``single``: shares of the variance of one run a row with luck of its own, V + C + R; luck counts into every total index.
    """

    expected: pd.DataFrame
    single: pd.DataFrame


def variance_components(values: np.ndarray, paired: bool) -> Noise:
    """Split the variance of an output into what the factors and what luck bring, by analysis of variance.

    Unbiased estimators (Searle, Casella & McCulloch 1992), except that one below 0 becomes 0: one-way for rows with luck of their own,
    two-way without repetition for paired ones.

    Parameters
    ----------
    values : array (rows, replicates), at least 2 of both; a row is a point of a design.
    paired : whether replicate r had the same luck in every row (common random numbers).

    Raises
    ------
    BlocformError : if there are fewer than two rows or replicates, or a value is not finite.
    """
    table = finite("values", values, 2)
    rows, replicates = table.shape
    if min(rows, replicates) < 2:
        raise BlocformError(f"values: given {rows} rows of {replicates} replicates, allowed: at least 2 of both")
    # From one of its values an output that never changes is 0 to the bit, whatever its mean rounds to.
    table -= table[0, 0]
    means = table.mean(axis=1)
    within, common = _within_rows(table - means[:, None], paired)
    return Noise(max(float(means.var(ddof=1)) - within / replicates, 0.0), common, within)


def corrected(indices: pd.DataFrame, noise: Noise, replicates: int) -> Corrected:
    """Indices of the expected value and of a single run, from those of means over replicates.

    With V, C and R the variances ``between``, ``common`` and ``within`` of ``noise``, V_i what a factor brings alone and T_i with others,
    the mean of n replicates of a row has the first index V_i / (V + R/n) and the total index (T_i + R/n) / (V + R/n): luck common to
    all rows moves none against another, and what remains enters as one more factor that interacts with all. That is solved for
    V_i and T_i. ``expected`` is V_i / V and T_i / V, ``single`` is V_i / (V + C + R) and (T_i + C + R) / (V + C + R).

    The remaining luck must be independent from row to row; where luck acts alike in rows that are near each other, the total
    index of a mean holds less of it, and is corrected by too much. The error of ``noise`` itself is not in the intervals.

    Parameters
    ----------
    indices : columns that begin with ``first`` and ``total``, as in ``SobolIndices.factors``.
    replicates : over how many the means were taken, 1 or more.

    Raises
    ------
    BlocformError : if a column is of another kind, ``replicates`` is below 1, or the expected value does not vary.
    """
    if replicates < 1:
        raise BlocformError(f"replicates: given {replicates}, allowed: 1 or more")
    strange = [name for name in indices if not str(name).startswith(("first", "total"))]
    if strange:
        raise BlocformError(f"indices: given columns {strange}, allowed: names that begin with first or total")
    if not noise.between > 0.0:
        raise BlocformError(
            f"noise: given a variance of {noise.between:g} between rows, allowed: more than 0 (or there is nothing to divide)"
        )
    left = noise.within / replicates
    total = np.array([str(name).startswith("total") for name in indices], dtype=float)
    expected = (indices * (noise.between + left) - total * left) / noise.between
    return Corrected(expected, expected * (1.0 - noise.share) + total * noise.share)


def _within_rows(deviations: np.ndarray, paired: bool) -> tuple[float, float]:
    """Variances within rows, remaining and common, of values less the means of their rows."""
    rows, replicates = deviations.shape
    if not paired:
        return float(np.sum(deviations**2)) / (rows * (replicates - 1)), 0.0
    shifts = deviations.mean(axis=0)
    remaining = float(np.sum((deviations - shifts) ** 2)) / ((rows - 1) * (replicates - 1))
    return remaining, max(float(shifts.var(ddof=1)) - remaining / rows, 0.0)
