"""Maps of a phase diagram: the share of a class over two factors, and the class that prevails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_rgb
from matplotlib.patches import Rectangle

from experiments.analysis.phase import UNDECIDED, boundary, dominant, factors_of
from experiments.figures.classes import SHADES, pale
from experiments.figures.style import FAINT, INK, SMALL
from experiments.figures.text import size
from simulation.outcome import CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.figures.factor_axis import FactorAxis

EVEN = 0.5
"""Share at which a class is as likely as not, where its boundary is."""
MANY = 12
"""Rows above which bars are drawn thinner."""
HATCH = (*to_rgb(INK), 0.45)
"""Colour of hatching, through which the cell is seen."""


def share_map(axes: Axes, scale: Axes, cells: pd.DataFrame, name: str, x: FactorAxis, y: FactorAxis, levels: Sequence[float]) -> None:
    """Share of a class with contour lines at ``levels`` and the interval of its boundary; what the colours mean in ``scale``."""
    share = np.ma.masked_invalid(_grid(cells[cells["class"] == name], "share"))
    colours = LinearSegmentedColormap.from_list(name, ["white", SHADES[name]])
    axes.pcolormesh(x.edges, y.edges, share, cmap=colours, vmin=0, vmax=1, label="share")
    lines = sorted({level for level in levels if share.min() < level < share.max()})
    if lines and x.is_numeric and y.is_numeric and min(share.shape) > 1:
        axes.contour(x.places, y.places, share, levels=lines, colors=INK, linewidths=[1.8 if level == EVEN else 0.7 for level in lines])
    if x.is_numeric:
        _crossings(axes, cells, name, x, y)
    scale.pcolormesh([0, 1], np.linspace(0, 1, 65), np.linspace(0, 1, 64)[:, None], cmap=colours, vmin=0, vmax=1)
    scale.hlines(lines, 0, 1, colors=INK, linewidths=0.7)
    scale.set(xticks=[], ylim=(0, 1), yticks=[0, 0.25, 0.5, 0.75, 1])
    scale.set_yticklabels(["0", "0.25", "0.5", "0.75", "1"], fontsize=SMALL, color=INK)
    scale.tick_params(length=2, color=FAINT, labelright=True, labelleft=False, right=True, left=False, pad=2)
    scale.spines[:].set(color=FAINT, linewidth=0.6)


def prevailing_map(axes: Axes, scale: Axes, cells: pd.DataFrame, x: FactorAxis, y: FactorAxis) -> None:
    """The class that prevails, pale where undecided, with lines between cells of different classes; what the colours mean in ``scale``."""
    found = dominant(cells)
    shade = [2 * CLASSES.index(name) for name in found["class"]] + (found["verdict"] == UNDECIDED).astype(float)
    shades = np.ma.masked_invalid(_grid(found.assign(share=shade), "share"))
    colours = ListedColormap([colour for name in CLASSES for colour in (SHADES[name], pale(SHADES[name]))])
    axes.pcolormesh(x.edges, y.edges, shades, cmap=colours, vmin=-0.5, vmax=2 * len(CLASSES) - 0.5, label="prevailing")
    between = [((x.edges[j + 1], y.edges[i]), (x.edges[j + 1], y.edges[i + 1])) for i, j in _turns(shades // 2, 1)]
    between += [((x.edges[j], y.edges[i + 1]), (x.edges[j + 1], y.edges[i + 1])) for i, j in _turns(shades // 2, 0)]
    axes.add_collection(LineCollection(between, colors=INK, linewidths=1.4, label="boundary", zorder=3), autolim=False)
    scale.set(xlim=(0, 1), ylim=(len(CLASSES) - 0.4, -0.6))
    scale.axis("off")
    for k, name in enumerate(CLASSES):
        for left, colour in ((0.0, SHADES[name]), (0.5, pale(SHADES[name]))):
            scale.add_patch(Rectangle((left, k - 0.2), 0.5, 0.4, facecolor=colour, clip_on=False))
        scale.text(1.3, k, name, fontsize=SMALL, color=INK, va="center_baseline")


def marks(axes: Axes, cells: pd.DataFrame, x: FactorAxis, y: FactorAxis) -> None:
    """Hatching of the cells whose ``hatched`` is true, and crosses where there is none."""
    grid = _grid(cells[cells["class"] == CLASSES[0]].astype({"hatched": float}), "hatched")
    wide, high = np.diff(x.edges), np.diff(y.edges)
    boxes = [Rectangle((x.edges[j], y.edges[i]), wide[j], high[i]) for i, j in np.argwhere(grid == 1.0)]
    axes.add_collection(
        PatchCollection(boxes, facecolor="none", edgecolor=HATCH, hatch="////", linewidth=0, label="hatched"), autolim=False
    )
    i, j = np.argwhere(np.isnan(grid)).T
    points = min(6.0, *(0.4 * room / count for room, count in zip(size(axes), (len(wide), len(high)), strict=True)))
    axes.scatter(x.places[j], y.places[i], marker="x", s=points**2, c=FAINT, linewidths=0.6, label="missing")


def _grid(rows: pd.DataFrame, column: str) -> np.ndarray:
    """A column of rows, one a cell, by the second factor and the first; nan where a cell is missing."""
    x, y = factors_of(rows)
    return rows.pivot(index=y, columns=x, values=column).sort_index(axis=0).sort_index(axis=1).to_numpy(dtype=float)


def _crossings(axes: Axes, cells: pd.DataFrame, name: str, x: FactorAxis, y: FactorAxis) -> None:
    """How far along the first factor the boundary of a class may lie, a bar a level of the second; to the end where one side is open."""
    upward = factors_of(cells)[1]
    found = boundary(cells, name, EVEN).dropna(subset=["low", "high"], how="all")
    rows = y.places[[y.levels.index(level) for level in found[upward]]]
    low, high = (x.at(found[end].to_numpy()) for end in ("low", "high"))
    ends = np.where(np.isnan(low), x.edges[0], low), np.where(np.isnan(high), x.edges[-1], high)
    bars = [((left, row), (right, row)) for left, right, row in zip(*ends, rows, strict=True)]
    axes.add_collection(
        LineCollection(bars, colors=INK, linewidths=0.8 if len(y.places) <= MANY else 0.4, label="crossings", zorder=3), autolim=False
    )


def _turns(classes: np.ma.MaskedArray, along: int) -> np.ndarray:
    """Row and column of the cells whose next neighbour along an axis exists and is of another class."""
    return np.argwhere(np.ma.filled(np.ma.asarray(np.ma.diff(classes, axis=along)) != 0, False))
