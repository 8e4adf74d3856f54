"""Events of the calendar as flags: thin lines over a panel, their names in rows above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.figures.style import FAINT, INK, RIGHT, SMALL
from experiments.figures.text import fitted, width
from simulation.months import months_between

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulation.trajectory import Trajectory

ROWS = 4
"""Most rows of names above a panel."""


def events(trajectory: Trajectory, state: str = "", channel: str = "") -> dict[int, str]:
    """Names of the calendar's events by month since the start, those of one month joined.

    Parameters
    ----------
    state, channel : leaves out events on another state or channel; "" leaves out none. War concerns every state.
    """
    found: dict[int, list[str]] = {}
    for name, variable, its_state, its_channel, date in trajectory.scenario.tables["calendar"]:
        month = months_between(trajectory.scenario.head.start, date)
        concerns = its_state in ("", state) or not state or variable == "war"
        name = name.replace("-", " ").replace("_", " ")
        if month <= trajectory.months and concerns and (its_channel in ("", channel) or not channel) and name not in found.get(month, ()):
            found.setdefault(month, []).append(name)
    return {month: ", ".join(found[month]) for month in sorted(found)}


def mark_events(axes: Axes, marked: dict[int, str], named: bool = True) -> int:
    """Draw events as lines with their names above the panel, and say how many rows of names that took.

    A name that would run into a later line, or beyond the room of the panel, goes a row up, is cut, or is left out.

    Parameters
    ----------
    marked : names by month, as ``events`` gives them.
    named : False draws the lines alone.
    """
    box, (wide, high) = axes.get_position(), axes.figure.get_size_inches()
    right = 72 * (wide * box.width + RIGHT) - 6
    scale = 72 * wide * box.width / axes.get_xlim()[1]
    line = (SMALL + 1) / (72 * high * box.height)
    above = axes.get_xaxis_transform()
    taken: list[tuple[float, int]] = []
    for month, name in sorted(marked.items(), reverse=True):
        x = month * scale
        text = fitted(name, SMALL - 0.5, right - x)
        end = x + width(text, SMALL - 0.5) + 6
        row = max((row + 1 for later, row in taken if later < end), default=0)
        is_named = named and bool(text) and row < ROWS
        axes.plot([month, month], [0, 1 + (row + 0.9) * line if is_named else 1], color=FAINT, lw=0.6, ls=(0, (4, 2)), transform=above, clip_on=False)
        if is_named:
            axes.text((x + 2) / scale, 1 + (row + 0.2) * line, text, transform=above, fontsize=SMALL - 0.5, color=INK, parse_math=False)
        taken.append((x, row if is_named else -1))
    return max((row + 1 for _, row in taken), default=0)
