"""What an analysis is given: arrays of finite numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.faults import BlocformError


def finite(name: str, given: Any, dimensions: int) -> np.ndarray:
    """``given`` as a new float64 array.

    Parameters
    ----------
    name : what the array is called where it is refused.
    dimensions : how many the array must have.

    Raises
    ------
    BlocformError : if it holds anything but numbers, is empty, has another number of dimensions, or a NaN or an infinity.
    """
    try:
        array = np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BlocformError(f"{name}: given what is no array of numbers ({error}), allowed: finite numbers") from error
    if array.ndim != dimensions or not array.size:
        raise BlocformError(f"{name}: given an array of shape {array.shape}, allowed: {dimensions} dimensions, none of them empty")
    strange = int(np.sum(~np.isfinite(array)))
    if strange:
        raise BlocformError(f"{name}: given {strange} of {array.size} that are NaN or infinite, allowed: finite numbers")
    return array
