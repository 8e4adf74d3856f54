"""Small signed graphs for tests, drawn and enumerated."""

from itertools import product

import numpy as np
from hypothesis import strategies as st


def drawn(seed: int, n: int, weights: tuple[float, ...] = (-1.0, -1.0, 0.0, 0.0, 1.0)) -> np.ndarray:
    """Symmetric weights out of these, zero diagonal."""
    upper = np.triu(np.random.default_rng(seed).choice(weights, (n, n)), 1)
    return upper + upper.T


SIGNS = st.builds(drawn, st.integers(0, 2**32 - 1), st.integers(1, 8))
"""Graphs of up to eight actors with signs."""
WEIGHTS = st.builds(drawn, st.integers(0, 2**32 - 1), st.integers(1, 8), st.just((-1.0, -0.45, 0.0, 0.25, 0.7)))
"""The same with weights, some of them equal."""


def divisions(n: int, groups: int) -> list[tuple[int, ...]]:
    """Every division into at most so many groups, each once: a group is numbered when its first actor comes."""
    return [one for one in product(range(groups), repeat=n) if all(k <= max(one[:i], default=-1) + 1 for i, k in enumerate(one))]


def slowly_wrong(weights: np.ndarray, division: tuple[int, ...]) -> float:
    """Weight of friends apart and foes together, pair by pair."""
    n = len(weights)
    return sum(abs(weights[i, j]) for i in range(n) for j in range(i) if (division[i] == division[j]) == (weights[i, j] < 0))
