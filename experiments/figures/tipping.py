"""Early-warning signs: their trend before fractures and in runs without one, and what they are worth as a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.analysis.roc import Warned, warning
from experiments.analysis.tipping import Signs
from experiments.figures.classes import SHADES
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, TEXT, WIDTH, ink, page

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, GAP, SQUARE, SAID = 0.62, 0.75, 2.0, 2.75
"""Room left of the panels and between them, side of the second, and room for what is said beside it, in inches."""
HEAD, BETWEEN, FOOT = 0.78, 0.78, 0.75
"""Room above, between and below the rows of panels, in inches."""
BINS = np.linspace(-1.0, 1.0, 21)
"""Ends of the bins of tau."""
BEFORE, WITHOUT = SHADES["fractures"], COLOURS["attacked"]
"""Colours of runs before a fracture and of runs without one."""
NOTE = (
    "Left: shares of the runs, their medians as lines. Right: every threshold; the cross is the one that catches half, with 95 % intervals."
)


def tipping(before: Signs, without: Signs, about: str = "") -> Figure:
    """Kendall's tau of each sign before fractures and without any, and hits against false alarms at every threshold.

    Beside them stands whether the sign warns at all: whether the interval of the area under the curve lies above one half.

    Parameters
    ----------
    before, without : what ``experiments.analysis.tipping.signs`` returns for runs with a fracture and without; nan is left out.
    about : a line below the title that says which measure, how many months and how many runs.
    """
    height = HEAD + len(Signs._fields) * SQUARE + (len(Signs._fields) - 1) * BETWEEN + FOOT
    figure = page(height, "Signs before a fracture", about, NOTE)
    wide = WIDTH - LEFT - GAP - SQUARE - SAID
    for k, name in enumerate(Signs._fields):
        bottom = height - HEAD - SQUARE - k * (SQUARE + BETWEEN)
        tau = figure.add_axes((LEFT / WIDTH, bottom / height, wide / WIDTH, SQUARE / height))
        curve = figure.add_axes(((LEFT + wide + GAP) / WIDTH, bottom / height, SQUARE / WIDTH, SQUARE / height))
        values = [taus[~np.isnan(taus)] for taus in (getattr(before, name), getattr(without, name))]
        _distributions(tau, name, *values)
        _curve(curve, name, warning(*values) if all(map(len, values)) else None)
    return figure


def verdict(found: Warned | None) -> str:
    """What a sign is worth, in a sentence; None stands for one that no run has on one side."""
    if found is None:
        return "Too few runs to tell."
    if found.warns:
        return "It rises more before fractures."
    if found.auc_high < 0.5:
        return "No warning: it rises less."
    return "No warning: not told from chance."


def _distributions(axes: Axes, name: str, before: np.ndarray, without: np.ndarray) -> None:
    """Shares of the runs by tau, those before fractures upwards and those without one downwards."""
    most = 0.05
    for values, sign, colour, label in ((before, 1, BEFORE, "before fractures"), (without, -1, WITHOUT, "without")):
        share = np.histogram(values, BINS)[0] / max(len(values), 1)
        most = max(most, float(share.max()))
        axes.bar(BINS[:-1], sign * share, width=np.diff(BINS), align="edge", color=colour, edgecolor="white", linewidth=0.5, label=label)
        said = f"{label}: {len(values)} run{'s' * (len(values) != 1)}" + (
            f", median {np.median(values):.2f}".replace("-", "\u2212") if len(values) else ""
        )
        axes.text(
            0.01, 0.98 if sign > 0 else 0.02, said, transform=axes.transAxes, fontsize=SMALL, color=ink(colour),
            va="top" if sign > 0 else "bottom",
        )  # fmt: skip
        if len(values):
            axes.plot([np.median(values)] * 2, [0, sign * share.max()], color=INK, lw=1.2, label=f"{label} median")
    axes.axhline(0, color=FAINT, lw=0.8)
    axes.set(xlim=(-1, 1), ylim=(-1.3 * most, 1.3 * most), xticks=[-1, -0.5, 0, 0.5, 1])
    axes.set_yticks([-most, 0, most])
    axes.set_yticklabels([f"{most:.2f}", "0", f"{most:.2f}"])
    axes.set_xticklabels(["\u22121", "\u22120.5", "0", "0.5", "1"])
    _frame(axes, f"trend of the {name}", "Kendall's tau: falls below 0, rises above", "share of runs")


def _curve(axes: Axes, name: str, found: Warned | None) -> None:
    """Hits against false alarms, and the words beside them."""
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axes.plot([0, 1], [0, 1], color=FAINT, lw=0.8, ls=(0, (3, 3)), label="chance")
    axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xticks=ticks, yticks=ticks)
    axes.set_xticklabels(["0", "0.25", "0.5", "0.75", "1"])
    axes.set_yticklabels(["0", "0.25", "0.5", "0.75", "1"])
    _frame(axes, f"warning by {name}", "false alarms", "fractures caught")
    lines = [(verdict(found), INK, "bold")]
    if found is not None:
        k = found.half
        axes.step(found.false_alarm, found.hit, where="post", color=BEFORE, lw=1.8, label="hits")
        axes.plot(
            [found.false_alarm_low[k], found.false_alarm_high[k]], [found.hit[k]] * 2, color=INK, lw=1.2, label="interval of false alarms"
        )
        axes.plot([found.false_alarm[k]] * 2, [found.hit_low[k], found.hit_high[k]], color=INK, lw=1.2, label="interval of hits")
        axes.plot(found.false_alarm[k], found.hit[k], marker="o", ms=5, color=INK, label="half")
        lines += [
            (f"area {found.auc:.2f} ({found.auc_low:.2f} to {found.auc_high:.2f}); chance: 0.5", INK, "normal"),
            (f"To catch {100 * found.hit[k]:.0f}% of the fractures it", INK, "normal"),
            (f"alarms {100 * found.false_alarm[k]:.0f}% of the runs without one", INK, "normal"),
            (f"({100 * found.false_alarm_low[k]:.0f}% to {100 * found.false_alarm_high[k]:.0f}%).", INK, "normal"),
        ]
    for k, (text, colour, weight) in enumerate(lines):
        axes.text(
            1.08,
            0.95 - 0.09 * k - 0.03 * (k > 1),
            text,
            transform=axes.transAxes,
            fontsize=SMALL,
            color=colour,
            fontweight=weight,
            va="top",
        )


def _frame(axes: Axes, title: str, along: str, upward: str) -> None:
    axes.set_title(title, fontsize=TEXT, color=INK, loc="left", fontweight="bold", pad=5)
    axes.set_xlabel(along, fontsize=SMALL, color=INK, labelpad=2)
    axes.set_ylabel(upward, fontsize=SMALL, color=INK, labelpad=2)
    axes.tick_params(length=3, color=FAINT, labelcolor=INK, labelsize=SMALL, pad=2)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
