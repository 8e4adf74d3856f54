"""The axis of a factor in a figure: numbers on their own or on a logarithmic scale, or categories side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from experiments.analysis.phase import is_number
from experiments.figures.style import FAINT, INK, SMALL
from experiments.figures.text import fitted, number, size, width
from simulation.faults import BlocformError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = 6
"""Most values of a grid that are all written below its axis."""
NAME = 100.0
"""Most room for the name of a category in points."""


@dataclass(frozen=True)
class FactorAxis:
    """Where the levels of a factor stand, in the order of the axis.

    ``places`` are the coordinates of the ``levels``: the number itself, its decimal logarithm, or the rank of the category; ``edges``
    are those of their cells, one more; ``marks`` are coordinates with what is written there.
    """

    label: str
    is_numeric: bool
    is_log: bool
    levels: tuple[Any, ...]
    places: np.ndarray
    edges: np.ndarray
    marks: tuple[tuple[float, str], ...]

    @classmethod
    def of(cls, values: pd.Series, label: str, is_log: bool = False) -> FactorAxis:
        """The axis of the values of a factor; categories have no logarithm, and numbers not above 0 raise ``BlocformError`` with it."""
        levels = tuple(values.drop_duplicates().sort_values())
        if not is_number(values):
            places = np.arange(len(levels), dtype=float)
            marks = tuple((float(k), fitted(str(level), SMALL, NAME)) for k, level in enumerate(levels))
            return cls(label, False, False, levels, places, _edges(places), marks)
        numbers = np.array(levels, dtype=float)
        if is_log and numbers[0] <= 0.0:
            raise BlocformError(f"axis of {label}: {numbers[0]!r} on a logarithmic scale, allowed: above 0")
        places = np.log10(numbers) if is_log else numbers
        edges = _edges(places)
        ticks = numbers if len(numbers) <= FEW else _ticks(edges[0], edges[-1], is_log)
        return cls(label, True, is_log, levels, places, edges, tuple((float(np.log10(t) if is_log else t), number(t, 4)) for t in ticks))

    def at(self, values: Sequence[float] | np.ndarray) -> np.ndarray:
        """Coordinates of numbers on this axis."""
        return np.log10(values) if self.is_log else np.asarray(values, dtype=float)

    def shown(self, points: float, is_upright: bool) -> list[tuple[float, str]]:
        """The marks that find room along an axis of a length in points: side by side, or with ``is_upright`` one above the other."""
        kept: list[tuple[float, str]] = []
        scale = points / (self.edges[-1] - self.edges[0])
        end = -np.inf
        for place, text in self.marks:
            half = (1.2 * SMALL if is_upright else width(text, SMALL) + 6) / 2
            middle = (place - self.edges[0]) * scale
            if middle - half >= end:
                kept.append((place, text))
                end = middle + half
        return kept

    def draw_along(self, axes: Axes, room: float) -> None:
        """Draw it along a panel with ``room`` points beside it for a long label; names of categories are turned where they are crowded."""
        wide = size(axes)[0]
        is_turned = self.is_crowded(wide)
        shown = self.shown(wide, is_turned)
        axes.set_xticks([place for place, _ in shown])
        axes.set_xticklabels([text for _, text in shown], rotation=90 if is_turned else 0, parse_math=False)
        label = fitted(self.label, SMALL, wide + room - 12)
        axes.set_xlabel(label, fontsize=SMALL, color=INK, labelpad=2, loc="left", parse_math=False)
        _plain(axes)

    def draw_upward(self, axes: Axes, is_labelled: bool) -> None:
        """Draw it up a panel, with values and label where ``is_labelled``."""
        high = size(axes)[1]
        shown = self.shown(high, True)
        axes.set_yticks([place for place, _ in shown])
        axes.set_yticklabels([text if is_labelled else "" for _, text in shown], parse_math=False)
        if is_labelled:
            axes.set_ylabel(fitted(self.label, SMALL, high), fontsize=SMALL, color=INK, labelpad=2, parse_math=False)
        _plain(axes)

    def below(self, points: float) -> float:
        """Room that it takes below a panel of a width in points, in inches."""
        return (self.widest if self.is_crowded(points) else SMALL) / 72 + 0.36

    @property
    def widest(self) -> float:
        """Width of the widest mark in points."""
        return max((width(text, SMALL) for _, text in self.marks), default=0.0)

    def is_crowded(self, points: float) -> bool:
        """Whether categories side by side need more room than a length in points."""
        return not self.is_numeric and self.widest + 6 > points / len(self.marks)


def _plain(axes: Axes) -> None:
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL, pad=2)
    axes.spines[:].set_color(FAINT)


def _edges(places: np.ndarray) -> np.ndarray:
    """Edges of cells halfway between their places; those at the ends are as far out as in."""
    if len(places) == 1:
        half = 0.1 * abs(places[0]) or 0.5
        return np.array([places[0] - half, places[0] + half])
    middle = (places[1:] + places[:-1]) / 2
    return np.concatenate([[2 * places[0] - middle[0]], middle, [2 * places[-1] - middle[-1]]])


def _ticks(low: float, high: float, is_log: bool) -> list[float]:
    """Round numbers within the range of coordinates."""
    if is_log:
        decades = np.arange(np.floor(low), np.ceil(high) + 1)
        round_ones = [float(step * 10.0**decade) for decade in decades for step in (1, 2, 5)]
        found = [tick for tick in round_ones if low <= np.log10(tick) <= high]
        if len(found) > 2 * FEW:
            found = [tick for tick in found if np.isclose(np.log10(tick) % 1, 0)]
        if len(found) > 1:
            return found
        return [t for t in _ticks(10.0**low, 10.0**high, False) if t > 0]
    return [float(t) for t in MaxNLocator(FEW - 1, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= t <= high]
