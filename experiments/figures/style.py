"""Looks of the figures: sizes, colours, and the grid of panels over time that most of them are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from experiments.figures.text import fitted
from simulation.months import month_after, months_between

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulation.trajectory import Trajectory

WIDTH, DPI = 10.0, 150
"""Width of every figure in inches, and its dots per inch."""
HEADING, TEXT, SMALL = 13.0, 9.0, 8.0
"""Sizes of type in points: title of a figure, title of a panel, everything else."""
COLOURS = {
    "hub": "#D55E00",
    "core": "#E69F00",
    "client": "#CC79A7",
    "swing": "#009E73",
    "rest": "#CCCCCC",
    "attacked": "#56B4E9",
    "coalition": "#0072B2",
}
"""Colour of a group of states in every figure (Okabe and Ito's palette, safe for the colour blind)."""
INK, FAINT = "#222222", "#666666"
"""Colours of text and lines that belong to no group."""
LEFT, RIGHT, TOP, BOTTOM = 0.62, 0.98, 0.72, 0.34
"""Room around the axes of a panel, in inches: labels of the axis, direct labels, title and events, dates."""
_HEAD, _FOOT, _PLOT = 0.62, 0.36, 1.75
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)


def ink(colour: str) -> str:
    """The colour darkened until small text in it can be read on white."""
    return to_hex(tuple(0.72 * part for part in to_rgb(colour)))


def sheet(trajectory: Trajectory, height: float, title: str, note: str = "", runs: str = "") -> Figure:
    """An empty figure with its title, the run that it shows, and a note below.

    Parameters
    ----------
    height : inches.
    note : a line at the foot that says how to read the figure.
    runs : what is added to the line that names the run.
    """
    figure = Figure(figsize=(WIDTH, height), dpi=DPI)
    FigureCanvasAgg(figure)
    room = 72 * (WIDTH - 0.3)
    run = f"{trajectory.scenario.head.title}, seed {trajectory.seed}, replicate {trajectory.replicate}{runs}"
    lines = ((1 - 0.10 / height, title, HEADING, INK, "top"), (1 - 0.34 / height, run, SMALL, FAINT, "top"), (0.08 / height, note, SMALL, FAINT, "bottom"))
    for y, text, size, colour, side in lines:
        figure.text(0.15 / WIDTH, y, fitted(text, size, room), fontsize=size, color=colour, va=side, parse_math=False)
    return figure


def panels(trajectory: Trajectory, count: int, title: str, note: str = "", runs: str = "") -> tuple[Figure, list[Axes]]:
    """A figure of ``count`` panels whose x axis is the months of the run, shown as dates; see ``sheet``."""
    columns = {1: 1, 2: 2, 4: 2}.get(count, 3)
    rows = -(-count // columns)
    cell = TOP + _PLOT + BOTTOM
    height = _HEAD + rows * cell + _FOOT
    wide = WIDTH / columns - LEFT - RIGHT
    figure = sheet(trajectory, height, title, note, runs)
    grid = figure.add_gridspec(
        rows,
        columns,
        left=LEFT / WIDTH,
        right=1 - RIGHT / WIDTH,
        top=1 - (_HEAD + TOP) / height,
        bottom=(_FOOT + BOTTOM) / height,
        wspace=(LEFT + RIGHT) / wide,
        hspace=(TOP + BOTTOM) / _PLOT,
    )
    drawn = [figure.add_subplot(grid[k // columns, k % columns]) for k in range(count)]
    for k, axes in enumerate(drawn):
        _dates(axes, trajectory, labelled=k + columns >= count)
    return figure, drawn


def frame(axes: Axes, title: str, unit: str, low: float, high: float, rows: int = 0) -> None:
    """Title, y axis and spines of a panel.

    Parameters
    ----------
    unit : label of the y axis; "" leaves it to the panel on the left.
    low, high : ends of the y axis.
    rows : rows of events between the panel and its title.
    """
    axes.set_ylim(low, high)
    axes.set_ylabel(unit, fontsize=SMALL, color=INK)
    axes.set_title(title, fontsize=TEXT, color=INK, loc="left", pad=5 + rows * (SMALL + 1), fontweight="bold", parse_math=False)
    axes.tick_params(labelsize=SMALL, length=2.5, color=FAINT, labelcolor=INK)
    axes.locator_params(axis="y", nbins=5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(FAINT)


def _dates(axes: Axes, trajectory: Trajectory, labelled: bool) -> None:
    """The x axis in months since the start, its ticks written as dates."""
    start, months = trajectory.scenario.head.start, trajectory.months
    step = next((s for s in _STEPS if months / s <= (4 if s >= 12 else 3)), _STEPS[-1])
    ticks = [t for t in range(months + 1) if (months_between("0001-01", start) + t) % step == 0]
    axes.set_xlim(0, max(months, 1))
    axes.set_xticks(ticks, [month_after(start, t)[: 4 if step >= 12 else 7] for t in ticks])
    if labelled:
        axes.set_xlabel("year" if step >= 12 else "month", fontsize=SMALL, color=INK)
