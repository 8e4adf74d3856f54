"""How the bloc holds and what that costs, in a few measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.figures.events import events, flags, mark, rows_of
from experiments.figures.panels import RIGHT, frame, is_top, panels
from experiments.figures.states import one_sided
from experiments.figures.style import COLOURS, INK, SMALL, ink
from experiments.figures.text import Label, label_ends, number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory


class Panel(NamedTuple):
    """How a measure is shown: title, unit, colour by group, the ends that its axis never passes, and the least span that it has."""

    title: str
    unit: str
    group: str
    low: float
    high: float
    span: float


SHOWN = {
    "core_tie": Panel("how close the core is", "mean tie (\u22121 to 1)", "core", -1, 1, 0.2),
    "core_trust": Panel("trust within the core", "mean trust (0 to 1)", "core", 0, 1, 0.2),
    "asymmetry": Panel("how one-sided", "asymmetry (\u22121 to 1)", "hub", -1, 1, 0.2),
    "own_currency": Panel("core payments outside the coalition", "share (0 to 1)", "hub", 0, 1, 0.2),
    "target_loss": Panel("largest loss of a core state", "weighted share of needs", "core", 0, np.inf, 0.02),
    "coalition_cost": Panel("cost to the coalition", "share of its GDP", "coalition", 0, np.inf, 0.01),
}
"""Measures of the figure, those that the run has."""
NOTE = "One-sided: 1 if only the first depends on the second. Dashed: events of the calendar and changes of the coalition's levers."


def draw(trajectory: Trajectory, bands: np.ndarray | None = None) -> Figure:
    """Measures by month, one panel each, in the units of their axes.

    Parameters
    ----------
    bands : array (runs, months + 1, measures) of runs with other luck, as ``simulation.engine.records`` gives it; draws
        their median and the band that holds 90 % of them, with the run itself as a thin line.
    """
    names = list(trajectory.program.measures)
    shown = [name for name in SHOWN if name in names] or names[:1]
    months = np.arange(trajectory.months + 1)
    runs = "" if bands is None else f"; median and 5\u201395 % band of {len(bands)} run{'s' if len(bands) > 1 else ''}"
    marked = flags(events(trajectory), trajectory.months, len(shown))
    rows = rows_of(marked)
    figure, drawn = panels(trajectory, len(shown), "How the core holds together, and at what cost", NOTE, runs, (rows, 0))
    for name, axes in zip(shown, drawn, strict=True):
        mark(axes, marked, is_named=is_top(drawn, axes))
        panel = SHOWN.get(name, Panel(name.replace("_", " "), "", "core", -np.inf, np.inf, 0.01))
        own = trajectory.record[: len(months), names.index(name)]
        spread = None if bands is None else np.quantile(bands[:, : len(months), names.index(name)], (0.05, 0.5, 0.95), axis=0)
        low, high = _ends(own if spread is None else np.vstack([own, spread]), panel)
        title = one_sided(trajectory) if name == "asymmetry" else panel.title
        frame(axes, title, panel.unit, low, high, rows if is_top(drawn, axes) else 0)
        colour = COLOURS[panel.group]
        if spread is None:
            axes.plot(months, own, color=colour, lw=2, label=name)
            labels = [Label(number(own[-1], 2), own[-1], ink(colour))]
        else:
            axes.fill_between(months, spread[0], spread[2], color=colour, alpha=0.25, lw=0, label="band")
            axes.plot(months, own, color=INK, lw=0.7, label=name)
            axes.plot(months, spread[1], color=colour, lw=2, label="median")
            labels = [Label(f"median {number(spread[1, -1], 2)}", spread[1, -1], ink(colour)), Label("this run", own[-1], INK)]
        label_ends(axes, labels, SMALL, 72 * RIGHT)
    return figure


def _ends(values: np.ndarray, panel: Panel) -> tuple[float, float]:
    """Ends of the y axis: what the values span with a little room, no less than the panel's span, within its limits."""
    low, high = float(values.min()), float(values.max())
    low, high = min(low, (low + high - panel.span) / 2), max(high, (low + high + panel.span) / 2)
    room = 0.06 * (high - low)
    low = 0.0 if panel.high == np.inf and panel.low == 0 else max(low - room, panel.low - room / 2)
    return low, min(high + room, panel.high + room / 2)
