"""A factor of a study: what is varied, over which range or values, and what a position in it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Changes = Mapping[str, Any]
"""Keys and values as ``Scenario.override`` takes them."""


@dataclass(frozen=True)
class Range:
    """A number between two bounds, spread evenly or, with ``log``, evenly in its logarithm.

    ``keys`` are the keys that are set to it.
    """

    name: str
    keys: tuple[str, ...]
    low: float
    high: float
    log: bool = False
    levels: int = 2

    @property
    def positions(self) -> tuple[float, ...]:
        """Positions of the levels of a grid, the first at the lower bound, the last at the upper."""
        return tuple(k / (self.levels - 1) for k in range(self.levels)) if self.levels > 1 else (0.5,)

    def label(self, position: float) -> float:
        """The number at a position from 0 to 1."""
        if self.log:
            value = self.low * (self.high / self.low) ** position
            return float(min(max(value, self.low), self.high))
        return float(self.low * (1.0 - position) + self.high * position)

    def position(self, value: float) -> float:
        """Where a number lies between the bounds, 0 to 1; the inverse of ``label``."""
        from math import log

        part = log(value / self.low) / log(self.high / self.low) if self.log else (value - self.low) / (self.high - self.low)
        return min(max(part, 0.0), 1.0)

    def changes(self, label: Any) -> Changes:
        """What has to be set for that number."""
        return dict.fromkeys(self.keys, float(label))


@dataclass(frozen=True)
class Choice:
    """One of a few named things, each a set of changes, an empty one for the base as it is."""

    name: str
    options: Mapping[Any, Changes]

    @property
    def positions(self) -> tuple[float, ...]:
        """The middle of every option's part of 0 to 1."""
        return tuple((k + 0.5) / len(self.options) for k in range(len(self.options)))

    def label(self, position: float) -> Any:
        """The option in whose part the position lies."""
        return list(self.options)[min(int(position * len(self.options)), len(self.options) - 1)]

    def position(self, value: Any) -> float:
        """The middle of an option's part."""
        return self.positions[list(self.options).index(value)]

    def changes(self, label: Any) -> Changes:
        """What has to be set for that option."""
        return self.options[label]


Factor = Range | Choice
