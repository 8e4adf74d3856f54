"""Elementary effects: how far one step of a factor moves the output, from wherever it is taken."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.finite import finite
from simulation.faults import BlocformError

RESAMPLES = 1000
"""Bootstrap samples of the trajectories."""


def elementary_effects(positions: pd.DataFrame | np.ndarray, values: np.ndarray, seed: int = 1) -> pd.DataFrame:
    """Mean, mean size and spread of the elementary effects of every factor, in units of the output per whole range of the factor.

    Morris 1991, Technometrics 33; ``mu_star`` with its interval: Campolongo, Cariboni & Saltelli 2007, Environmental Modelling &
    Software 22. An output that never changes has effects of 0.

    Parameters
    ----------
    positions : (points, factors) in the unit cube, trajectory after trajectory as ``designs.morris`` returns them; columns of a
        table name the factors, which are otherwise numbered from 0.
    values : output at each point.

    Returns
    -------
    A row a factor with ``mu`` (mean effect), ``mu_star`` (mean of its absolute values), ``mu_star_low`` and ``mu_star_high`` (95 %
    bootstrap interval over trajectories, percentiles) and ``sigma`` (standard deviation of the effects).

    Raises
    ------
    BlocformError : if there are fewer than two whole trajectories, a step moves more or less than one factor, a trajectory moves
        a factor twice, or a number is not finite.
    """
    names = pd.DataFrame(positions).columns.rename("factor")
    effects = _effects(finite("positions", positions, 2), finite("values", values, 1))
    sizes = np.abs(effects)
    count = len(effects)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES)
    low, high = np.percentile(drawn @ sizes / count, [2.5, 97.5], axis=0)
    columns = {
        "mu": effects.mean(axis=0),
        "mu_star": sizes.mean(axis=0),
        "mu_star_low": low,
        "mu_star_high": high,
        "sigma": effects.std(axis=0, ddof=1),
    }
    return pd.DataFrame(columns, index=names)


def _effects(positions: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Elementary effects, array (trajectories, factors)."""
    rows, factors = positions.shape
    count, rest = divmod(rows, factors + 1)
    if rest or count < 2 or len(values) != rows:
        raise BlocformError(
            f"elementary effects: given {rows} points of {factors} factors and {len(values)} values, "
            f"allowed: two or more trajectories of {factors + 1} points, and a value for each"
        )
    steps = np.diff(positions.reshape(count, factors + 1, factors), axis=1)
    moved = steps != 0.0
    if not (np.all(moved.sum(axis=1) == 1) and np.all(moved.sum(axis=2) == 1)):
        raise BlocformError("elementary effects: given steps that move no factor, several, or one twice; allowed: each factor once")
    changes = np.diff(values.reshape(count, factors + 1), axis=1)
    return np.sum(np.where(moved, changes[:, :, None], 0.0), axis=1) / steps.sum(axis=1)
