"""Divisions of named actors into two sides, whichever side comes first: as sets, as codes, and how much of the truth they meet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from simulation.classic.landscape import Minimum

Partition = frozenset[frozenset[Any]]
"""The sides of a division as sets of names, so that mirror images are the same."""


def partition(names: pd.Series, side: pd.Series) -> Partition:
    """The partition of a column of names by a column of any codes."""
    return frozenset(frozenset(group) for _, group in names.groupby(side.to_numpy()))


def of_minimum(minimum: Minimum) -> Partition:
    """The partition of a minimum; one side alone where nobody stands on the other."""
    return frozenset(frozenset(names) for names in (minimum.first, minimum.second) if names)


def apart(codes: pd.Series) -> np.ndarray:
    """Who has another code than the first actor, 0 or 1, array (n,)."""
    return (codes != codes.iloc[0]).to_numpy(dtype=int)


def right(side: np.ndarray, truth: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Who stands on the true side, of both ways to match the sides the one that places more size."""
    alike = np.asarray(side) == np.asarray(truth)
    return alike if size[alike].sum() >= size[~alike].sum() else ~alike


def share(chosen: np.ndarray, size: np.ndarray) -> float:
    """Share of the size that the chosen hold, 0 to 1."""
    return float(size[chosen].sum() / size.sum())
