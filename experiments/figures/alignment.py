"""Who stands with whom, at the start and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from experiments.figures.states import members
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, ink, sheet
from experiments.figures.text import spread
from simulation.months import month_after

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

ORDER = ("core", "client", "swing", "attacked", "coalition")
"""Groups from the top of the matrix to its bottom."""
NOTICED = 0.1
"""Change of a tie from which the matrix of the end marks it."""
SIDE, LOW, HEAD = 3.75, 0.4, 1.2
"""Side of a matrix, and room below and above it, in inches."""


def draw(trajectory: Trajectory) -> Figure:
    """Ties of all pairs, -1 to 1, at the start and at the end, states ordered by group and then by capability.

    Pairs without a relation are hatched; at the end, ties that rose or fell by ``NOTICED`` or more bear a plus or a minus.
    """
    order = [row for group in ORDER for row in members(trajectory, group)]
    tie, tied = trajectory.series("tie"), trajectory.series("tied")
    start, end = [np.where(tied[t] > 0, tie[t], np.nan)[np.ix_(order, order)] for t in (0, -1)]
    change = np.nan_to_num(end - start)
    moved = int((np.abs(np.triu(change)) >= NOTICED).sum())
    height = HEAD + SIDE + LOW
    pairs = "1 pair" if moved == 1 else f"{moved} pairs"
    note = f"Hatched: the state itself, or no relation. + and \u2212 on the right: risen or fallen by {NOTICED:g} or more ({pairs})."
    figure = sheet(trajectory, height, "Who stands with whom", note)
    first = trajectory.scenario.head.start
    dates = f"at the start, {first}", f"at the end, {month_after(first, trajectory.months)}"
    ids = [trajectory.scenario.states[row].id for row in order]
    sizes = [len(members(trajectory, group)) for group in ORDER]
    for matrix, date, left in zip((start, end), dates, (1.2, 5.2), strict=True):
        axes = figure.add_axes((left / WIDTH, LOW / height, SIDE / WIDTH, SIDE / height))
        image = axes.imshow(matrix, cmap="PuOr", vmin=-1, vmax=1, interpolation="nearest", aspect="auto")
        _decorate(axes, date, ids, sizes, is_named=matrix is start)
    for i, j in zip(*np.nonzero(np.abs(change) >= NOTICED), strict=True):
        colour = "white" if abs(end[i, j]) > 0.6 else INK
        axes.text(j, i, "+" if change[i, j] > 0 else "\u2212", ha="center", va="center", fontsize=SMALL, color=colour)
    bar = figure.colorbar(image, cax=figure.add_axes((9.15 / WIDTH, LOW / height, 0.14 / WIDTH, SIDE / height), label="scale"))
    bar.set_label("tie: \u22121 hostile, 1 friendly", fontsize=SMALL, color=INK)
    bar.ax.tick_params(labelsize=SMALL, length=2.5, color=FAINT, labelcolor=INK)
    bar.outline.set_visible(False)
    return figure


def _decorate(axes: Axes, title: str, ids: list[str], sizes: list[int], is_named: bool) -> None:
    """Names, separators of groups, and the hatch that shows where there is no relation."""
    count = len(ids)
    axes.set_title(title, fontsize=TEXT, color=INK, loc="left", y=1, fontweight="bold", pad=34)
    hatched = Rectangle((-0.48, -0.48), count - 0.04, count - 0.04, fc="#EEEEEE", ec="#BBBBBB", hatch="////", lw=0, zorder=-1)
    axes.patch.set_visible(False)
    axes.add_patch(hatched)
    size = min(SMALL - 0.5, 0.8 * 72 * SIDE / count)
    axes.set(xlim=(-0.5, count - 0.5), ylim=(count - 0.5, -0.5), xticks=[], yticks=[])
    beside = -0.5 - 3 * count / (72 * SIDE)
    for k, name in enumerate(ids if size >= 4 else ()):
        axes.text(k, beside, name, rotation=90, ha="center", va="bottom", fontsize=size, color=INK)
        if is_named:
            axes.text(beside, k, name, ha="right", va="center_baseline", fontsize=size, color=INK)
    axes.spines[:].set_visible(False)
    edges = np.cumsum([0, *sizes]) - 0.5
    for edge in sorted(set(edges[1:-1]) - {edges[0], edges[-1]}):
        axes.axhline(edge, color="white", lw=2)
        axes.axvline(edge, color="white", lw=2)
    present = [k for k, size in enumerate(sizes) if size] if is_named else []
    places = spread([(edges[k] + edges[k + 1]) / 2 for k in present], 12 * count / (72 * SIDE), -0.5, count - 0.5)
    for k, place in zip(present, places, strict=True):
        text = axes.text(-0.4 / SIDE, place, ORDER[k], transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=SMALL)
        text.set(color=ink(COLOURS[ORDER[k]]), fontweight="bold")
