"""Tests by exchange: were two conditions alike, each pair of runs under the same luck could as well be the other way round.

Fisher 1935, The Design of Experiments, section 21; Pitman 1937, Supplement to the Journal of the Royal Statistical Society 4, 119-130.
"""

from __future__ import annotations

import numpy as np

EXCHANGES = 2000
"""Ways to exchange pairs that are tried where there are more; no p-value is below one divided by them."""
ROUNDING = 1e-9
"""Part of a statistic below which two of them are equal."""


def sign_flip(differences: np.ndarray, seed: int = 1) -> float:
    """Two-sided p-value of a mean difference of pairs; 1 where no pair differs. Exact where few pairs differ, else drawn by the seed."""
    differing = differences[differences != 0.0]
    signs = 1.0 - 2.0 * _ways(len(differing), seed)
    return share_as_far(np.abs(signs @ differing))


def exchanged(one: np.ndarray, other: np.ndarray, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Means of two conditions over the last axis, the replicates, with pairs exchanged, arrays (ways, ...); as they are in the first.

    A replicate is exchanged as a whole, in all places together.
    """
    apart = np.reshape(one - other, (-1, one.shape[-1]))
    differing = apart[:, (apart != 0.0).any(axis=0)]
    moved = np.reshape(_ways(differing.shape[1], seed) @ differing.T / one.shape[-1], (-1, *one.shape[:-1]))
    return one.mean(axis=-1) - moved, other.mean(axis=-1) + moved


def share_as_far(statistics: np.ndarray) -> float:
    """P-value: share of the ways, the first of which is how it is, in which a statistic is at least as large as in the first."""
    return float(np.mean(statistics >= statistics[0] * (1.0 - ROUNDING)))


def _ways(pairs: int, seed: int) -> np.ndarray:
    """Which of the pairs are exchanged, 1.0 or 0.0, array (ways, pairs): all ways where there are few, and none of them in the first."""
    if 2**pairs <= EXCHANGES:
        return (np.arange(2**pairs)[:, None] >> np.arange(pairs) & 1).astype(float)
    drawn = np.random.default_rng(seed).integers(0, 2, (EXCHANGES, pairs)).astype(float)
    drawn[0] = 0.0
    return drawn
