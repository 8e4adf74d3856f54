"""Numbers that a decision reads, noted while its own text runs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from simulation.world import COUNTED


class Reading(NamedTuple):
    """One number of ``world``, ``start``, ``record`` or ``p``: the field (of ``record`` none) and the position in it."""

    owner: str
    field: str
    place: tuple[int, ...] = ()

    def of(self, owners: Mapping[str, Any]) -> float:
        """Its value."""
        if self.owner == "record":
            return float(owners["record"][self.place])
        found = getattr(owners[self.owner], self.field)
        return float(found[self.place] if self.place else found)

    def write(self, owners: Mapping[str, Any], value: float) -> None:
        """Set it, in place."""
        if self.owner == "p":
            owners["p"][self.field] = value
        elif self.owner == "record":
            owners["record"][self.place] = value
        else:
            getattr(owners[self.owner], self.field)[self.place] = value


Readings = dict[Reading, float]


class _Array:
    """Stands in for an array and notes what is read of it."""

    def __init__(self, owner: str, field: str, array: np.ndarray, noted: Readings):
        self._owner, self._field, self._array, self._noted = owner, field, array, noted
        self.shape = array.shape

    def __getitem__(self, index: Any) -> Any:
        value = self._array[index]
        place = tuple(map(int, index)) if isinstance(index, tuple) else (int(index),)
        self._noted[Reading(self._owner, self._field, place)] = float(value)
        return value


class _Owner:
    """Stands in for a world or the parameters. Whole numbers of a world are names and codes; reading them is not noted."""

    def __init__(self, owner: str, inner: Any, noted: Readings):
        self._owner, self._inner, self._noted = owner, inner, noted

    def __getattr__(self, field: str) -> Any:
        value = getattr(self._inner, field)
        if self._owner == "p":
            self._noted[Reading("p", field)] = float(value)
            return value
        return value if field in COUNTED else _Array(self._owner, field, value, self._noted)


def watched(owners: Mapping[str, Any]) -> tuple[dict[str, Any], Readings]:
    """Stand-ins for what a decision reads, and the readings that they note, in order."""
    noted: Readings = {}
    stand_ins = {name: _Array(name, "", inner, noted) if name == "record" else _Owner(name, inner, noted) for name, inner in owners.items()}
    return stand_ins, noted


def called(function: Callable[..., Any], names: Mapping[str, Any]) -> Any:
    """What a decision, or a plain function, gives for arguments by name; ``names`` may hold more than it asks for."""
    with np.errstate(all="ignore"):
        return function(*(names[name] for name in arguments(function)))


@cache
def arguments(function: Callable[..., Any]) -> tuple[str, ...]:
    """Names of the arguments of a decision or a plain function."""
    return tuple(inspect.signature(getattr(function, "py_func", function)).parameters)
