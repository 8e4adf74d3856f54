"""Ranks that the runs leave open, from differences of all pairs (Mogstad et al. 2024)."""

from __future__ import annotations

import numpy as np

from experiments.analysis.finite import finite
from simulation.faults import BlocformError


def rank_sets(order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last rank that each of several things may have, whole numbers from 1, when some of them are told apart.

    With differences of all pairs that are told apart at 5 % jointly, all true ranks lie in these sets in 95 cases of 100 (Mogstad,
    Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91, 476-518).

    Parameters
    ----------
    order : array (things, things): 1 where the row is told to be better than the column, -1 where worse, 0 where they are not told apart.

    Raises BlocformError for another shape, and where row and column contradict each other.
    """
    told = finite("order", order, 2)
    if told.shape[0] != told.shape[1] or not (told == -told.T).all():
        raise BlocformError("order: given a table that contradicts itself, allowed: as many rows as columns, each -1 where the other is 1")
    return 1 + (told < 0).sum(axis=1), len(told) - (told > 0).sum(axis=1)
