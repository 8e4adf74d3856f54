"""The grid of panels over time that most figures are: months along, dates below, one unit a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from experiments.figures.style import FAINT, INK, LINE, SMALL, TEXT, WIDTH, sheet
from experiments.figures.text import fitted, number, size
from simulation.months import month_after, months_between

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 0.62, 1.04, 0.3, 0.34, 1.85
"""Room left and right of, above and below the axes of a panel, and their height, in inches."""
HEAD, FOOT = 0.6, 0.36
"""Room for the title of a figure and for the note at its foot, in inches."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)


def columns(count: int) -> int:
    """Columns of a figure of ``count`` panels."""
    return {1: 1, 2: 2, 4: 2}.get(count, 3)


def plot_width(count: int) -> float:
    """Width of the axes of a panel, of ``count``, in points."""
    return 72 * (WIDTH / columns(count) - LEFT - RIGHT)


def panels(
    trajectory: Trajectory, count: int, title: str, note: str = "", runs: str = "", rows: tuple[int, int] = (0, 0)
) -> tuple[Figure, list[Axes]]:
    """A figure of ``count`` panels whose x axis is the months of the run, shown as dates; see ``sheet``.

    Parameters
    ----------
    rows : rows of names of events above the panels at the top of the figure, and above the others.
    """
    across = columns(count)
    down = -(-count // across)
    first, other = (TOP + LINE * row / 72 for row in rows)
    height = HEAD + first + (down - 1) * (HEIGHT + BOTTOM + other) + HEIGHT + BOTTOM + FOOT
    figure = sheet(trajectory, height, title, note, runs)
    drawn = []
    for k in range(count):
        left = WIDTH / across * (k % across) + LEFT
        top = HEAD + first + (HEIGHT + BOTTOM + other) * (k // across)
        drawn.append(panel(figure, trajectory, (left, top, plot_width(count) / 72, HEIGHT), is_labelled=k + across >= count))
    return figure, drawn


def panel(figure: Figure, trajectory: Trajectory, box: tuple[float, float, float, float], is_labelled: bool) -> Axes:
    """One panel whose x axis is the months of the run, shown as dates.

    Parameters
    ----------
    box : left, top, width and height of the axes in inches, from the left and the top of the figure.
    is_labelled : whether the x axis says what its dates are.
    """
    left, top, wide, high = box
    whole = figure.get_figheight()
    axes = figure.add_axes((left / WIDTH, 1 - (top + high) / whole, wide / WIDTH, high / whole))
    _dates(axes, trajectory, is_labelled)
    return axes


def is_left(drawn: list[Axes], axes: Axes) -> bool:
    """Whether a panel is the first of its row, which bears the unit where a row shares it."""
    return drawn.index(axes) % columns(len(drawn)) == 0


def is_top(drawn: list[Axes], axes: Axes) -> bool:
    """Whether a panel is in the first row of the figure, which bears the names of events where all rows share them."""
    return drawn.index(axes) < columns(len(drawn))


def frame(axes: Axes, title: str, unit: str, low: float, high: float, rows: int = 0) -> None:
    """Title, y axis and spines of a panel.

    Ticks are text and one set of lines, because matplotlib's own take most of the time of a drawing.

    Parameters
    ----------
    unit : label of the y axis; "" leaves it to the panel on the left.
    low, high : ends of the y axis.
    rows : rows of events between the panel and its title.
    """
    wide = size(axes)[0]
    title = fitted(title, 1.1 * TEXT, wide + 72 * RIGHT - 8)
    axes.set_title(title, fontsize=TEXT, color=INK, loc="left", y=1, pad=5 + rows * LINE, fontweight="bold", parse_math=False)
    axes.set(ylim=(low, high), yticks=[])
    axes.set_ylabel(unit, fontsize=SMALL, color=INK)
    axes.yaxis.set_label_coords(-31 / wide, 0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    across = axes.get_yaxis_transform()
    places = [y for y in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= y <= high]
    grid = LineCollection([((0, y), (1, y)) for y in places], colors="#E4E4E4", linewidths=0.6, transform=across, zorder=0.5)
    axes.add_collection(grid, autolim=False)
    for y in places:
        axes.text(-4 / wide, y, number(y, 10), transform=across, ha="right", va="center_baseline", fontsize=SMALL, color=INK)


def _dates(axes: Axes, trajectory: Trajectory, is_labelled: bool) -> None:
    """The x axis in months since the start, its ticks written as dates."""
    start, months = trajectory.scenario.head.start, trajectory.months
    step = next((s for s in _STEPS if months / s <= (4 if s >= 12 else 3)), _STEPS[-1])
    places = [t for t in range(months + 1) if (months_between("0000-01", start) + t) % step == 0]
    high, along = size(axes)[1], axes.get_xaxis_transform()
    axes.set(xlim=(0, max(months, 1)), xticks=[])
    ticks = LineCollection([((t, 0), (t, -3 / high)) for t in places], colors=FAINT, linewidths=0.8, transform=along, clip_on=False)
    axes.add_collection(ticks, autolim=False)
    for t in places:
        date = month_after(start, t)[: 4 if step >= 12 else 7]
        axes.text(t, -5 / high, date, transform=along, ha="center", va="top", fontsize=SMALL, color=INK)
    if is_labelled:
        axes.set_xlabel("year" if step >= 12 else "month", fontsize=SMALL, color=INK)
        axes.xaxis.set_label_coords(0.5, -16 / high)
