"""Divisions into two sides: what they separate, one by one or all there are.

All 2^(n-1) divisions of n actors are numbered by bits: bit i is the side of actor i + 1, and the first actor is always on side 0,
so that mirror images count once.
"""

from __future__ import annotations

import numpy as np

from simulation.faults import BlocformError

MOST_ACTORS = 24
"""Actors up to which every division is tried."""


def cuts(weights: np.ndarray) -> np.ndarray:
    """Sum of the weights of the pairs that a division separates, array (2^(n-1),) by the number of the division.

    ``weights`` is symmetric with a zero diagonal. The array is built by doubling: actor k joins side 0 or 1 of every division of
    the actors before it. Raises BlocformError for more than 24 actors.
    """
    n = len(weights)
    if n > MOST_ACTORS:
        raise BlocformError(f"{n} actors: every division is tried, which allows {MOST_ACTORS}")
    found = np.zeros(1)
    for k in range(1, n):
        to_second = np.zeros(1)
        for i in range(1, k):
            to_second = np.concatenate([to_second, to_second + weights[k, i]])
        found = np.concatenate([found + to_second, found + (weights[k, :k].sum() - to_second)])
    return found


def sides(number: int | np.ndarray, n: int) -> np.ndarray:
    """Sides of the n actors, 0 or 1, of a division or of an array of them (then with a last axis of actors)."""
    return (np.asarray(number)[..., None] << 1 >> np.arange(n)) & 1


def separated(weights: np.ndarray, groups: np.ndarray) -> float:
    """Sum of the weights of the pairs that a division into any groups separates."""
    apart = np.asarray(groups)[:, None] != np.asarray(groups)[None, :]
    return float(weights[apart].sum() / 2.0)


def contradicted(weights: np.ndarray, groups: np.ndarray) -> float:
    """Sum of the weights on the wrong side of a division into any groups: of friends apart and of foes together."""
    return separated(weights, groups) + float(-weights[weights < 0.0].sum() / 2.0)
