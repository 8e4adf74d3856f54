"""A phase diagram over one factor: the share of each class as a line with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from experiments.analysis.phase import boundary, factors_of
from experiments.figures.classes import SHADES
from experiments.figures.phase_maps import EVEN, HATCH
from experiments.figures.style import SMALL, ink
from experiments.figures.text import Label, label_ends
from simulation.outcome import CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.figures.factor_axis import FactorAxis

APART = 0.06
"""How far apart classes stand within a cell that no line joins, as a part of its width."""


def share_lines(axes: Axes, cells: pd.DataFrame, classes: Sequence[str], x: FactorAxis, room: float) -> None:
    """Shares of classes over a factor with their 95 % intervals, cells hatched, and the interval of each boundary at one half.

    Parameters
    ----------
    room : to the right of the axes for the names of the classes, in points.
    """
    is_line = x.is_numeric and len(x.places) > 1
    labels = []
    for k, name in enumerate(classes):
        rows = cells[cells["class"] == name].sort_values(factors_of(cells)[0])
        low, share, high = (rows[column].to_numpy() for column in ("low", "share", "high"))
        aside = 0.0 if is_line else APART * (k - (len(classes) - 1) / 2)
        places = x.places + aside * np.diff(x.edges)
        axes.plot(places, share, marker="o", ms=4, lw=1.8 if is_line else 0, color=SHADES[name], label=name)
        if is_line:
            axes.fill_between(places, low, high, color=SHADES[name], alpha=0.2, lw=0)
        else:
            axes.vlines(places, low, high, colors=SHADES[name], linewidths=1.4)
        labels.append(Label(name, float(share[-1]), ink(SHADES[name])))
        if x.is_numeric:
            _crossings(axes, cells, name, x)
    _hatching(axes, cells, x)
    label_ends(axes, labels, SMALL, room)


def _crossings(axes: Axes, cells: pd.DataFrame, name: str, x: FactorAxis) -> None:
    """Where a share passes one half, and how far from there it may, open to the end of the axis."""
    found = boundary(cells, name, EVEN).dropna(subset=[factors_of(cells)[0]])
    place, low, high = (x.at(found[column].to_numpy()) for column in (factors_of(cells)[0], "low", "high"))
    ends = np.where(np.isnan(low), x.edges[0], low), np.where(np.isnan(high), x.edges[-1], high)
    bars = [((left, EVEN), (right, EVEN)) for left, right in zip(*ends, strict=True)]
    axes.add_collection(LineCollection(bars, colors=ink(SHADES[name]), linewidths=2.4, label=f"{name} crossings", zorder=3), autolim=False)
    axes.scatter(place, np.full(len(place), EVEN), marker="D", s=26, c=ink(SHADES[name]), edgecolors="white", linewidths=0.8, zorder=4)


def _hatching(axes: Axes, cells: pd.DataFrame, x: FactorAxis) -> None:
    chosen = cells[cells["class"] == CLASSES[0]].sort_values(factors_of(cells)[0])["hatched"].to_numpy()
    for k in np.flatnonzero(chosen):
        axes.axvspan(x.edges[k], x.edges[k + 1], facecolor="none", edgecolor=HATCH, hatch="////", lw=0, zorder=0.4, label="hatched")
