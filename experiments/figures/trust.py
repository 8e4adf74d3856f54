"""Who in the core trusts whom, and how far their trust can go."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.events import events, flags, mark, rows_of
from experiments.figures.panels import RIGHT, frame, is_left, is_top, panels
from experiments.figures.states import label, members
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, ink
from experiments.figures.text import Label, label_ends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

MOST = 12
"""Pairs that get a panel, those of the largest states."""
FIRST, SECOND = COLOURS["core"], INK
"""Colours of the trust of the larger state of a pair and of the smaller."""


def draw(trajectory: Trajectory) -> Figure:
    """Trust of every core pair in both directions, 0 to 1, with the trust limits of both; one panel a pair.

    A line carries as label the ids of who trusts and of whom, a limit the same after ``limit``; discs and rings mark the start.
    """
    states = trajectory.scenario.states
    pairs = list(combinations(members(trajectory, "core"), 2))
    shown = pairs[:MOST]
    note = "Disc and ring: the start. Broken lines: trust limits, which fall with personalism and rise with every step of commitment."
    if len(shown) < len(pairs):
        note = f"{len(shown)} of {len(pairs)} pairs, those of the largest states. {note}"
    trust, ceiling = trajectory.series("trust"), trajectory.series("ceiling")
    marked = flags(events(trajectory), trajectory.months, max(len(shown), 1))
    rows = rows_of(marked)
    figure, drawn = panels(trajectory, max(len(shown), 1), "Who in the core trusts whom", note, rows=(rows, 0))
    both = [k for i, j in shown for k in ((i, j), (j, i))]
    everything = np.array([field[:, i, j] for field in (trust, ceiling) for i, j in both] or [[0.0, 1.0]])
    low, high = everything.min(), everything.max()
    room = 0.06 * max(high - low, 0.2)
    for k, axes in enumerate(drawn):
        title = " and ".join(label(trajectory, row) for row in shown[k]) if shown else "no pair in the core"
        unit = "trust (0 to 1)" if is_left(drawn, axes) else ""
        frame(axes, title, unit, max(low - room, 0), min(high + room, 1), rows if is_top(drawn, axes) else 0)
        mark(axes, marked, is_named=is_top(drawn, axes))
        if shown:
            i, j = shown[k]
            ids = states[i].id, states[j].id
            _pair(axes, np.array([trust[:, i, j], trust[:, j, i]]), np.array([ceiling[:, i, j], ceiling[:, j, i]]), ids)
    return figure


def _pair(axes: Axes, trust: np.ndarray, ceiling: np.ndarray, ids: tuple[str, str]) -> None:
    """Both directions of a pair; limits that coincide show as one line of two colours."""
    months = np.arange(trust.shape[1])
    names = [" in ".join(ids), " in ".join(ids[::-1])]
    labels = []
    for k, colour in enumerate((FIRST, SECOND)):
        axes.step(months, ceiling[k], where="post", color=colour, lw=1.2, ls=(5 * k, (4, 6)), label=f"limit {names[k]}")
        axes.plot(months, trust[k], color=colour, lw=2 if k == 0 else 1.3, label=names[k])
        axes.plot(
            months[:1], trust[k, :1], ls="", marker="o", ms=(4, 8)[k], mfc=(colour, "none")[k], mec=colour, clip_on=False, label="start"
        )
        labels.append(Label(names[k], trust[k, -1], ink(colour)))
    if abs(ceiling[0, -1] - ceiling[1, -1]) < 1e-9:
        labels.append(Label("limit of both", ceiling[0, -1], FAINT))
    else:
        labels += [Label(f"limit {names[k]}", ceiling[k, -1], ink((FIRST, SECOND)[k])) for k in (0, 1)]
    label_ends(axes, labels, SMALL, 72 * RIGHT)
