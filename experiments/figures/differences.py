"""How far every policy is from the first one: a row a policy, a panel an output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, page
from experiments.figures.text import fitted, number, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS, GAP, LEFT = 3, 0.32, (1.0, 2.4)
"""Panels side by side, room between them, and least and most room for the names of policies, in inches."""
ROW, HEAD, TITLE, FOOT = 0.19, 0.62, 0.32, 0.42
"""Height of a row, and room above all panels, for the title of each, and below each, in inches."""
TOLD, GREY = COLOURS["coalition"], "#9A9A9A"
"""Colours of a difference that is told, and of all others."""
LEVEL = 0.05
"""P-value of Holm above which a difference is told by itself alone."""
NOTE = (
    "Dots: mean differences; lines: 95 % intervals from pairs of equal luck. Grey: within noise, next to nothing, or equal. "
    "Open: not told, given how many policies there are."
)


def differences(table: pd.DataFrame, titles: dict[str, str], about: str = "") -> Figure:
    """Differences of policies to the first, with their intervals; those within noise in grey, each panel with its own scale.

    Parameters
    ----------
    table : columns ``output``, ``policy``, ``difference``, ``low``, ``high``, ``verdict``, ``holm``, a row an output and policy; not empty.
    titles : what each output is called; those named are drawn, in this order.
    about : a line below the title.
    """
    policies = list(dict.fromkeys(table["policy"]))
    down = -(-len(titles) // ACROSS)
    high = ROW * len(policies)
    height = HEAD + down * (TITLE + high + FOOT) + 0.25
    left = min(max(max(width(name, SMALL) for name in policies) / 72 + 0.3, LEFT[0]), LEFT[1])
    wide = (WIDTH - left - 0.15) / ACROSS - GAP
    figure = page(height, "What policies change against the first one", about, NOTE)
    for k, (output, title) in enumerate(titles.items()):
        top = HEAD + TITLE + (k // ACROSS) * (TITLE + high + FOOT)
        box = (left + (k % ACROSS) * (wide + GAP), height - top - high, wide, high)
        axes = figure.add_axes((box[0] / WIDTH, box[1] / height, box[2] / WIDTH, box[3] / height))
        rows = table[table["output"] == output].set_index("policy").loc[policies]
        _panel(axes, rows, fitted(title, 1.1 * TEXT, 72 * wide))
        for row, name in enumerate(policies if k % ACROSS == 0 else ()):
            axes.text(
                -8 / (72 * wide), row, fitted(name, SMALL, 72 * left - 16), transform=axes.get_yaxis_transform(), ha="right",
                va="center_baseline", fontsize=SMALL, color=INK, parse_math=False,
            )  # fmt: skip
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, title: str) -> None:
    """Dots and intervals of one output."""
    ends = rows[["low", "high"]].to_numpy(float)
    far = max(float(np.abs(ends).max()), 1e-12)
    low, high = min(float(ends.min()), -0.06 * far), max(float(ends.max()), 0.06 * far)
    room = 0.06 * (high - low)
    last = len(rows) - 0.5
    axes.set(xlim=(low - room, high + room), ylim=(last, -0.5), yticks=[])
    places = [x for x in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high) if low - room <= x <= high + room]
    axes.set_xticks(places)
    axes.set_xticklabels([number(0.0 if abs(x) < 1e-9 * far else x, 3) for x in places], fontsize=SMALL, color=INK)
    axes.tick_params(length=3, color=FAINT, pad=2)
    axes.set_title(title, fontsize=TEXT, color=INK, loc="left", fontweight="bold", pad=5, parse_math=False)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    grid = [((x, -0.5), (x, last)) for x in places]
    axes.add_collection(LineCollection(grid, colors="#E4E4E4", linewidths=0.6, zorder=0.3), autolim=False)
    axes.axvline(0.0, color=INK, lw=0.9, zorder=1)
    colours = [TOLD if said in ("more", "less") else GREY for said in rows["verdict"]]
    spans = [((a, k), (b, k)) for k, (a, b) in enumerate(ends)]
    axes.add_collection(LineCollection(spans, colors=colours, linewidths=1.6, zorder=2, label="intervals"), autolim=False)
    faces = ["white" if alone else colour for alone, colour in zip(rows["holm"] >= LEVEL, colours, strict=True)]
    faces = [colour if colour == GREY else face for colour, face in zip(colours, faces, strict=True)]
    axes.scatter(
        rows["difference"], range(len(rows)), s=16, c=faces, edgecolors=colours, linewidths=1.2, zorder=3, clip_on=False,
        label="differences",
    )  # fmt: skip
