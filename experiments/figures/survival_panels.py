"""How long the core holds under every policy: a panel each, with the first one behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, page
from experiments.figures.text import fitted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.analysis.survival import Curve

ACROSS, LEFT, GAP, HIGH, TITLE, HEAD, FOOT = 4, 0.55, 0.28, 1.15, 0.34, 0.6, 0.68
"""Most panels side by side, room left of and between them, their height, and room above each, above and below all, in inches."""
FIRST, OWN = FAINT, COLOURS["hub"]
NOTE = "Steps: Kaplan-Meier curves; shaded: 95 % intervals of single curves. Grey: the first policy."


def survival_panels(curves: Mapping[str, Curve], about: str = "") -> Figure:
    """Share of runs whose core has not fractured by month, a panel a policy, each with the first one in grey.

    Parameters
    ----------
    curves : two or more, by policy; the first is what the others are held against.
    about : a line below the title.
    """
    first, *others = curves
    across = min(len(others), ACROSS)
    down = -(-len(others) // across)
    height = HEAD + down * (TITLE + HIGH) + (down - 1) * 0.12 + FOOT
    figure = page(height, "How long the core holds", about, NOTE)
    wide = (WIDTH - LEFT - 0.15) / across - GAP
    least = min(float(curve.low.min()) for curve in curves.values())
    for k, name in enumerate(others):
        row, column = divmod(k, across)
        bottom = height - HEAD - (row + 1) * (TITLE + HIGH) - 0.12 * row
        axes = figure.add_axes(((LEFT + column * (wide + GAP)) / WIDTH, bottom / height, wide / WIDTH, HIGH / height))
        for curve, colour in ((curves[first], FIRST), (curves[name], OWN)):
            axes.fill_between(curve.month, curve.low, curve.high, step="post", color=colour, alpha=0.16, lw=0)
            axes.step(curve.month, curve.survival, where="post", color=colour, lw=1.5, label=name if colour == OWN else first)
        _frame(axes, least, int(curves[first].month[-1]), is_left=column == 0, is_last=k + across >= len(others))
        title = fitted(name, 1.1 * TEXT, 72 * wide)
        axes.set_title(title, fontsize=TEXT, color=INK, loc="left", fontweight="bold", pad=4, parse_math=False)
    return figure


def _frame(axes: Axes, least: float, last: int, is_left: bool, is_last: bool) -> None:
    low = np.floor(10 * least) / 10
    axes.set(xlim=(0, max(last, 1)), ylim=(low, 1.02), yticks=[low, (low + 1) / 2, 1], xticks=[0, last // 2, last])
    axes.set_yticklabels([f"{y:.2g}" for y in (low, (low + 1) / 2, 1)] if is_left else ["", "", ""])
    axes.set_xticklabels(["0", str(last // 2), str(last)] if is_last else ["", "", ""])
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL, pad=2)
    axes.grid(color="#E4E4E4", lw=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    if is_left:
        axes.set_ylabel("unfractured", fontsize=SMALL, color=INK)
    if is_last:
        axes.set_xlabel("month of the run", fontsize=SMALL, color=INK, labelpad=1)
