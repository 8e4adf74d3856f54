"""Two runs under the same luck: the measures that differ most, and how many decisions do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.explaining.words import both
from experiments.figures.panels import frame, is_left, panels
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, ink
from experiments.figures.text import Label, label_ends, number
from simulation.months import month_after

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.explaining.twin import Twin

MOST = 5
"""Measures that are shown, beside the panel of counts."""
BASE, OTHER = COLOURS["coalition"], COLOURS["hub"]
"""Colours of the two runs."""
SHORT = 72.0
"""Room for a label right of a panel, in points."""


def draw(twin: Twin, name: str = "the other run") -> Figure:
    """The measures that differ most by month, in both runs and in the other with its decisions as in the base run; counts last.

    Parameters
    ----------
    name : what the other run is called in the line below the title.
    """
    shown = list(twin.ends.index[:MOST])
    figure, drawn = panels(twin.base, len(shown) + 1, "The same luck, otherwise", _note(twin), f"; other: {name}")
    names = list(twin.base.program.measures)
    for measure, axes in zip(shown, drawn, strict=False):
        column = names.index(measure)
        series = [run.record[: run.months + 1, column] for run in (twin.base, twin.other, twin.shadow)]
        low, high = float(np.min(series)), float(np.max(series))
        room = 0.06 * (high - low) or 0.01
        frame(axes, measure.replace("_", " "), "value" if is_left(drawn, axes) else "", low - room, high + room)
        months = np.arange(twin.base.months + 1)
        axes.plot(months, series[0], color=BASE, lw=1.8, label="base")
        axes.plot(months, series[1], color=OTHER, lw=1.8, label="other")
        axes.plot(months, series[2], color=INK, lw=0.9, ls=(0, (2, 1.5)), label="other, decisions as in base")
        _mark(twin, axes)
        ends = [Label(f"{who} {number(values[-1], 2)}", values[-1], ink(colour)) for who, values, colour in _named(series)]
        label_ends(axes, ends, SMALL, SHORT)
    _counts(twin, drawn[-1])
    return figure


def _named(series: list[np.ndarray]) -> list[tuple[str, np.ndarray, str]]:
    return [("base", series[0], BASE), ("other", series[1], OTHER)]


def _counts(twin: Twin, axes: Axes) -> None:
    """How many decisions differ, month by month."""
    most = max(int(twin.counts.max()), 1)
    frame(axes, "decisions that differ", "", 0.0, 1.06 * most)
    axes.bar(np.arange(len(twin.counts)), twin.counts, width=1.0, color=FAINT, lw=0, label="differ")
    _mark(twin, axes)


def _mark(twin: Twin, axes: Axes) -> None:
    """The month in which the runs part."""
    if twin.differences:
        axes.axvline(twin.differences[0].month, color=INK, lw=0.8, ls=(0, (1, 2)), label="first difference")


def _note(twin: Twin) -> str:
    dashed = "Dashed: the other run with every decision as in the base run."
    if not twin.differences:
        return f"{dashed} No decision differs."
    first = twin.differences[0]
    base, other = both(first, twin.other.scenario)
    date = month_after(twin.base.scenario.head.start, first.month)
    return f"{dashed} Dotted: first difference, {date}: {base}; other: {other}."
