"""Where the cases lie: the boxes of a peeling, and the limits of one of them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.ticker import MaxNLocator

from experiments.analysis.box import Box
from experiments.analysis.limit import Range
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, ink, page
from experiments.figures.text import fitted, number, width

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.analysis.box import Box
    from experiments.analysis.limit import Limit
    from experiments.analysis.prim import Peeling

LEFT, SQUARE, GAP, RIGHT = 0.75, 3.3, 0.55, 0.25
"""Room left of the trajectory, its width, and room left and right of the limits, in inches."""
HEAD, FOOT, ROW, LEAST = 1.12, 0.85, 0.42, 2.6
"""Room above and below the panels, height of a limit, and least height of the panels, in inches."""
KEYS = 8
"""Most numbers of dimensions that the key shows."""
CHOSEN, CASES, ALL = COLOURS["hub"], COLOURS["core"], COLOURS["rest"]
INNER = (0.05, 0.95)
"""Quantiles of the cases between which their range is drawn."""
NOTE = "Ring: the box on the right. Blue: its limits; orange: nine tenths of the cases (of a category: where any are); grey: all values."


def discovery(peeling: Peeling, factors: pd.DataFrame, case: np.ndarray, box: Box | None = None, about: str = "") -> Figure:
    """Coverage against density of all boxes of a peeling, 0 to 1, and the limits of one within the range of each factor.

    Parameters
    ----------
    factors, case : what was peeled.
    box : the box that is shown, the chosen one by default.
    about : a line below the title that says which cases and how many runs.
    """
    box = peeling.box() if box is None else box
    high = max(LEAST, ROW * box.dimensions)
    height = HEAD + high + FOOT
    figure = page(height, "Where the cases lie", about, NOTE)
    tall = min(high, SQUARE)
    axes = figure.add_axes((LEFT / WIDTH, (FOOT + high - tall) / height, SQUARE / WIDTH, tall / height))
    _trajectory(axes, peeling, box)
    left = LEFT + SQUARE + GAP
    wide = WIDTH - left - RIGHT
    axes = figure.add_axes((left / WIDTH, FOOT / height, wide / WIDTH, high / height))
    axes.set(xlim=(0, 1), ylim=(high / ROW, 0))
    axes.set_axis_off()
    said = f"{box.cases} of {box.rows} rows are cases: coverage {box.coverage:.2f}, density {box.density:.2f}"
    _title(axes, fitted(said, 1.12 * TEXT, 72 * wide))
    for row, (limit, p) in enumerate(zip(box.limits, box.quasi_p, strict=True)):
        _limit(axes, row, limit, p, factors[limit.factor], case, 72 * wide)
    if not box.limits:
        axes.text(0, 0.5, "No factor is restricted.", fontsize=SMALL, color=FAINT, va="center_baseline")
    return figure


def _trajectory(axes: Axes, peeling: Peeling, box: Box) -> None:
    """A dot a box, darker with the number of restricted dimensions, and a ring round the one that is shown."""
    boxes = peeling.boxes
    most = max(one.dimensions for one in boxes)
    top = min(1.15 * max(one.density for one in boxes), 1.03)
    across, up = [0, 0.25, 0.5, 0.75, 1], [y for y in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, top) if 0 <= y <= top]
    axes.set(xlim=(0, 1.03), ylim=(0, top), xticks=across, yticks=up)
    axes.set_xticklabels([number(x, 3) for x in across])
    axes.set_yticklabels([number(y, 3) for y in up])
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL)
    axes.set_xlabel("coverage: share of all cases that lie in the box", fontsize=SMALL, color=INK, labelpad=2)
    axes.set_ylabel("density: share of the box that is a case", fontsize=SMALL, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    where = [(one.coverage, one.density) for one in boxes]
    colours = [_shade(one.dimensions, most) for one in boxes]
    axes.scatter(*zip(*where, strict=True), s=22, c=colours, edgecolors=FAINT, linewidths=0.4, zorder=3, clip_on=False, label="boxes")
    axes.scatter(
        [box.coverage], [box.density], s=110, facecolors="none", edgecolors=CHOSEN, linewidths=1.8, zorder=4, clip_on=False, label="chosen",
    )  # fmt: skip
    _title(axes, "Coverage and density of the boxes")
    _key(axes, sorted({one.dimensions for one in boxes}), most)


def _key(axes: Axes, dimensions: list[int], most: int) -> None:
    """Dots with their numbers of dimensions above the panel."""
    shown = dimensions
    if len(dimensions) > KEYS:
        shown = [dimensions[round(place)] for place in np.linspace(0, len(dimensions) - 1, KEYS)]
    wide, high = (72 * size for size in (SQUARE, axes.get_position().height * axes.figure.get_figheight()))
    said = "restricted factors:"
    y, x = 1 + 9 / high, width(said, SMALL) + 10
    axes.text(0, y, said, transform=axes.transAxes, fontsize=SMALL, color=FAINT, va="center_baseline")
    for count in shown:
        axes.scatter(
            [x / wide], [y + 0.5 / high], transform=axes.transAxes, s=22, c=[_shade(count, most)], edgecolors=FAINT, linewidths=0.4,
            clip_on=False,
        )  # fmt: skip
        axes.text((x + 5) / wide, y, str(count), transform=axes.transAxes, fontsize=SMALL, color=INK, va="center_baseline")
        x += 13 + width(str(count), SMALL)


def _limit(axes: Axes, row: int, limit: Limit, p: float, values: pd.Series, case: np.ndarray, wide: float) -> None:
    """A limit as bars below its name: all values, the cases, the box."""
    said, all_values, cases, box = _spans(limit, values, case)
    chance = f"; quasi-p {number(p, 2)}"
    said = fitted(said, SMALL, 0.75 * wide - width(chance, SMALL)) + chance
    axes.text(1, row + 0.25, said, fontsize=SMALL, color=INK, ha="right", va="center_baseline", parse_math=False)
    name = fitted(limit.factor, SMALL, wide - width(said, SMALL) - 12)
    axes.text(0, row + 0.25, name, fontsize=SMALL, color=ink(COLOURS["coalition"]), va="center_baseline", parse_math=False)
    bars = (("all", all_values, ALL, 1.2, 0.6), ("box", box, COLOURS["coalition"], 6, 0.6), ("cases", cases, CASES, 2, 0.75))
    for kind, spans, colour, thick, y in bars:
        lines = [((start, row + y), (stop, row + y)) for start, stop in spans]
        drawn = LineCollection(lines, colors=colour, linewidths=thick, capstyle="butt", label=f"{limit.factor}: {kind}")
        axes.add_collection(drawn, autolim=False)


Spans = list[tuple[float, float]]


def _spans(limit: Limit, values: pd.Series, case: np.ndarray) -> tuple[str, Spans, Spans, Spans]:
    """The limit in words, and where all values, the cases and the box lie, 0 to 1; every category takes an equal part of that."""
    if isinstance(limit, Range):
        given = values.to_numpy(dtype=float)
        low, high = given.min(), given.max()
        span = high - low if high > low else 1.0
        inner = np.quantile(given[case], INNER)
        ends = max(limit.low, low), min(limit.high, high)
        return (
            f"{_ends(limit)} of {number(low, 3)} to {number(high, 3)}",
            [(0.0, 1.0)],
            [tuple((inner - low) / span)],
            [((ends[0] - low) / span, (ends[1] - low) / span)],
        )
    every = [*limit.kept, *limit.dropped]
    slots = [((k + 0.02) / len(every), (k + 0.98) / len(every)) for k in range(len(every))]
    found = set(values[case])
    cases = [slot for slot, value in zip(slots, every, strict=True) if value in found]
    return f"{', '.join(map(str, limit.kept))} of {len(every)} values", slots, cases, slots[: len(limit.kept)]


def _ends(limit: Range) -> str:
    if limit.low > -inf and limit.high < inf:
        return f"{number(limit.low, 3)} to {number(limit.high, 3)}"
    return f"≥ {number(limit.low, 3)}" if limit.low > -inf else f"≤ {number(limit.high, 3)}"


def _shade(dimensions: int, most: int) -> tuple[float, ...]:
    """White for none, through blue, to ink for the most."""
    place = dimensions / most if most else 0.0
    stops = np.array([(1.0, 1.0, 1.0), to_rgb(COLOURS["attacked"]), to_rgb(COLOURS["coalition"]), to_rgb(INK)])
    return tuple(float(np.interp(place, [0, 0.35, 0.7, 1], stops[:, channel])) for channel in range(3))


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, fontsize=TEXT, color=INK, loc="left", fontweight="bold", pad=22, parse_math=False)
