"""Which factors matter at all: size of the elementary effects against their spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, WIDTH, ink, page
from experiments.figures.text import fitted, size, width

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT, HEAD, HIGH, FOOT = 0.85, 0.35, 0.75, 4.2, 0.75
"""Room left and right of the axes, above and below them, and their height, in inches."""
LEADING = 10
"""Most factors that are named."""
LEADER, OTHER = COLOURS["coalition"], FAINT
"""Colours of factors that are named and of the others."""
DOT, FAR = 4.0, (6.0, 12.0, 20.0, 30.0, 42.0, 58.0, 78.0)
"""Radius of a dot with its margin, and the distances that a name may have from its dot, in points."""
AROUND = ((1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0))
"""Directions in which a name may stand from its dot, the preferred ones first."""
LONGEST = 180.0
"""Most room for a name in points."""
NOTE = "Dots: factors; horizontal lines: 95 % intervals. Above the slanted line effects change sign or depend on other factors."


class Box(NamedTuple):
    """A rectangle in points from the lower left corner of the panel."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two share a point."""
        return self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        return self.left <= other.left and other.right <= self.right and self.bottom <= other.bottom and other.top <= self.top

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the rectangle that is nearest to another point."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)


def screening(table: pd.DataFrame, unit: str = "", about: str = "") -> Figure:
    """Elementary effects: mean size to the right, spread upwards, a dot a factor, the leading ones named.

    Parameters
    ----------
    table : a row a factor, as ``analysis.morris.elementary_effects`` returns it; not empty.
    unit : of the output.
    about : a line below the title that says of which output and how many runs.
    """
    table = table.sort_values("mu_star", ascending=False, kind="stable")
    height = HEAD + HIGH + FOOT
    figure = page(height, "Which factors matter", about, NOTE)
    axes = figure.add_axes((LEFT / WIDTH, FOOT / height, (WIDTH - LEFT - RIGHT) / WIDTH, HIGH / height))
    _frame(axes, table, f" in {unit}" if unit else "")
    names = [str(name) for name in table.index[table["mu_star"] > 0.0][:LEADING]]
    # The leading ones last, on top of the others.
    shown = table[::-1]
    colours = [LEADER if k < len(names) else OTHER for k in reversed(range(len(table)))]
    spans = [((low, y), (high, y)) for low, high, y in zip(shown["mu_star_low"], shown["mu_star_high"], shown["sigma"], strict=True)]
    axes.add_collection(LineCollection(spans, colors=colours, linewidths=1.0, alpha=0.5, zorder=2, label="intervals"), autolim=False)
    axes.scatter(shown["mu_star"], shown["sigma"], s=20, c=colours, linewidths=0, zorder=3, clip_on=False, label="factors")
    _name(axes, names, table[["mu_star", "mu_star_low", "mu_star_high", "sigma"]].to_numpy())
    return figure


def _frame(axes: Axes, table: pd.DataFrame, unit: str) -> None:
    """Axes from 0, with the line on which spread and size are equal."""
    most = float(table[["mu_star", "mu_star_high"]].max(axis=None)) or 1.0
    spread = float(table["sigma"].max()) or most
    axes.set(xlim=(0, 1.06 * most), ylim=(0, 1.12 * spread), xticks=_ticks(1.06 * most), yticks=_ticks(1.12 * spread))
    axes.axline((0, 0), slope=1, color="#BBBBBB", linewidth=0.8, zorder=1)
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL)
    wide, high = size(axes)
    said = fitted(f"mean size of the effect of the whole range, \u03bc*{unit}", SMALL, wide)
    axes.set_xlabel(said, fontsize=SMALL, color=INK, labelpad=2, parse_math=False)
    axes.set_ylabel(fitted(f"spread of the effect, \u03c3{unit}", SMALL, high), fontsize=SMALL, color=INK, parse_math=False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)


def _ticks(most: float) -> list[float]:
    return [tick for tick in MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(0.0, most) if tick <= most]


def _name(axes: Axes, names: list[str], rows: np.ndarray) -> None:
    """Names of the first rows near their dots, clear of dots, intervals and other names; one that finds no place is left out.

    Parameters
    ----------
    rows : array (factors, 4): place of the dot to the right, both ends of its interval, and its place upwards.
    """
    panel = Box(0.0, 0.0, *size(axes))
    x, low, high = (rows[:, :3] * panel.right / axes.get_xlim()[1]).T
    y = rows[:, 3] * panel.top / axes.get_ylim()[1]
    dots = [Box(*box) for box in np.column_stack([x - DOT, y - DOT, x + DOT, y + DOT])]
    taken = dots + [Box(*box) for box in np.column_stack([low, y - 1.0, high, y + 1.0])]
    texts: list[Box] = []
    for name, own, *dot in zip(names, dots, x, y, strict=False):
        text = fitted(name, SMALL, LONGEST)
        way = texts + [other for other in dots if not other.meets(own)]
        spot = next((box for box in _spots(*dot, width(text, SMALL)) if panel.holds(box) and _clear(box, dot, taken, way)), None)
        if spot is not None:
            _write(axes, text, dot, spot)
            texts.append(spot)
            taken += [spot, *_path(dot, spot)]


def _spots(x: float, y: float, wide: float) -> Iterator[Box]:
    """Places for a text around a dot, the nearest first."""
    half, tall = wide / 2 + 2.0, 1.3 * SMALL
    for far in FAR:
        for across, up in AROUND:
            middle, bottom = x + across * (far + half), y + up * far - tall / 2
            yield Box(middle - half, bottom, middle + half, bottom + tall)


def _path(dot: Sequence[float], box: Box) -> list[Box]:
    """Small squares along the line from a dot to the nearest point of a box."""
    ends = np.array([dot, box.nearest(*dot)])
    steps = int(np.ptp(ends, axis=0).max() // 2)
    return [Box(x - 1.0, y - 1.0, x + 1.0, y + 1.0) for x, y in np.linspace(*ends, steps + 1)[1:]]


def _clear(box: Box, dot: Sequence[float], taken: Sequence[Box], way: Sequence[Box]) -> bool:
    """Whether nothing that is ``taken`` stands where the text would, and nothing in the ``way`` of the line from its dot."""
    return not any(box.meets(other) for other in taken) and not any(step.meets(other) for step in _path(dot, box) for other in way)


def _write(axes: Axes, text: str, dot: Sequence[float], box: Box) -> None:
    """The text in its box, with a line from its dot where it stands apart from that."""
    to_panel = 1.0 / np.array(size(axes))
    ends = np.array([dot, box.nearest(*dot)])
    if np.ptp(ends, axis=0).max() > FAR[0]:
        line = LineCollection([ends * to_panel], colors=ink(LEADER), linewidths=0.5, transform=axes.transAxes, zorder=2.5)
        axes.add_collection(line, autolim=False)
    middle = np.array([box.left + box.right, box.bottom + box.top]) / 2 * to_panel
    axes.text(
        *middle, text, transform=axes.transAxes, fontsize=SMALL, color=ink(LEADER), ha="center", va="center_baseline", parse_math=False,
        bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.5}, zorder=2.2,
    )  # fmt: skip
