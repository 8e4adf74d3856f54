"""How large axis and coalition are, and who changes sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.figures.events import flags, mark, rows_of
from experiments.figures.happenings import moves
from experiments.figures.panels import RIGHT, frame, panels
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, ink
from experiments.figures.text import Label, label_ends, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory


class Camp(NamedTuple):
    """A camp: its membership, the group whose colour it has, and its hatch."""

    membership: int
    group: str
    hatch: str


CAMPS = {
    "axis": Camp(1, "core", "////"),
    "hedging": Camp(0, "swing", ""),
    "coalition": Camp(-1, "coalition", "...."),
}
"""Camps from the bottom of a panel to its top."""


def draw(trajectory: Trajectory) -> Figure:
    """Share of world capability and number of states in axis, between the camps, and in the coalition, stacked, by month.

    The line at the top of a band carries its name as label and the sum up to it as data. What the states of the run leave
    of the world's capability stands above.
    """
    membership = trajectory.series("membership")
    changes = moves(trajectory)
    many = len({month for month, *_ in changes})
    said = {0: "Nobody changes sides.", 1: "Dashed: the month in which somebody changes sides."}
    note = said.get(many, "Dashed: months in which somebody changes sides.") + " The attacked state counts with the coalition."
    marked: dict[int, list[str]] = {}
    for month, _, text in changes:
        marked.setdefault(month, []).append(text)
    placed = flags(marked, trajectory.months, 2)
    rows = rows_of(placed)
    figure, drawn = panels(trajectory, 2, "Who belongs to axis and coalition", note, rows=(rows, 0))
    count = len(trajectory.scenario.states)
    sizes = (("share of world capability", "share (0 to 1)", trajectory.series("capability"), 1.0),
             ("number of states", "states", np.ones_like(membership), float(count)))  # fmt: skip
    for axes, (title, unit, weight, top) in zip(drawn, sizes, strict=True):
        frame(axes, title, unit, 0, top, rows)
        bands = {name: (weight * (membership == camp.membership)).sum(axis=1) for name, camp in CAMPS.items()}
        _stack(axes, bands, top)
        mark(axes, placed)
    return figure


def _stack(axes: Axes, bands: dict[str, np.ndarray], top: float) -> None:
    """Bands of the camps in steps, one on the other, and what they leave."""
    bottom = np.zeros(len(next(iter(bands.values()))))
    months, labels = np.arange(len(bottom)), []
    for name, band in bands.items():
        camp, upper = CAMPS[name], bottom + band
        colour = COLOURS[camp.group]
        axes.fill_between(months, bottom, upper, step="post", fc=colour, ec="white", hatch=camp.hatch, lw=0, label=name)
        axes.step(months, upper, where="post", color="white", lw=1.5, label=name)
        if band.max() > 0:
            labels.append(Label(f"{name} {number(band[-1], 2)}", (bottom[-1] + upper[-1]) / 2, ink(colour)))
        bottom = upper
    left = top - bottom
    if left.max() > 0.005:
        axes.fill_between(months, bottom, top, step="post", fc="#EEEEEE", lw=0, label="rest")
        labels.append(Label(f"others {number(left[-1], 2)}", (bottom[-1] + top) / 2, FAINT))
    label_ends(axes, labels or [Label("nobody", 0, INK)], SMALL, 72 * RIGHT)
