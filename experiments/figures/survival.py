"""How long the core holds before it fractures, over many runs and for several groups of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, WIDTH, ink, page
from experiments.figures.text import Label, fitted, label_ends, width
from simulation.faults import BlocformError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.analysis.survival import Curve

LEFT, RIGHT, HEAD, HIGH, FOOT, RISK = 0.95, 1.6, 0.75, 2.6, 0.85, 0.34
"""Room left and right of the axes, above and below them, their height, and room for the numbers at risk, in inches."""
ROW, MARGIN = 0.16, 0.15
"""Height of a row of numbers at risk, and room left of what stands at the edge, in inches."""
LEFT_NAMED, RIGHT_NAMED = 1.75, 2.75
"""Room left and right of the axes where the curves have names."""
GROUPS = (COLOURS["core"], *(COLOURS[name] for name in ("coalition", "swing", "client", "hub", "attacked")), INK, FAINT)
"""Colours of the curves, of which there are no more."""
MOST = 6
"""Most months for which the number at risk is written, beside month 0."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Distances of months that are written below the axis."""
NOTE = "Steps: Kaplan-Meier curve; shaded: 95 % interval. Runs that never fracture are kept to the end."


def survival(curves: Curve | Mapping[str, Curve], about: str = "") -> Figure:
    """Share of runs whose core has not fractured, 0 to 1, by month as steps, with its interval and the runs at risk below.

    Parameters
    ----------
    curves : one curve, or up to eight by their labels.
    about : a line below the title that says which scenario and how many runs.
    """
    named = curves if isinstance(curves, Mapping) else {"": curves}
    if not 1 <= len(named) <= len(GROUPS):
        raise BlocformError(f"survival: given {len(named)} curves, allowed: 1 to {len(GROUPS)}")
    left, right = (LEFT_NAMED, RIGHT_NAMED) if any(named) else (LEFT, RIGHT)
    is_counted = all(hasattr(curve, "at_risk") for curve in named.values())
    foot = FOOT + (RISK + ROW * (len(named) - 1) if is_counted else 0)
    height = HEAD + HIGH + foot
    figure = page(height, "How long the core holds", about, NOTE)
    axes = figure.add_axes((left / WIDTH, foot / height, (WIDTH - left - right) / WIDTH, HIGH / height))
    _frame(axes, max(int(curve.month[-1]) for curve in named.values()))
    ends = [_steps(axes, name, curve, colour, 72 * right, len(named)) for (name, curve), colour in zip(named.items(), GROUPS, strict=False)]
    label_ends(axes, ends, SMALL, 72 * right)
    if is_counted:
        _at_risk(axes, named, height)
    return figure


def _frame(axes: Axes, months: int) -> None:
    """Ticks, grid and names of the axes."""
    last = max(months, 1)
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


def _steps(axes: Axes, name: str, curve: Curve, colour: str, room: float, count: int) -> Label:
    """One curve with its band, and the label of its end in ``room`` points; fainter bands where there are more of them."""
    month = np.asarray(curve.month)
    alpha = 0.25 if count == 1 else max(0.16 - 0.012 * count, 0.06)
    axes.fill_between(month, curve.low, curve.high, step="post", color=colour, alpha=alpha, lw=0, label=f"band {name}".strip())
    axes.step(month, curve.survival, where="post", color=colour, lw=2 if count == 1 else 1.6, label=f"survival {name}".strip())
    end = float(curve.survival[-1])
    span = f"{end:.2f} ({curve.low[-1]:.2f} to {curve.high[-1]:.2f})"
    short = fitted(name, SMALL, room - 18 - width(f": {span}", SMALL))
    return Label(f"{short}: {span}" if short else span, end, ink(colour))


def _at_risk(axes: Axes, named: Mapping[str, Curve], height: float) -> None:
    """Runs that had not fractured before a month, below its tick; a row a curve."""
    figure, box = axes.figure, axes.get_position()
    is_named = any(named)
    top = 0.42 + ROW * (len(named) - 1)
    last = axes.get_xlim()[1]
    if is_named:
        figure.text(MARGIN / WIDTH, (top + 1.1 * ROW) / height, "at risk", fontsize=SMALL, color=FAINT, va="baseline")
    for row, ((name, curve), colour) in enumerate(zip(named.items(), GROUPS, strict=False)):
        y = (top - ROW * row) / height
        said = fitted(name, SMALL, 72 * (LEFT_NAMED - MARGIN) - 20) if is_named else "at risk"
        figure.text(
            MARGIN / WIDTH, y, said, fontsize=SMALL, color=ink(colour) if is_named else FAINT, va="baseline", parse_math=False
        )  # fmt: skip
        for t in axes.get_xticks():
            k = int(np.searchsorted(curve.month, t, side="right")) - 1
            runs = int(curve.at_risk[k]) if t <= curve.month[-1] else 0
            x = box.x0 + box.width * t / last
            figure.text(x, y, str(runs), fontsize=SMALL, color=INK, ha="center", va="baseline")
