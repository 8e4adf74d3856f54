"""What is imposed from outside, month by month: the calendar of events and the levers of the coalition."""

from __future__ import annotations

import math
from collections import namedtuple
from itertools import accumulate
from typing import Any, cast

import numpy as np

from simulation.world import DRIVEN, VARIABLES

Imposed = cast(Any, namedtuple("Imposed", DRIVEN))  # type: ignore[misc]  # the fields are declared once, in World
Imposed.__doc__ = "The driven fields of the world with a leading axis of months, month 0 the start."


def steady(sizes: dict[str, int], months: int) -> Any:
    """An ``Imposed`` in which nothing happens: zeros, prices, speeds and chance at 1, for ``months`` months after the start; one block."""
    shapes = [(months + 1, *VARIABLES[name].shape(sizes)) for name in DRIVEN]
    block = np.zeros(sum(map(math.prod, shapes)))
    ends = accumulate(map(math.prod, shapes))
    imposed = Imposed._make(block[end - math.prod(shape) : end].reshape(shape) for shape, end in zip(shapes, ends, strict=True))
    imposed.price[:] = 1.0
    imposed.acceleration[:] = 1.0
    imposed.chance[:] = 1.0
    return imposed


def move(path: np.ndarray, month: int, value: float, ramp: int = 0) -> None:
    """Let one driven number go to ``value`` in equal steps from ``month``, there after ``ramp`` months, and stay.

    ``path`` is the number by month, changed in place; what lies beyond its end changes nothing.
    """
    before = path[min(max(month - 1, 0), len(path) - 1)]
    for t in range(month, len(path)):
        done = min((t - month + 1) / (ramp + 1), 1.0)
        path[t] = value if done == 1.0 else before + done * (value - before)


def block_of(imposed: Any) -> np.ndarray:
    """The one block of memory that holds every array of an ``Imposed``."""
    return imposed[0].base
