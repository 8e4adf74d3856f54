"""How the odds of the outcome went in a run, and where they turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.chronicle import sentence
from experiments.explaining.words import table_of
from experiments.figures.classes import SHADES
from experiments.figures.panels import frame, panel
from experiments.figures.style import FAINT, INK, SMALL, WIDTH, ink, sheet
from experiments.figures.text import Label, fitted, label_ends
from simulation.months import month_after
from simulation.outcome import CLASSES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.explaining.turning import Turn, Turning

LEFT, RIGHT, HEAD, HIGH, GAP, FOOT, ROW = 0.62, 1.1, 0.85, 3.2, 0.55, 0.35, 0.17
"""Room left, right, above, height of the panel, room below it, for the note, and of a line of text, in inches."""
NOTE = "Share of continuations under other luck from the end of a month on; bands: 95 % intervals. A numbered line is a turning point."


def draw(turning: Turning) -> Figure:
    """Odds of every class by month as lines with their intervals, the turning points numbered, and below what carries them."""
    said = [line for k, turn in enumerate(turning.turns, 1) for line in _said(turning, k, turn)]
    said = said or ["No turning point: over no month do the odds jump beyond chance."]
    height = HEAD + HIGH + GAP + ROW * len(said) + FOOT
    count = len(next(iter(turning.codes.values())))
    figure = sheet(turning.run, height, "When the outcome was decided", NOTE, f"; {count} continuations from each of the months looked at")
    axes = panel(figure, turning.run, (LEFT, HEAD, WIDTH - LEFT - RIGHT, HIGH), is_labelled=True)
    frame(axes, "odds of the outcome as they stood at the end of a month", "share of continuations", 0.0, 1.0)
    odds, ends = turning.odds, []
    for name in CLASSES:
        rows = odds[odds["outcome"] == name]
        if rows["share"].max() == 0.0:
            continue
        axes.fill_between(rows["month"], rows["low"], rows["high"], color=SHADES[name], alpha=0.15, lw=0)
        axes.plot(rows["month"], rows["share"], color=SHADES[name], lw=2, marker="o", ms=2.5, label=name)
        ends.append(Label(name, float(rows["share"].iloc[-1]), ink(SHADES[name])))
    for k, turn in enumerate(turning.turns, 1):
        axes.axvline(turn.month, color=INK, lw=0.9, ls=(0, (4, 2)), label="turning point")
        axes.text(
            turn.month,
            1.0,
            f" {k}",
            fontsize=SMALL,
            color=INK,
            va="top",
            fontweight="bold",
            ha="left" if turn.month < turning.run.months else "right",
        )
    label_ends(axes, ends, SMALL, 72 * RIGHT)
    for k, line in enumerate(said):
        y = 1 - (HEAD + HIGH + GAP + ROW * k) / height
        colour = FAINT if line.startswith(" ") else INK
        text = fitted(line, SMALL, 72 * (WIDTH - LEFT - 0.2))
        figure.text(LEFT / WIDTH, y, text, fontsize=SMALL, color=colour, va="top", parse_math=False)
    return figure


def _said(turning: Turning, number: int, turn: Turn) -> list[str]:
    """A turning point in words: a line for the jump, and one for each event that carries it."""
    scenario = turning.run.scenario
    date = month_after(scenario.head.start, turn.month)
    lines = [f"{number}  {date}: {turn.name} goes from {turn.before.share:.2f} to {turn.after.share:.2f}"]
    for one in turn.carriers:
        event = sentence(table_of([one.event], scenario).to_dict("records")[0])
        lines.append(f"      {np.round(100 * one.share):.0f} % of it: {event}; the other way {turn.name} {one.without.share:.2f}")
    return lines
