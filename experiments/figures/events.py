"""What is imposed on a run, as flags: thin lines over a panel, their names in rows above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.collections import LineCollection

from experiments.figures.panels import RIGHT, plot_width
from experiments.figures.style import INK, LINE, SMALL
from experiments.figures.text import fitted, size, width
from simulation.months import month_after, months_between
from simulation.tables import EVENTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulation.trajectory import Trajectory

ROWS = 6
"""Most rows of names above a panel."""
SIZE = SMALL - 0.5
"""Size of names in points."""
SCOPE = {"price_cap": "capped", "export": "export_controlled"}
"""Levers that bear on some channels alone, with the property that a channel has then."""


class Flag(NamedTuple):
    """A month with what happens in it, and the row above the panel, from 0, where that is written; "" is not written."""

    month: int
    text: str
    row: int


def events(trajectory: Trajectory, state: str = "", channel: str = "", passing: bool = False) -> dict[int, list[str]]:
    """Names of the calendar's events and of dated changes of levers, by month since the start.

    Parameters
    ----------
    state, channel : leaves out what is on another state or channel; "" leaves out none. War concerns every state.
    passing : whether to name what passes within its month (a vote, a crisis) as well.
    """
    scenario = trajectory.scenario
    listed: list[tuple[str, str, str, str]] = []
    brief = {shock.name for shock in EVENTS if shock.passing}
    for name, variable, whom, where, when in scenario.tables["calendar"]:
        if variable in brief and not passing:
            continue
        listed.append((when, name, state if variable == "war" else whom, where))
    for name, whom, when in scenario.tables["levers"]:
        if when != scenario.head.start and (not channel or name not in SCOPE or _has(trajectory, channel, SCOPE[name])):
            listed.append((month_after(when, scenario.head.recognition_lag), name, whom, ""))
    found: dict[int, list[str]] = {}
    for when, name, whom, where in listed:
        month = months_between(scenario.head.start, when)
        concerns = (not state or whom in ("", state)) and (not channel or where in ("", channel))
        if concerns and month <= trajectory.months:
            found.setdefault(month, []).append(spoken(name))
    return {month: list(dict.fromkeys(found[month])) for month in sorted(found)}


def spoken(name: str) -> str:
    """The name of an event or a lever as a text."""
    return name.replace("-", " ").replace("_", " ")


def flags(marked: dict[int, list[str]], months: int, count: int) -> list[Flag]:
    """Where the names of events stand above a panel, one of ``count`` in the figure, so that no text meets another or a line.

    A name that would run into a later line goes a row up; what has no room is cut to a number, or left out.
    """
    wide = plot_width(count)
    placed: list[Flag] = []
    ends: list[tuple[float, int]] = []
    for month in sorted(marked, reverse=True):
        x = month * wide / max(months, 1)
        text = _joined(marked[month], wide + 72 * RIGHT - 8 - x)
        end = x + width(text, SIZE) + 8
        row = max((row + 1 for later, row in ends if later < end), default=0)
        if row >= ROWS or not text:
            text, row = "", -1
        ends.append((x, row))
        placed.append(Flag(month, text, row))
    return placed[::-1]


def rows_of(*panels: Sequence[Flag]) -> int:
    """Rows of names that the panels need."""
    return max((flag.row + 1 for panel in panels for flag in panel), default=0)


def mark(axes: Axes, placed: Sequence[Flag], is_named: bool = True) -> None:
    """Draw flags on a panel; ``is_named`` False draws their lines alone."""
    wide, high = size(axes)
    line, shift = LINE / high, 2 * axes.get_xlim()[1] / wide
    above = axes.get_xaxis_transform()
    tops = [1 + (flag.row + 0.9) * line if is_named and flag.text else 1 for flag in placed]
    ends = [((flag.month, 0), (flag.month, top)) for flag, top in zip(placed, tops, strict=True)]
    lines = LineCollection(ends, colors=INK, linewidths=0.5, linestyles=[(0, (8, 4))], transform=above, clip_on=False, label="events")
    axes.add_collection(lines, autolim=False)
    for month, text, row in placed if is_named else ():
        axes.text(month + shift, 1 + (row + 0.2) * line, text, transform=above, fontsize=SIZE, color=INK, parse_math=False)


def _has(trajectory: Trajectory, channel: str, name: str) -> bool:
    """Whether a channel has a property, whose default is 0."""
    entry = trajectory.scenario.tables["channels"].get((channel, name))
    return entry is not None and entry.value > 0


def _joined(names: Sequence[str], room: float) -> str:
    """The names in one text; those that have no room as their number."""
    for kept in range(len(names), 0, -1):
        text = ", ".join(names[:kept]) + (f" +{len(names) - kept}" if kept < len(names) else "")
        if width(text, SIZE) <= room:
            return text
    return fitted(names[0], SIZE, room)
