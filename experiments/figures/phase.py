"""Phase diagrams: how likely an outcome is over two factors, which one prevails where, and over one factor as lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.analysis.phase import factors_of
from experiments.figures.factor_axis import FactorAxis
from experiments.figures.phase_lines import share_lines
from experiments.figures.phase_maps import marks, prevailing_map, share_map
from experiments.figures.style import FAINT, INK, SMALL, TEXT, WIDTH, page
from experiments.figures.text import fitted, number
from simulation.faults import BlocformError, unknown
from simulation.outcome import CLASSES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEAD, TITLE, FOOT, RIGHT, MOST = 0.5, 0.3, 0.5, 0.9, 2.7
"""Room above the panels, for the title of each, for the notes, and beside a panel; greatest height of a panel; in inches."""


def phase(
    cells: pd.DataFrame, classes: Sequence[str] = ("coheres", "fractures"), *, hatched: str | np.ndarray | None = None, reason: str = "",
    levels: Sequence[float] = (0.25, 0.5, 0.75), log: Collection[str] = (), names: Mapping[str, str] | None = None, about: str = "",
) -> Figure:  # fmt: skip
    """Phase diagram of cells over two factors, the first along and the second upwards; over one factor, lines with their intervals.

    Over two factors there is a map a class of its share, and one of the class that prevails, pale where runs do not tell it from
    the second.

    Parameters
    ----------
    cells : what ``experiments.analysis.phase.shares_over`` returns.
    classes : whose shares to draw; not empty.
    hatched : cells that something else decides alone: the name of a column of truth values in ``cells``, or an entry a row of it.
    reason : what that is, for the note.
    levels : shares at which contour lines are drawn, where both factors are numbers.
    log : names of the factors on a logarithmic scale.
    names : what to call a factor, with its unit, where that is not its name.
    about : a line below the title that says which scenario and how many runs.

    Raises ``BlocformError`` for no class or one that is unknown, for ``hatched`` that is none of that, and for a logarithm of what
    is not above 0.
    """
    factors = factors_of(cells)
    if not classes or set(classes) - set(CLASSES):
        raise BlocformError(f"phase diagram of classes {list(classes)}, allowed: one or more of {', '.join(CLASSES)}")
    shown = list(dict.fromkeys(classes))
    marked = cells.assign(hatched=_hatched(cells, hatched))
    axis = [FactorAxis.of(cells[name], (names or {}).get(name, name), name in log) for name in factors]
    note = f"Hatched: {reason or 'something else decides alone'}." if marked["hatched"].any() else ""
    if len(factors) == 1:
        return _lines(marked, shown, axis[0], note, about)
    return _maps(marked, shown, axis[0], axis[1], levels, note, about)


def _hatched(cells: pd.DataFrame, given: str | np.ndarray | None) -> np.ndarray:
    if given is None:
        return np.zeros(len(cells), dtype=bool)
    if isinstance(given, str) and given not in cells.columns:
        raise BlocformError(str(unknown("phase diagram", "hatched", given, cells.columns)))
    found = np.asarray(cells[given] if isinstance(given, str) else given)
    if found.shape != (len(cells),) or found.dtype != bool:
        raise BlocformError(f"phase diagram: hatched is given {found.shape} {found.dtype}, allowed: {len(cells)} truth values, one a row")
    return found


def _lines(cells: pd.DataFrame, classes: Sequence[str], x: FactorAxis, note: str, about: str) -> Figure:
    left, right = 0.62, 1.0
    wide = WIDTH - left - right
    foot = FOOT + x.below(72 * wide)
    height = HEAD + MOST + foot
    figure = page(height, "Phases of the outcome", about, note)
    crossing = "; at one half: where a share crosses it, with its interval" if x.is_numeric else ""
    _read(figure, f"Dots: shares of runs; bands or lines through the dots: 95 % intervals (Wilson 1927){crossing}.")
    axes = figure.add_axes((left / WIDTH, foot / height, wide / WIDTH, MOST / height))
    axes.set(xlim=x.edges[[0, -1]], ylim=(-0.03, 1.03), yticks=[0, 0.25, 0.5, 0.75, 1])
    axes.set_yticklabels(["0", "0.25", "0.5", "0.75", "1"], fontsize=SMALL, color=INK)
    axes.set_ylabel("share of runs", fontsize=SMALL, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    x.draw_along(axes, 72 * right)
    share_lines(axes, cells, classes, x, 72 * right)
    return figure


def _maps(
    cells: pd.DataFrame, classes: Sequence[str], x: FactorAxis, y: FactorAxis, levels: Sequence[float], note: str, about: str
) -> Figure:
    """The maps side by side, three in a row, each with its scale to the right."""
    drawn = [*classes, ""]
    across = min(len(drawn), 3)
    down = -(-len(drawn) // across)
    left = (y.widest + 30) / 72
    wide = (WIDTH - left) / across - RIGHT
    high = min(wide, MOST)
    row = TITLE + high + x.below(72 * wide)
    height = HEAD + down * row + FOOT
    figure = page(height, "Phases of the outcome", about, note)
    _read(figure, _reading(cells, levels, x, y))
    for k, name in enumerate(drawn):
        column, bottom = k % across, height - HEAD - k // across * row - TITLE - high
        at = left + column * (wide + RIGHT)
        axes = figure.add_axes((at / WIDTH, bottom / height, wide / WIDTH, high / height))
        scale = figure.add_axes(((at + wide + 0.1) / WIDTH, bottom / height, 0.13 / WIDTH, high / height), label="scale")
        axes.set_title(f"P({name})" if name else "prevailing class", fontsize=TEXT, color=INK, loc="left", fontweight="bold", pad=5)
        axes.set(xlim=x.edges[[0, -1]], ylim=y.edges[[0, -1]])
        x.draw_along(axes, 72 * RIGHT)
        y.draw_upward(axes, is_labelled=column == 0)
        if name:
            share_map(axes, scale, cells, name, x, y, levels)
        else:
            prevailing_map(axes, scale, cells, x, y)
        marks(axes, cells, x, y)
    return figure


def _reading(cells: pd.DataFrame, levels: Sequence[float], x: FactorAxis, y: FactorAxis) -> str:
    """How to read the maps, in a line."""
    said = ["Pale: the two most frequent classes are within noise (95 %)"]
    if x.is_numeric and y.is_numeric and levels:
        said.append(f"contours: {', '.join(number(level, 3) for level in sorted(levels))}")
    if x.is_numeric:
        said.append("bars: 95 % interval of the crossing of one half")
    if len(cells) < len(CLASSES) * len(x.places) * len(y.places):
        said.append("crosses: no run")
    return "; ".join(said) + "."


def _read(figure: Figure, text: str) -> None:
    """A line above the note at the foot that says how to read the figure."""
    said = fitted(text, SMALL, 72 * (WIDTH - 0.3))
    figure.text(0.15 / WIDTH, 0.24 / figure.get_figheight(), said, fontsize=SMALL, color=FAINT, va="bottom", parse_math=False)
