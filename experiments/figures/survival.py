"""How long the core holds before it fractures, over many runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, WIDTH, ink, page
from experiments.figures.text import Label, label_ends

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.outcomes import Curve

LEFT, RIGHT, HEAD, HIGH, FOOT, RISK = 0.95, 1.6, 0.75, 2.6, 0.85, 0.34
"""Room left and right of the axes, above and below them, their height, and room for the numbers at risk, in inches."""
COLOUR = COLOURS["core"]
MOST = 6
"""Most months for which the number at risk is written, beside month 0."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Distances of months that are written below the axis."""
NOTE = "Steps: Kaplan-Meier curve; shaded: 95 % interval. Runs that never fracture are kept to the end."


def survival(curve: Curve, about: str = "") -> Figure:
    """Share of runs whose core has not fractured, 0 to 1, by month as steps, with its interval and the runs at risk below.

    Parameters
    ----------
    about : a line below the title that says which scenario and how many runs.
    """
    at_risk = getattr(curve, "at_risk", None)
    foot = FOOT + (RISK if at_risk is not None else 0)
    height = HEAD + HIGH + foot
    figure = page(height, "How long the core holds", about, NOTE)
    wide = WIDTH - LEFT - RIGHT
    axes = figure.add_axes((LEFT / WIDTH, foot / height, wide / WIDTH, HIGH / height))
    month = np.asarray(curve.month)
    last = max(int(month[-1]), 1)
    step = next((step for step in STEPS if last / step <= MOST), last)
    ticks = list(range(0, last + 1, step))
    axes.set(xlim=(0, last), ylim=(0, 1.03), xticks=ticks, yticks=[0, 0.25, 0.5, 0.75, 1])
    axes.set_xticklabels([str(t) for t in ticks])
    axes.set_yticklabels(["0", "0.25", "0.5", "0.75", "1"])
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL)
    axes.set_xlabel("month of the run", fontsize=SMALL, color=INK, labelpad=2)
    axes.set_ylabel("share of runs without a fracture", fontsize=SMALL, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    grid = LineCollection([((0, y), (last, y)) for y in (0.25, 0.5, 0.75, 1)], colors="#E4E4E4", linewidths=0.6, zorder=0.5)
    axes.add_collection(grid, autolim=False)
    axes.fill_between(month, curve.low, curve.high, step="post", color=COLOUR, alpha=0.25, lw=0, label="band")
    axes.step(month, curve.survival, where="post", color=COLOUR, lw=2, label="survival")
    end = float(curve.survival[-1])
    span = f"{end:.2f} ({curve.low[-1]:.2f} to {curve.high[-1]:.2f})"
    label_ends(axes, [Label(span, end, ink(COLOUR))], SMALL, 72 * RIGHT)
    if at_risk is not None:
        _at_risk(figure, month, np.asarray(at_risk), ticks, last, (LEFT, wide, height))
    return figure


def _at_risk(figure: Figure, month: np.ndarray, at_risk: np.ndarray, ticks: list[int], last: int, box: tuple[float, float, float]) -> None:
    """Runs that had not fractured before a month, below its tick."""
    left, wide, height = box
    y = 0.42 / height
    figure.text(0.15 / WIDTH, y, "at risk", fontsize=SMALL, color=FAINT, va="baseline")
    for t in ticks:
        k = int(np.searchsorted(month, t, side="right")) - 1
        x = (left + wide * t / last) / WIDTH
        figure.text(x, y, str(int(at_risk[max(k, 0)])), fontsize=SMALL, color=INK, ha="center", va="baseline")
