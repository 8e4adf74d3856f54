"""The signed network of states, at the start and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.collections import LineCollection

from experiments.figures.membership import CAMPS
from experiments.figures.places import HIGH, MIDDLE, WIDE, places
from experiments.figures.style import COLOURS, INK, SMALL, TEXT, WIDTH, sheet
from experiments.figures.text import fitted, width
from simulation.months import month_after
from simulation.properties import GROUPS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

STRONG = 0.5
"""Strength of a tie from which it is drawn between others than two core states."""
MOST = 50
"""Most of these ties in a panel; where more are strong, those stronger than the next one."""
SHAPES = {"axis": ("o", 4 / np.pi, 0.565), "hedging": ("D", 1.0, 0.71), "coalition": ("s", 1.0, 0.5)}
"""Markers of the camps: the shape, what scales it to the same area, and half its height against the square root of that."""
POSITIVE, NEGATIVE = "#542788", "#B35806"
"""Colours of ties, those of the matrix of ties."""
DASH = (0, (3.5, 2))
AREA = 1100.0
"""Area of a state with all capability of the world, in square points."""
HEAD, KEY = 0.95, 0.85
"""Room above the panels and for the key below them, in inches."""


class Edge(NamedTuple):
    """A tie between two states, with the depth of commitment where both are core states, else -1."""

    first: int
    second: int
    tie: float
    depth: int


def draw(trajectory: Trajectory) -> Figure:
    """States at fixed places by group, joined by their strong ties, at the start and at the end.

    All ties within the core are drawn, with a stroke across for every step of commitment.
    """
    height = HEAD + HIGH / 72 + KEY
    figure = sheet(trajectory, height, "The network of states", "Places say which group a state is of, and are the same in both panels.")
    first, spots = trajectory.scenario.head.start, places(trajectory)
    dates = f"at the start, {first}", f"at the end, {month_after(first, trajectory.months)}"
    least = max(threshold(trajectory, month) for month in (0, -1))
    for month, date, left in zip((0, -1), dates, (0.15, WIDTH - 0.15 - WIDE / 72), strict=True):
        axes = figure.add_axes((left / WIDTH, KEY / height, WIDE / 72 / WIDTH, HIGH / 72 / height))
        axes.set(xlim=(0, WIDE), ylim=(0, HIGH), xticks=[], yticks=[])
        axes.spines[:].set_color("#DDDDDD")
        axes.set_title(date, fontsize=TEXT, color=INK, loc="left", y=1, fontweight="bold", pad=6)
        _edges(axes, edges(trajectory, month, least), spots)
        _nodes(axes, trajectory, month, spots)
    _key(figure, height, least)
    return figure


def threshold(trajectory: Trajectory, month: int) -> float:
    """Strength from which the ties of a month are drawn, so that there are no more than ``MOST``."""
    strengths = sorted((abs(edge.tie) for edge in edges(trajectory, month, STRONG) if edge.depth < 0), reverse=True)
    return STRONG if len(strengths) <= MOST else float(np.nextafter(strengths[MOST], 2))


def edges(trajectory: Trajectory, month: int, least: float) -> list[Edge]:
    """Ties of a month as strong as ``least``, and all of the core, the weakest first."""
    world = trajectory.world(month)
    core = world.group == GROUPS.index("core")
    found = []
    for i, j in zip(*np.nonzero(np.triu(world.tied, 1)), strict=True):
        tie = float(world.tie[i, j])
        if core[i] and core[j]:
            found.append(Edge(int(i), int(j), tie, int(world.commitment[i, j])))
        elif abs(tie) >= least:
            found.append(Edge(int(i), int(j), tie, -1))
    return sorted(found, key=lambda edge: (edge.depth >= 0, abs(edge.tie)))


def breadth(tie: float) -> float:
    """Width of the line of a tie in points."""
    return 0.4 + 2.6 * abs(tie) ** 2


def _edges(axes: Axes, drawn: list[Edge], spots: np.ndarray) -> None:
    """Ties, positive and negative, and strokes of commitment across those of the core."""
    for name, colour, style, sign in (("negative", NEGATIVE, DASH, -1), ("positive", POSITIVE, "solid", 1)):
        kept = [edge for edge in drawn if (1 if edge.tie >= 0 else -1) == sign]
        lines = [(spots[edge.first], spots[edge.second]) for edge in kept]
        widths = [breadth(edge.tie) for edge in kept]
        alphas = [1.0 if edge.depth >= 0 else 0.55 for edge in kept]
        axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=widths, linestyles=[style], alpha=alphas or None, zorder=1, label=name)
        )
    strokes = [stroke for edge in drawn for stroke in _strokes(spots[edge.first], spots[edge.second], edge.depth)]
    axes.add_collection(LineCollection(strokes, colors="white", linewidths=3.6, zorder=2))
    axes.add_collection(LineCollection(strokes, colors=INK, linewidths=1.7, zorder=2.1, label="commitment"))


def _strokes(start: np.ndarray, end: np.ndarray, depth: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """As many strokes across a line as the commitment is deep, aside of its middle, where the lines of a ring would cross."""
    along = (end - start) / max(float(np.hypot(*(end - start))), 1e-9)
    across = np.array([-along[1], along[0]])
    middle = start + 0.36 * (end - start)
    offsets = [4.2 * (k - (depth - 1) / 2) for k in range(depth)]
    return [(middle + offset * along - 5 * across, middle + offset * along + 5 * across) for offset in offsets]


def _nodes(axes: Axes, trajectory: Trajectory, month: int, spots: np.ndarray) -> None:
    """States by camp, those that changed sides ringed, with their ids above or below."""
    world, before = trajectory.world(month), trajectory.world(0)
    area = AREA * np.sqrt(world.capability)
    moved = world.membership != before.membership
    half = np.zeros(len(area))
    for name, camp in CAMPS.items():
        shape, scale, reach = SHAPES[name]
        rows = np.flatnonzero(world.membership == camp.membership)
        half[rows] = reach * np.sqrt(area[rows])
        rings = [INK if moved[row] else "white" for row in rows]
        axes.scatter(
            *spots[rows].T, s=scale * area[rows], c=COLOURS[camp.group], marker=shape, edgecolors=rings,
            linewidths=[1.8 if moved[row] else 0.8 for row in rows], zorder=3, label=name,
        )  # fmt: skip
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.85}
    for row, (x, y) in enumerate(spots):
        upwards = 1.0 if y > MIDDLE + 1 and world.group[row] != GROUPS.index("swing") else -1.0
        beside = y + upwards * (half[row] + 2.0)
        axes.text(
            x, beside, fitted(trajectory.scenario.states[row].id, SMALL, 60), fontsize=SMALL, color=INK, ha="center",
            va="bottom" if upwards > 0 else "top", bbox=paper, zorder=2.5,
        )  # fmt: skip


def _key(figure: Figure, height: float, least: float) -> None:
    """What shapes, lines and strokes mean."""
    wide, high = 72 * (WIDTH - 0.3), 36.0
    axes = figure.add_axes((0.15 / WIDTH, 0.3 / height, wide / 72 / WIDTH, high / 72 / height), label="scale")
    axes.set(xlim=(0, wide), ylim=(0, high), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.patch.set_visible(False)
    upper, lower = 25.0, 9.0

    def say(x: float, y: float, text: str) -> float:
        axes.text(x, y, text, fontsize=SMALL, color=INK, va="center_baseline")
        return x + width(text, SMALL) + 18

    x = 24.0
    for name, camp in CAMPS.items():
        axes.scatter([x], [upper], s=70, c=COLOURS[camp.group], marker=SHAPES[name][0], lw=0)
        x = say(x + 9, upper, name)
    axes.scatter([x], [upper], s=70, c="white", marker="o", edgecolors=INK, linewidths=1.8)
    x = say(x + 9, upper, "has changed sides since the start")
    say(x, upper, "area: square root of capability")
    x = 18.0
    for text, colour, style in (("positive tie", POSITIVE, "solid"), ("negative tie", NEGATIVE, DASH)):
        axes.plot([x, x + 24], [lower, lower], color=colour, lw=breadth(0.75), ls=style)
        x = say(x + 29, lower, text)
    axes.plot([x, x + 26], [lower, lower], color=POSITIVE, lw=breadth(0.75))
    strokes = _strokes(np.array([x + 4, lower]), np.array([x + 32, lower]), 3)
    axes.add_collection(LineCollection(strokes, colors="white", linewidths=3.6, zorder=2.1))
    axes.add_collection(LineCollection(strokes, colors=INK, linewidths=1.7, zorder=2.2))
    x = say(x + 31, lower, "1 to 3 strokes: consultation, partnership, mutual defence")
    drawn = np.ceil(100 * least) / 100
    say(x, lower, f"width: strength; drawn from ±{drawn:.2g}, in the core all")
    axes.set_ylabel("key", fontsize=SMALL, color=INK)
    axes.yaxis.set_label_coords(8 / wide, 0.5)
