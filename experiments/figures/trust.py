"""Who in the core trusts whom, and how far their trust can go."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.panels import RIGHT, frame, is_left, panels
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
    note = "Disc, ring: the start. Broken: trust limits. Triangles: who is trusted stood by the other in a crisis (up) or did not (down)."
    runs = ""
    if len(shown) < len(pairs):
        runs = f"; {len(shown)} of {len(pairs)} pairs, those of the largest states"
    trust, ceiling = trajectory.series("trust"), trajectory.series("ceiling")
    stood = trajectory.series("supported") - trajectory.series("abandoned")
    figure, drawn = panels(trajectory, max(len(shown), 1), "Who in the core trusts whom", note, runs)
    both = [k for i, j in shown for k in ((i, j), (j, i))]
    everything = np.array([field[:, i, j] for field in (trust, ceiling) for i, j in both] or [[0.0, 1.0]])
    low, high = everything.min(), everything.max()
    room = 0.06 * max(high - low, 0.2)
    for k, axes in enumerate(drawn):
        title = " and ".join(label(trajectory, row) for row in shown[k]) if shown else "no pair in the core"
        unit = "trust (0 to 1)" if is_left(drawn, axes) else ""
        frame(axes, title, unit, max(low - room, 0), min(high + room, 1))
        if shown:
            i, j = shown[k]
            ids = states[i].id, states[j].id
            _pair(axes, *(np.array([field[:, i, j], field[:, j, i]]) for field in (trust, ceiling, stood)), ids=ids)
    return figure


def _pair(axes: Axes, trust: np.ndarray, ceiling: np.ndarray, stood: np.ndarray, ids: tuple[str, str]) -> None:
    """Both directions of a pair; limits that coincide show as one line of two colours."""
    months = np.arange(trust.shape[1])
    names = [" in ".join(ids), " in ".join(ids[::-1])]
    labels = []
    for k, colour in enumerate((FIRST, SECOND)):
        axes.plot(months, ceiling[k], color=colour, lw=1.2, ls=(5 * k, (4, 6)), label=f"limit {names[k]}")
        axes.plot(months, trust[k], color=colour, lw=2 if k == 0 else 1.3, label=names[k])
        axes.plot(
            months[:1], trust[k, :1], ls="", marker="o", ms=(3.5, 6.5)[k], mfc=(colour, "none")[k], mec=colour, clip_on=False, label="start"
        )
        for shape, sign in (("^", 1), ("v", -1)):
            when = np.flatnonzero(stood[k] == sign)
            axes.plot(
                months[when],
                trust[k, when],
                ls="",
                marker=shape,
                ms=6,
                mfc=colour,
                mec="white",
                mew=0.6,
                zorder=3,
                label=f"{shape} {names[k]}",
            )
        labels.append(Label(names[k], trust[k, -1], ink(colour)))
    if abs(ceiling[0, -1] - ceiling[1, -1]) < 1e-9:
        labels.append(Label("limit of both", ceiling[0, -1], FAINT))
    else:
        labels += [Label(f"limit {names[k]}", ceiling[k, -1], ink((FIRST, SECOND)[k])) for k in (0, 1)]
    label_ends(axes, labels, SMALL, 72 * RIGHT)
