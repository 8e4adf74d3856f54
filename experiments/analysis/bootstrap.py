"""The bootstrap over replicates: means of runs whose luck is drawn anew (Efron 1979)."""

from __future__ import annotations

import numpy as np

RESAMPLES = 1000
"""Resamples of the replicates."""
SURE = 0.95
"""Share of the resamples from which something is said to be so."""


def resampled(values: np.ndarray, seed: int = 1) -> np.ndarray:
    """Means over the last axis, the replicates, in every resample; array (resamples, ...).

    Replicates are drawn anew with their luck, the same ones for all rows, so that rows that are equal stay equal to the last bit. The
    same seed draws the same replicates wherever there are as many.
    """
    count = values.shape[-1]
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), RESAMPLES)
    return np.stack([(values * row).sum(axis=-1) for row in times]) / count  # counts of a class are whole, so that ties stay ties
