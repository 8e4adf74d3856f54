"""Who serves the needs of the sanctioned state, channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection

from experiments.figures.events import events, flags, mark, rows_of
from experiments.figures.panels import RIGHT, frame, is_left, panels
from experiments.figures.states import PARTNERS, focus, label, partners
from experiments.figures.style import COLOURS, FAINT, SMALL, ink
from experiments.figures.text import Label, label_ends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

ORDER = ("hub", "core", "client", "swing", "rest", "attacked", "coalition")
"""Roles from the bottom of a panel to its top."""
NOTE = "rest, unserved: the rest of the world, home supply, and needs that nobody serves. Where the state sells, its buyers count."
LEAST = 0.02
"""Share of needs that a band must reach in some month to be labelled."""


def draw(trajectory: Trajectory) -> Figure:
    """Shares of external needs of the sanctioned state (``focus``) by who serves them, 0 to 1, one panel a channel.

    The last panel weighs the channels as the model does. The line at the top of a band carries its role as label and
    the sum of the shares up to it as data.
    """
    row = focus(trajectory)
    state = trajectory.scenario.states[row]
    channels = trajectory.scenario.head.channels
    share, weight = trajectory.series("share", state=state.id), trajectory.series("weight")[0]
    outlets = trajectory.series("outlets", state=state.id)[0]
    everything = np.einsum("tcj,c->tj", share, weight / weight.sum())
    concerned = [events(trajectory, state.id, channel) for channel in (*channels, "")]
    marked = [flags(happened, trajectory.months, len(concerned)) for happened in concerned]
    rows = rows_of(*marked)
    figure, drawn = panels(trajectory, len(marked), f"Who serves the needs of {state.name}", NOTE, rows=(rows, rows))
    roles = partners(trajectory, row)
    names = {role: label(trajectory, who[0]) if len(who) == 1 else PARTNERS[role] for role, who in roles.items()}
    for k, axes in enumerate(drawn):
        title = f"{channels[k]}{_side(outlets[k])}" if k < len(channels) else "all channels, weighted"
        frame(axes, title, "share of external needs" if is_left(drawn, axes) else "", 0, 1, rows)
        _stack(axes, share[:, k] if k < len(channels) else everything, roles, names)
        mark(axes, marked[k])
    return figure


def _side(outlets: float) -> str:
    """What a channel's row of shares counts where that is not suppliers alone."""
    return "" if outlets <= 0 else " (buyers)" if outlets >= 1 else " (both ways)"


def _stack(axes: Axes, share: np.ndarray, roles: dict[str, list[int]], names: dict[str, str]) -> None:
    """Bands of the roles present, one on the other; ``share`` is months by partners."""
    bands = {role: share[:, rows].sum(axis=1) for role, rows in roles.items() if rows}
    bands["rest"] = np.clip(1 - share.sum(axis=1), 0, 1)
    bottom, months = np.zeros(len(share)), np.arange(len(share))
    there_and_back = np.concatenate([months, months[::-1]])
    shapes, colours, labels = [], [], []
    for role in (role for role in ORDER if role in bands):
        top = bottom + bands[role]
        shapes.append(np.column_stack([there_and_back, np.concatenate([bottom, top[::-1]])]))
        colours.append(COLOURS[role])
        axes.plot(months, top, color="white", lw=0.8, label=role)
        if bands[role].max() >= LEAST:
            middle, colour = (bottom[-1] + top[-1]) / 2, FAINT if role == "rest" else ink(COLOURS[role])
            labels.append(Label(names.get(role, "rest, unserved"), middle, colour))
        bottom = top
    axes.add_collection(PolyCollection(shapes, facecolors=colours, linewidths=0), autolim=False)
    label_ends(axes, labels, SMALL, 72 * RIGHT)
