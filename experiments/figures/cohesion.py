"""Whether the core holds together, what its cohesion is made of, and what befell it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from experiments.figures.happenings import numbered
from experiments.figures.panels import BOTTOM, FOOT, HEAD, HEIGHT, LEFT, RIGHT, TOP, frame, panel, plot_width
from experiments.figures.states import measure, members
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, ink, sheet
from experiments.figures.text import Label, label_ends, number, size, spread, wrapped
from simulation.measures.cohesion import ACTIVITY, AFFINITY, DEPTH, SUPPORT, TRUST
from simulation.months import month_after
from simulation.outcome import CAUSES, CLASSES, TRAILING, trailing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

PARTS = {
    "depth": ("cooperation", DEPTH),
    "core_trust": ("trust", TRUST),
    "support": ("support in crises", SUPPORT),
    "core_affinity": ("affinity", AFFINITY),
    "active": ("active pairs", ACTIVITY),
}
"""Parts of cohesion with their titles and weights."""
NUMBERS = 0.26
"""Height of the row of numbers above the panel of cohesion, in inches."""
LINES = 25
"""Most lines of the list of happenings; with more each gets two at most, else three."""
DOT, GAP = 11.5, 13.0
"""Diameter of a number's disc, and least distance of two, in points."""


def draw(trajectory: Trajectory, bands: np.ndarray | None = None) -> Figure:
    """Cohesion and its five parts, 0 to 1, as means over the last twelve months, with the weightiest happenings numbered.

    The dashed line is the threshold of cohesion under which the core decays.

    Parameters
    ----------
    bands : as in ``measures_over_time.draw``: draws the median and the band that holds 90 % of the runs.
    """
    runs = "" if bands is None else f"; median and 5–95 % band of {len(bands)} run{'s' if len(bands) > 1 else ''}"
    note = f"Means over the last {TRAILING} months. Cohesion is the sum of the five parts by weight. Thin lines: the numbered events."
    tops = [HEAD + TOP + NUMBERS + k * (HEIGHT + BOTTOM + TOP) for k in range(3)]
    figure = sheet(trajectory, tops[-1] + HEIGHT + BOTTOM + FOOT, "How the core holds together", note, _outcome(trajectory) + runs)
    wide, slot = plot_width(6) / 72, WIDTH / 3
    whole = panel(figure, trajectory, (LEFT, tops[0], slot + wide, HEIGHT), is_labelled=False)
    places = [(0, 1), (1, 1), (0, 2), (1, 2), (2, 2)]
    drawn = [panel(figure, trajectory, (LEFT + slot * x, tops[y], wide, HEIGHT), y == 2) for x, y in places]
    happened, others = numbered(trajectory)
    threshold = trajectory.scenario.thresholds["cohesion"]
    series = _spread(trajectory, "cohesion", bands)
    low, high = min(series.min(), threshold), max(series.max(), threshold)
    room = 0.08 * max(high - low, 0.1)
    frame(whole, "", "cohesion (0 to 1)", low - room, high + room)
    whole.set_title("cohesion", fontsize=TEXT, color=INK, loc="left", y=1, pad=5 + 72 * NUMBERS, fontweight="bold")
    whole.axhline(threshold, color=INK, lw=1, ls=(0, (5, 3)), label="threshold")
    _line(whole, "cohesion", series, [Label(f"decay < {number(threshold, 3)}", threshold, INK)])
    months = [month for month, _ in happened]
    _numbers(whole, months)
    for (name, (title, weight)), axes in zip(PARTS.items(), drawn, strict=True):
        frame(axes, f"{title}, weight {number(weight, 2)}", "0 to 1" if axes in (drawn[0], drawn[2]) else "", 0, 1.04)
        lines = LineCollection([((t, 0), (t, 1)) for t in months], colors="#BBBBBB", linewidths=0.5, zorder=0.6, label="events")
        axes.add_collection(lines, autolim=False)
        _line(axes, name, _spread(trajectory, name, bands), [])
    _list(trajectory, figure, happened, others)
    return figure


def _outcome(trajectory: Trajectory) -> str:
    """The outcome of the run, for the line that names it; nothing without a pair in the core."""
    if len(members(trajectory, "core")) < 2:
        return ""
    outcome = trajectory.outcome
    said = f"; outcome: {CLASSES[int(outcome.code[0])]}"
    if outcome.month[0] >= 0:
        said += f" in {month_after(trajectory.scenario.head.start, int(outcome.month[0]))} by {CAUSES[int(outcome.cause[0])]}"
    return said


