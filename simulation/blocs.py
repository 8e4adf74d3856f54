"""The best division of states into two blocs, by signed ties and by landscape theory, exact for up to 24 states.

These are read at the start, at the end and on request; no sweep computes them. Frustration index
after Harary 1959 and Aref & Wilson 2019; energy after Axelrod & Bennett 1993, British Journal
of Political Science 23(2), eq. 3.
"""

from __future__ import annotations

import numpy as np

MOST_STATES = 24
"""States up to which every division is tried."""
_CHUNK = 1 << 16
"""Divisions tried at once."""


def best_division(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """The division into two blocs that separates the least weight, with that weight.

    Parameters
    ----------
    weights : array (n, n), symmetric, zero diagonal: what is lost when the pair stands in different blocs, negative
        where it is lost when the pair stands in the same one.

    Returns
    -------
    array (n,) of 0 and 1, the first state in 0, and the sum of the weights of the pairs that the division separates; of
    equal divisions the one that comes first in binary order.

    Raises
    ------
    ValueError
        for more than 24 states.
    """
    n = len(weights)
    if n > MOST_STATES:
        raise ValueError(f"{n} states: every division is tried, which allows {MOST_STATES}")
    best, lowest = 0, np.inf
    for first in range(0, 1 << max(n - 1, 0), _CHUNK):
        numbers = np.arange(first, min(first + _CHUNK, 1 << max(n - 1, 0)))
        sides = ((numbers[:, None] >> np.arange(n - 1)) & 1).astype(float)
        sides = np.column_stack([np.zeros(len(numbers)), sides])
        cut = np.einsum("kn,kn->k", sides @ weights, 1.0 - sides)
        k = int(np.argmin(cut))
        if cut[k] < lowest - 1e-12:
            best, lowest = int(numbers[k]), float(cut[k])
    division = np.array([0, *((best >> k) & 1 for k in range(n - 1))])[:n]
    return division, separated(weights, division)


def separated(weights: np.ndarray, division: np.ndarray) -> float:
    """Sum of the weights of the pairs that a division separates."""
    apart = division[:, None] != division[None, :]
    return float(weights[apart].sum() / 2.0)


def frustration(tie: np.ndarray, division: np.ndarray) -> float:
    """Share of the strength of all ties that a division frustrates: friends apart and foes together; 0 to 1, 0 without ties."""
    strength = float(np.abs(tie).sum() / 2.0)
    foes = float(-tie[tie < 0.0].sum() / 2.0)
    return (separated(tie, division) + foes) / strength if strength > 0.0 else 0.0


def frustration_index(tie: np.ndarray) -> tuple[float, np.ndarray]:
    """The least frustration that any two blocs reach, and the division that reaches it; ``tie`` is symmetric, -1 to 1."""
    division, _ = best_division(tie)
    return frustration(tie, division), division


def landscape_energy(size: np.ndarray, tie: np.ndarray, division: np.ndarray) -> float:
    """Energy of a division: sum over ordered pairs of size_i size_j tie_ij where the pair stands apart (Axelrod & Bennett 1993, eq. 3).

    Lower is more stable. ``size`` is the capability of the states, ``division`` any codes of blocs.
    """
    return 2.0 * separated(np.outer(size, size) * tie, np.asarray(division))


def lowest_energy(size: np.ndarray, tie: np.ndarray) -> tuple[float, np.ndarray]:
    """The lowest energy of any two blocs, and the division that has it."""
    weights = np.outer(size, size) * tie
    division, cut = best_division(weights)
    return 2.0 * cut, division
