"""Views of arrays whose positions have names: ``agent.trust["XYZ"]`` reads and writes the world itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from simulation.faults import nearest


class Named:
    """A view of an array with named positions; writing to it writes the array.

    ``write`` does the writing where it takes more than that. One axis: ``view["XYZ"]`` is a
    number. Two axes: ``view["trade", "XYZ"]`` is a number and ``view["trade"]`` a view of one
    axis. ``array`` is the array itself, ``dict(view.items())`` a copy by name.
    """

    def __init__(self, array: np.ndarray, *axes: Sequence[str], write: Callable[[tuple[int, ...], float], None] | None = None):
        self.array = array
        self._axes = axes
        self._write = write

    def __getitem__(self, name: str | tuple[str, ...]) -> Any:
        found = self.array[self._position(name)]
        if not isinstance(found, np.ndarray):
            return float(found)
        write, first = self._write, self._position(name)
        below = (lambda position, value: write((*first, *position), value)) if write else None
        return Named(found, *self._axes[len(first) :], write=below)

    def __setitem__(self, name: str | tuple[str, ...], value: float) -> None:
        position = self._position(name)
        if self._write is None:
            self.array[position] = value
        else:
            self._write(position, value)

    def _position(self, name: str | tuple[str, ...]) -> tuple[int, ...]:
        names = name if isinstance(name, tuple) else (name,)
        if len(names) > len(self._axes):
            raise KeyError(f"{name!r}: allowed {len(self._axes)} name(s)")
        for one, axis in zip(names, self._axes, strict=False):
            if one not in axis:
                hint = nearest(one, axis)
                raise KeyError(f"{one!r}" + (f"; did you mean {hint!r}?" if hint else ""))
        return tuple(axis.index(one) for one, axis in zip(names, self._axes, strict=False))

    def __iter__(self) -> Iterator[str]:
        return iter(self._axes[0])

    def __len__(self) -> int:
        return len(self._axes[0])

    def keys(self) -> Iterator[str]:
        """Names of the first axis."""
        return iter(self)

    def items(self) -> Iterator[tuple[str, Any]]:
        """Names of the first axis with what stands there."""
        return ((name, self[name]) for name in self)

    def __repr__(self) -> str:
        return f"Named({dict(self.items())})"
