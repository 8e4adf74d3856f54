"""Sobol' indices: the share of the output's variance that each factor brings, alone and with others."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from experiments.analysis.finite import finite
from simulation.faults import BlocformError

RESAMPLES = 200
"""Bootstrap samples of the base points."""


@dataclass(frozen=True)
class SobolIndices:
    """Shares of the variance with 95 % intervals: the estimate and 1.96 bootstrap standard errors to both sides.

    Estimates scatter: they and their intervals may lie below 0 or above 1.

    ``factors`` has a row a factor: ``first`` (share that goes if the factor alone were known), ``total`` (share that stays if all
    others were known), each with ``_low`` and ``_high``. ``pairs`` has a row a pair, ``factor`` and ``partner``: ``second`` (share that
    the two bring together beyond their first orders) with its interval; no row where that was not asked for.
    """

    factors: pd.DataFrame
    pairs: pd.DataFrame


def sobol_indices(names: Sequence[str], values: np.ndarray, second_order: bool = False, seed: int = 1) -> SobolIndices:
    """Sobol' indices of first and total order of every factor, and of second order of every pair where that is asked for.

    Estimators of Saltelli et al. 2010, Computer Physics Communications 181, and for the second order Saltelli 2002, as SALib has them.

    Parameters
    ----------
    names : factors, in the order of the columns of the design.
    values : output at each point of ``designs.saltelli`` with the same number of factors and the same ``second_order``.

    Raises
    ------
    BlocformError : if names repeat, the number of values is not that of two or more base points, a value is not finite, or the
        base points all give the same.
    """
    output = finite("values", values, 1)
    factors = len(names)
    step = (2 * factors if second_order else factors) + 2
    if not factors or len(set(names)) < factors:
        raise BlocformError(f"factors: given {list(names)}, allowed: one or more different names")
    if len(output) % step or len(output) < 2 * step:
        raise BlocformError(f"Sobol' indices: given {len(output)} values, allowed: a multiple of {step}, and at least {2 * step}")
    if np.ptp(output.reshape(-1, step)[:, [0, -1]]) == 0.0:
        raise BlocformError(f"Sobol' indices: given {output[0]:g} at every base point, allowed: an output that varies")
    # The indices do not depend on the unit, squares of very large or very small numbers would.
    found = _analysed(factors, output / np.max(np.abs(output)), second_order, seed)
    shares = {**_with_interval("first", found["S1"], found["S1_conf"]), **_with_interval("total", found["ST"], found["ST_conf"])}
    table = pd.DataFrame(shares, index=pd.Index(list(names), name="factor"))
    return SobolIndices(table, _pairs(names, found))


def _pairs(names: Sequence[str], found: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Indices of second order, where SALib found any."""
    chosen = list(combinations(range(len(names)), 2)) if "S2" in found else []
    columns = {"factor": [names[i] for i, _ in chosen], "partner": [names[j] for _, j in chosen]}
    second = (np.array([found[key][pair] for pair in chosen]) for key in ("S2", "S2_conf"))
    return pd.DataFrame({**columns, **_with_interval("second", *second)})


def _analysed(factors: int, output: np.ndarray, second_order: bool, seed: int) -> Mapping[str, np.ndarray]:
    """What SALib finds, under names of our own so that no name of the caller's means anything to it."""
    # SALib takes long to import, warns in places of its own, and with seed 0 takes numpy's global generator.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import sobol

        problem = {"num_vars": factors, "names": [f"x{k}" for k in range(factors)], "bounds": [[0.0, 1.0]] * factors}
        chance = int(np.random.default_rng(seed).integers(1, 2**31))
        return sobol.analyze(problem, output, second_order, num_resamples=RESAMPLES, seed=chance)


def _with_interval(name: str, estimate: np.ndarray, half: np.ndarray) -> dict[str, np.ndarray]:
    return {name: estimate, f"{name}_low": estimate - half, f"{name}_high": estimate + half}
