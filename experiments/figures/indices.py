"""Which factors an output's variance comes from: Sobol' indices of first and total order, and the share of luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, WIDTH, ink, page
from experiments.figures.text import fitted, width

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT = (1.2, 3.6), 1.55
"""Least and most room for the names of factors, and room for the numbers, in inches."""
ROW, HEAD, FOOT = 0.3, 0.9, 0.75
"""Height of a row, and room above and below the rows, in inches."""
ORDERS = {"first": (COLOURS["coalition"], -0.15, "o"), "total": (COLOURS["hub"], 0.15, "D")}
"""Colour of an order of indices, how far below the middle of its row it stands, and its marker."""
LUCK = "luck, in one run"
NOTE = "Circles: first order, a factor alone; diamonds: total order, with all it interacts with; lines: 95 % intervals."


def indices(table: pd.DataFrame, noise: float | None = None, about: str = "") -> Figure:
    """Shares of the variance that factors bring, a row a factor, the largest total index on top, luck in a row of its own below.

    Parameters
    ----------
    table : a row a factor, columns ``first``, ``first_low``, ``first_high`` and the same of ``total``; not empty.
    noise : share of luck in the variance of a single run, 0 to 1; no row for it where that is None.
    about : a line below the title that says of which output and how many runs.
    """
    table = table.sort_values("total", ascending=False, kind="stable")
    names = [*map(str, table.index), *([LUCK] if noise is not None else [])]
    height = HEAD + ROW * len(names) + FOOT
    figure = page(height, "Where the variance comes from", about, NOTE)
    left = min(max((max(width(name, SMALL) for name in names) + 24) / 72, LEFT[0]), LEFT[1])
    wide = WIDTH - left - RIGHT
    axes = figure.add_axes((left / WIDTH, FOOT / height, wide / WIDTH, ROW * len(names) / height))
    _frame(axes, table, len(names))
    across = axes.get_yaxis_transform()
    for row, name in enumerate(names):
        said = fitted(name, SMALL, 72 * left - 22)
        axes.text(
            -10 / (72 * wide), row, said, transform=across, ha="right", va="center_baseline", fontsize=SMALL, color=INK, parse_math=False
        )
    for k, (order, (colour, shift, marker)) in enumerate(ORDERS.items()):
        rows = np.arange(len(table)) + shift
        spans = [((low, y), (high, y)) for low, high, y in zip(table[f"{order}_low"], table[f"{order}_high"], rows, strict=True)]
        axes.add_collection(LineCollection(spans, colors=colour, linewidths=1.4, zorder=3, label=f"{order} intervals"), autolim=False)
        axes.scatter(table[order], rows, s=26, c=colour, marker=marker, linewidths=0, zorder=4, clip_on=False, label=order)
        x = 1 + (0.72 * k + 0.68) * 72 / (72 * wide)
        axes.text(
            x, -0.5 - 0.1 / ROW, order, transform=across, ha="right", va="baseline", fontsize=SMALL, color=ink(colour), fontweight="bold"
        )
        for row, value in enumerate(table[order]):
            axes.text(x, row, _said(value), transform=across, ha="right", va="center_baseline", fontsize=SMALL, color=ink(colour))
    if noise is not None:
        _luck(axes, noise, len(table), 1 + 1.4 / wide)
    return figure


def _frame(axes: Axes, table: pd.DataFrame, rows: int) -> None:
    """Axes from 0 to 1, or further where an interval goes further."""
    ends = [table[f"{order}_{end}"] for order in ORDERS for end in ("low", "high")]
    low, high = min(0.0, float(np.min(ends))), max(1.0, float(np.max(ends)))
    room = 0.03 * (high - low)
    ticks = [tick for tick in MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high) if low <= tick <= high]
    axes.set(xlim=(low - room, high + room), ylim=(rows - 0.5, -0.5), xticks=ticks, yticks=[])
    axes.grid(axis="x", color="#E4E4E4", linewidth=0.6)
    axes.axvline(0, color=FAINT, linewidth=0.8, zorder=1)
    axes.set_axisbelow(True)
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL, pad=2)
    axes.set_xlabel("share of the variance", fontsize=SMALL, color=INK, labelpad=2)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)


def _luck(axes: Axes, share: float, row: int, x: float) -> None:
    """The row of luck, below a line, with its number at ``x``."""
    axes.axhline(row - 0.5, color="#BBBBBB", linewidth=0.8)
    axes.barh(row, share, height=0.34, color=FAINT, zorder=3, label="luck")
    axes.text(x, row, _said(share), transform=axes.get_yaxis_transform(), ha="right", va="center_baseline", fontsize=SMALL, color=FAINT)


def _said(share: float) -> str:
    """A share with two decimals, its minus as long as its plus."""
    return f"{share:.2f}".replace("-", "\u2212")
