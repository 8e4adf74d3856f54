"""Why a decision came out as it did: its terms as steps to their sum, and the probability held against the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, ink, page
from experiments.figures.text import fitted, number, size

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.explaining.explanation import Explanation, Stage, Term

LEFT, RIGHT, HEAD, FOOT = 1.9, 1.0, 0.75, 0.45
"""Room left and right of the axes, above and below them, in inches."""
ROW, STRIP, BETWEEN = 0.27, 0.32, 0.55
"""Height of a term, of the strip of probability and of the gap above it, in inches."""
MOST = 16
"""Most options of a race that are drawn, the largest."""
FOR, AGAINST, WHOLE = COLOURS["coalition"], COLOURS["hub"], FAINT
"""Colours of terms above and below zero and of their sum."""
SMALLEST = 0.05
"""Probability and draw below which the strip is stretched."""


def decision(explanation: Explanation) -> Figure:
    """The terms of the step that decided, in their order, and below them the probability with the draw.

    Options of a race are drawn side by side, the largest first. Raises ValueError for an event that nobody decided.
    """
    if not explanation.stages:
        raise ValueError(f"{explanation.event}: imposed, not decided")
    stage = explanation.stages[-1]
    terms = _shown(stage)
    rows = len(terms) + (not stage.is_race and len(terms) > 1)
    has_strip = stage.floor is not None
    height = HEAD + ROW * rows + FOOT + (BETWEEN + STRIP if has_strip else 0.0)
    note = "Options by weight; blue is the one drawn." if stage.is_race else "Blue raises the sum, orange lowers it."
    figure = page(height, explanation.sentence, f"{explanation.date}, {stage.title}: {explanation.event}", note)
    axes = _axes(figure, HEAD, ROW * rows)
    _bars(axes, stage, terms, rows)
    if has_strip:
        _strip(_axes(figure, HEAD + ROW * rows + BETWEEN, STRIP), stage)
    return figure


def _shown(stage: Stage) -> list[Term]:
    if not stage.is_race:
        return list(stage.terms)
    return sorted((term for term in stage.terms if term.value > 0.0), key=lambda term: (not term.decides, -term.value))[:MOST]


def _axes(figure: Figure, top: float, high: float) -> Axes:
    whole = figure.get_figheight()
    axes = figure.add_axes((LEFT / WIDTH, 1 - (top + high) / whole, (WIDTH - LEFT - RIGHT) / WIDTH, high / whole))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL)
    axes.set_yticks([])
    return axes


def _bars(axes: Axes, stage: Stage, terms: list[Term], rows: int) -> None:
    """A row a term, each from where the one before ended; the sum below them."""
    ends = [0.0]
    for k, term in enumerate(terms):
        start = 0.0 if stage.is_race else ends[-1]
        ends.append(start + term.value)
        axes.barh(k, term.value, left=start, height=0.62, color=_colour(stage, term), label=term.name)
        if not stage.is_race and k + 1 < rows:
            axes.plot([ends[-1]] * 2, [k, k + 1], color=FAINT, linewidth=0.6)
        _write(axes, k, rows, term.name, term.value)
    if rows > len(terms):
        axes.barh(len(terms), stage.total, height=0.62, color=WHOLE, label="sum")
        _write(axes, len(terms), rows, "sum", stage.total)
    marks = [limit for _, limit in stage.limits]
    low, high = min(*ends, *marks), max(*ends, *marks)
    margin = 0.04 * ((high - low) or 1.0)
    axes.set(xlim=(low - margin, high + margin), ylim=(rows - 0.4, -0.6))
    axes.axvline(0.0, color=FAINT, linewidth=0.8)
    for name, limit in stage.limits:
        axes.axvline(limit, color=INK, linewidth=1.0, linestyle="--", label=name)
        axes.annotate(name, (limit, -0.6), (0, 2), textcoords="offset points", ha="center", va="bottom", fontsize=SMALL, color=INK)
    axes.set_xticks([x for x in MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high) if low - margin <= x <= high + margin])


def _colour(stage: Stage, term: Term) -> str:
    if stage.is_race:
        return FOR if term.decides else "#BBBBBB"
    return FOR if term.value >= 0.0 else AGAINST


def _write(axes: Axes, row: int, rows: int, name: str, value: float) -> None:
    """Name of a row on its left, value on its right."""
    wide = size(axes)[0]
    across = axes.get_yaxis_transform()
    weight = "bold" if row == rows - 1 and name == "sum" else "normal"
    text = fitted(name, TEXT, 72 * LEFT - 20)
    axes.text(-8 / wide, row, text, transform=across, ha="right", va="center_baseline", fontsize=TEXT, color=INK, fontweight=weight)
    axes.text(
        1 + 8 / wide, row, number(value + 0.0, 3), transform=across, va="center_baseline", fontsize=TEXT, color=INK, fontweight=weight
    )


def _strip(axes: Axes, stage: Stage) -> None:
    """Probability from 0 to 1, or so far as it matters, filled where it happens, with the draw."""
    assert stage.floor is not None
    assert stage.probability is not None
    assert stage.draw is not None
    floor, end, wide = stage.floor, stage.floor + stage.probability, size(axes)[0]
    most = max(end, stage.draw)
    limit = 1.4 * most if most < SMALLEST else 1.0
    axes.barh(0, limit, height=1.0, color="#EEEEEE")
    axes.barh(0, stage.probability, left=floor, height=1.0, color=FOR, alpha=0.55, label="probability")
    axes.axvline(stage.draw, color=INK, linewidth=1.6, label="draw")
    axes.set(xlim=(0.0, limit), ylim=(-0.5, 0.5))
    axes.set_xticks([x for x in MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(0.0, limit) if 0.0 <= x <= limit])
    across = axes.get_yaxis_transform()
    label = fitted("probability", TEXT, 72 * LEFT - 20)
    axes.text(-8 / wide, 0, label, transform=across, ha="right", va="center_baseline", fontsize=TEXT, color=INK)
    axes.text(1 + 8 / wide, 0, number(stage.probability, 3), transform=across, va="center_baseline", fontsize=TEXT, color=ink(FOR))
    side, shift = ("left", 4) if stage.draw < 0.7 * limit else ("right", -4)
    text = f"draw {number(stage.draw, 3)}"
    axes.annotate(text, (stage.draw, 0.5), (shift, 3), textcoords="offset points", ha=side, va="bottom", fontsize=SMALL, color=INK)
