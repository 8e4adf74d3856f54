"""What policies bring against what they cost, with a third thing as shade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from experiments.analysis.bootstrap import SURE
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, WIDTH, page
from experiments.figures.text import fitted, number, spread, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT, HEAD, FOOT, HIGH, LEAST = 0.8, (1.2, 3.1), 0.95, 0.8, 3.3, 0.2
"""Room left of the panel, least and most of it on the right, above and below, its least height, and that of a name, in inches."""
SHADES = LinearSegmentedColormap.from_list("third", ["#EAF3FA", COLOURS["coalition"]])
NOTE = (
    "Dots: means; lines: 95 % intervals. Rings: another policy is no worse in any of the three and better in one, in "
    f"{100 * SURE:.0f} % of the resamples."
)


def trade_offs(table: pd.DataFrame, titles: dict[str, str], about: str = "") -> Figure:
    """Two means of every policy against each other with their intervals, the third as shade; names on the right.

    Parameters
    ----------
    table : a row a policy: ``policy``, ``dominated_share``, and for each titled column its mean, ``COLUMN_low`` and ``COLUMN_high``.
    titles : what the three columns are called: upwards, along, and the shade.
    about : a line below the title.
    """
    up, along, shade = titles
    high = max(HIGH, LEAST * len(table))
    height = HEAD + high + FOOT
    figure = page(height, "What policies bring and cost", about, NOTE)
    right = min(max(max(width(name, SMALL) for name in table["policy"]) / 72 + 0.5, RIGHT[0]), RIGHT[1])
    wide = WIDTH - LEFT - right
    axes = figure.add_axes((LEFT / WIDTH, FOOT / height, wide / WIDTH, high / height))
    beaten = table["dominated_share"].to_numpy() >= SURE
    x, y, third = (table[name].to_numpy(float) for name in (along, up, shade))
    for column, setter in ((along, axes.set_xlim), (up, axes.set_ylim)):
        setter(*_ends(table[f"{column}_low"], table[f"{column}_high"]))
    _frame(axes, titles[along], titles[up])
    bars = [((a, b), (c, b)) for a, b, c in zip(table[f"{along}_low"], y, table[f"{along}_high"], strict=True)]
    bars += [((a, b), (a, c)) for a, b, c in zip(x, table[f"{up}_low"], table[f"{up}_high"], strict=True)]
    axes.add_collection(LineCollection(bars, colors=[*np.where(beaten, "#BBBBBB", FAINT)] * 2, linewidths=1.0, zorder=2), autolim=False)
    scale = (third - third.min()) / max(np.ptp(third), 1e-12)
    faces = [(1.0, 1.0, 1.0, 1.0) if out else SHADES(part) for out, part in zip(beaten, scale, strict=True)]
    axes.scatter(x, y, s=46, c=faces, edgecolors=["#9A9A9A" if out else INK for out in beaten], linewidths=1.0, zorder=4, label="policies")
    _names(axes, table["policy"].tolist(), x, y, beaten, (72 * wide, 72 * right), 72 * high)
    _key(axes, titles[shade], float(third.min()), float(third.max()), 72 * wide, 72 * high)
    return figure


def _ends(low: pd.Series, high: pd.Series) -> tuple[float, float]:
    """Ends of an axis that holds all intervals with some room."""
    bottom, top = float(low.min()), float(high.max())
    room = 0.07 * (top - bottom) or 0.05 * max(abs(top), 1e-9)
    return bottom - room, top + room


def _frame(axes: Axes, along: str, up: str) -> None:
    for (low, high), ticks, labels in (
        (axes.get_xlim(), axes.set_xticks, axes.set_xticklabels), (axes.get_ylim(), axes.set_yticks, axes.set_yticklabels)
    ):  # fmt: skip
        places = [place for place in MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= place <= high]
        ticks(places)
        labels([number(round(place, 12), 4) for place in places])
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL)
    axes.set_xlabel(along, fontsize=SMALL, color=INK, labelpad=2)
    axes.set_ylabel(up, fontsize=SMALL, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    axes.grid(color="#E4E4E4", lw=0.6, zorder=0.3)
    axes.set_axisbelow(True)


def _names(axes: Axes, names: list[str], x: np.ndarray, y: np.ndarray, beaten: np.ndarray, rooms: tuple[float, float], high: float) -> None:
    """Names in the room right of the panel in the order of the dots, each with a line to its dot."""
    wide, room = rooms
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    gap = 13 / high
    places = spread(((y - bottom) / (top - bottom)).tolist(), gap, 0.0, max(1.0, gap * (len(names) - 1)))
    for k, (name, place) in enumerate(zip(names, places, strict=True)):
        colour = "#767676" if beaten[k] else INK
        dot = ((x[k] - left) / (right - left), (y[k] - bottom) / (top - bottom))
        line = [dot, (1 + 4 / wide, place), (1 + 10 / wide, place)]
        axes.plot(*zip(*line, strict=True), transform=axes.transAxes, color="#C9C9C9", lw=0.6, clip_on=False, zorder=1)
        said = fitted(name, SMALL, room - 20)
        axes.text(
            1 + 13 / wide, place, said, transform=axes.transAxes, va="center_baseline", fontsize=SMALL, color=colour, parse_math=False
        )  # fmt: skip


def _key(axes: Axes, title: str, low: float, high: float, wide: float, tall: float) -> None:
    """The shades above the panel with their ends."""
    y = 1 + 12 / tall
    said = f"{title}: {number(low, 3)}"
    axes.text(0, y, said, transform=axes.transAxes, fontsize=SMALL, color=INK, va="center_baseline")
    start = width(said, SMALL) + 10
    places = np.linspace(start, start + 60, 12)
    axes.scatter(
        places / wide, np.full(12, y), transform=axes.transAxes, s=30, c=SHADES(np.linspace(0, 1, 12)), marker="s", clip_on=False
    )  # fmt: skip
    axes.text((start + 68) / wide, y, number(high, 3), transform=axes.transAxes, fontsize=SMALL, color=INK, va="center_baseline")