def _spread(trajectory: Trajectory, name: str, bands: np.ndarray | None) -> np.ndarray:
    """The trailing mean of a measure; with other runs, below it their 5 %, 50 % and 95 % quantiles."""
    own = trailing(measure(trajectory, name)[None])
    if bands is None:
        return own
    others = trailing(bands[:, : trajectory.months + 1, list(trajectory.program.measures).index(name)])
    return np.vstack([own, np.quantile(others, (0.05, 0.5, 0.95), axis=0)])


def _line(axes: Axes, name: str, series: np.ndarray, labels: list[Label]) -> None:
    """A measure, as a line and where there are other runs as their band."""
    months, colour, own = np.arange(series.shape[1]), COLOURS["core"], series[0]
    if len(series) == 1:
        axes.plot(months, own, color=colour, lw=2, label=name)
        labels = [Label(number(own[-1], 2), own[-1], ink(colour)), *labels]
    else:
        axes.fill_between(months, series[1], series[3], color=colour, alpha=0.25, lw=0, label="band")
        axes.plot(months, own, color=INK, lw=0.7, label=name)
        axes.plot(months, series[2], color=colour, lw=2, label="median")
        ends = [Label(f"median {number(series[2, -1], 2)}", series[2, -1], ink(colour)), Label("this run", own[-1], INK)]
        labels = [*ends, *labels]
    label_ends(axes, labels, SMALL, 72 * RIGHT)


def _numbers(axes: Axes, months: list[int]) -> None:
    """Numbers in a row above the panel, each with a line down through its month."""
    wide, high = size(axes)
    last = axes.get_xlim()[1]
    above = axes.get_xaxis_transform()
    places = spread(months, GAP * last / wide, 0, last * (1 + 24 / wide))
    foot, top = 1 + 4 / high, 1 + (72 * NUMBERS - DOT / 2) / high
    lines = [((month, 0), (month, 1), (place, foot)) for month, place in zip(months, places, strict=True)]
    lines = [(*line, (line[-1][0], top)) for line in lines]
    axes.add_collection(
        LineCollection(lines, colors=FAINT, linewidths=0.5, transform=above, clip_on=False, label="events", zorder=0.6), autolim=False
    )
    axes.scatter(places, [top] * len(places), s=DOT**2, color=INK, lw=0, transform=above, clip_on=False, label="numbers", zorder=3)
    for k, place in enumerate(places, 1):
        axes.text(place, top, str(k), transform=above, ha="center", va="center_baseline", fontsize=SMALL - 0.5, color="white", zorder=4)


def _list(trajectory: Trajectory, figure: Figure, happened: list[tuple[int, str]], others: int) -> None:
    """What the numbers stand for, in the column on the right."""
    height, left = figure.get_figheight(), 2 * WIDTH / 3 + 0.2
    line, skip = 1.3 * SMALL / 72, 0.05
    y = HEAD + TOP + NUMBERS - 5 / 72
    figure.text(
        left / WIDTH, 1 - (y - NUMBERS) / height, "what befell the core", fontsize=TEXT, color=INK, fontweight="bold", va="baseline"
    )
    room = 72 * (WIDTH - left - 0.42)
    texts = [f"{month_after(trajectory.scenario.head.start, month)}  {text}" for month, text in happened]
    said = [wrapped(text, SMALL, room, 3) for text in texts]
    if sum(map(len, said)) > LINES:
        said = [wrapped(text, SMALL, room, 2) for text in texts]
    for k, lines in enumerate(said, 1):
        x, middle = (left + 0.09) / WIDTH, 1 - (y - 0.36 * SMALL / 72) / height
        figure.add_artist(Line2D([x], [middle], marker="o", ms=DOT, color=INK, mew=0, transform=figure.transFigure, label="numbers"))
        figure.text(x, middle, str(k), ha="center", va="center_baseline", fontsize=SMALL - 0.5, color="white", zorder=4)
        for text in lines:
            figure.text((left + 0.24) / WIDTH, 1 - y / height, text, fontsize=SMALL, color=INK, va="baseline", parse_math=False)
            y += line
        y += skip
    if not happened or others:
        more = f"and {others} more month{'s' if others > 1 else ''} with lesser events" if others else "nothing of note"
        figure.text((left + 0.24) / WIDTH, 1 - y / height, more, fontsize=SMALL, color=FAINT, va="baseline")
