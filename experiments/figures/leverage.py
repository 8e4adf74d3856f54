"""Who could hurt whom: leverage within the core and of the coalition over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.events import events, flags, mark, rows_of
from experiments.figures.panels import RIGHT, frame, is_left, is_top, panels
from experiments.figures.states import hub, label, measure, members, one_sided
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, ink
from experiments.figures.text import Label, label_ends, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

MOST = 8
"""Core states that get a panel, those of largest capability."""


def draw(trajectory: Trajectory) -> Figure:
    """Leverage over every core state, by the others and by the coalition, and the asymmetry of second and hub.

    Leverage is the log loss of a state if the other cut it off, 0 upwards; asymmetry is (a - b)/(a + b), -1 to 1.
    A line carries as label the id of the state that has the leverage, or ``coalition``.
    """
    states = trajectory.scenario.states
    core = members(trajectory, "core")
    shown = core[:MOST]
    pairs, coalition = trajectory.series("leverage"), trajectory.series("coalition_leverage")
    note = "Log loss: 0.1 is a loss of about a tenth. One-sided: a is the leverage of the hub over the second state, b the reverse."
    marked = flags(events(trajectory), trajectory.months, len(shown) + 1)
    rows = rows_of(marked)
    figure, drawn = panels(trajectory, len(shown) + 1, "Who has leverage over the states of the core", note, rows=(rows, 0))
    months = np.arange(trajectory.months + 1)
    high = max([0.01, *(pairs[:, i][:, core].max() for i in shown), *(coalition[:, i].max() for i in shown)])
    for i, axes in zip(shown, drawn, strict=False):
        unit = "log loss if cut off" if is_left(drawn, axes) else ""
        frame(axes, f"over {label(trajectory, i)}", unit, 0, 1.05 * high, rows if is_top(drawn, axes) else 0)
        labels = []
        for j in (j for j in core if j != i):
            role = "hub" if j == hub(trajectory) else "core"
            axes.plot(months, pairs[:, i, j], color=COLOURS[role], lw=2 if role == "hub" else 1.3, label=states[j].id)
            labels.append(Label(label(trajectory, j), pairs[-1, i, j], ink(COLOURS[role])))
        if members(trajectory, "coalition"):
            axes.plot(months, coalition[:, i], color=COLOURS["coalition"], lw=2, label="coalition")
            labels.insert(0, Label("coalition", coalition[-1, i], ink(COLOURS["coalition"])))
        label_ends(axes, labels, SMALL, 72 * RIGHT)
    _asymmetry(trajectory, drawn[-1], rows if is_top(drawn, drawn[-1]) else 0)
    for axes in drawn:
        mark(axes, marked, is_named=is_top(drawn, axes))
    return figure


def _asymmetry(trajectory: Trajectory, axes: Axes, rows: int) -> None:
    """The panel of the measure ``asymmetry``; above 0 the second depends more on the hub than the hub on it."""
    frame(axes, one_sided(trajectory), "asymmetry, (a − b)/(a + b)", -1, 1, rows)
    line = measure(trajectory, "asymmetry")
    axes.axhline(0, color=FAINT, lw=0.6)
    axes.plot(np.arange(len(line)), line, color=INK, lw=2, label="asymmetry")
    label_ends(axes, [Label(number(line[-1], 2), line[-1], INK)], SMALL, 72 * RIGHT)
