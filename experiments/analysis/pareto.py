"""Pareto's order: what is beaten by something that is no worse in any respect."""

from __future__ import annotations

import numpy as np

from experiments.analysis.finite import finite


def dominated(costs: np.ndarray) -> np.ndarray:
    """Whether each thing is dominated: another is no worse in any respect and better in one; bool (..., things).

    Parameters
    ----------
    costs : array (things, respects), or with one axis in front, a table each; lower is better in all of them.

    Raises BlocformError for numbers that are not finite and another number of axes.
    """
    given = finite("costs", costs, max(np.ndim(costs), 2))
    one, other = given[..., :, None, :], given[..., None, :, :]
    return ((other <= one).all(axis=-1) & (other < one).any(axis=-1)).any(axis=-1)
