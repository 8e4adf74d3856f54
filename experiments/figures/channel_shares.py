"""Who serves the needs of the sanctioned state, channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.events import events, mark_events
from experiments.figures.states import PARTNERS, focus, label, partners
from experiments.figures.style import COLOURS, RIGHT, SMALL, frame, ink, panels
from experiments.figures.text import Label, label_ends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

ORDER = ("hub", "core", "client", "swing", "rest", "attacked", "coalition")
"""Roles from the bottom of a panel to its top."""
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
    everything = np.einsum("tcj,c->tj", share, weight / weight.sum())[:, None]
    note = "rest, unserved: the rest of the world, home supply, and needs that nobody serves. Channels that the state sells into count its buyers."
    figure, drawn = panels(trajectory, len(channels) + 1, f"Who serves the needs of {state.name}", note)
    roles = partners(trajectory, row)
    names = {role: label(trajectory, rows[0]) if len(rows) == 1 else PARTNERS[role] for role, rows in roles.items()} | {"rest": "rest, unserved"}
    marked = [events(trajectory, state.id, channel) for channel in (*channels, "")]
    rows = [mark_events(axes, happened) for axes, happened in zip(drawn, marked, strict=True)]
    for k, axes in enumerate(drawn):
        title = f"{channels[k]}{_side(outlets[k])}" if k < len(channels) else "all channels, weighted"
        frame(axes, title, "share of external needs" if axes.get_subplotspec().is_first_col() else "", 0, 1, max(rows))
        _stack(axes, share[:, k] if k < len(channels) else everything[:, 0], roles, names)
    return figure


def _side(outlets: float) -> str:
    """What a channel's row of shares counts where that is not suppliers alone."""
    return "" if outlets <= 0 else " (buyers)" if outlets >= 1 else " (both ways)"


def _stack(axes: Axes, share: np.ndarray, roles: dict[str, list[int]], names: dict[str, str]) -> None:
    """Bands of the roles present, one on the other; ``share`` is months by partners."""
    bands = {role: share[:, rows].sum(axis=1) for role, rows in roles.items() if rows}
    bands["rest"] = np.clip(1 - share.sum(axis=1), 0, 1)
    bottom, months = np.zeros(len(share)), np.arange(len(share))
    labels = []
    for role in (role for role in ORDER if role in bands):
        top = bottom + bands[role]
        axes.fill_between(months, bottom, top, color=COLOURS[role], lw=0)
        axes.plot(months, top, color="white", lw=0.8, label=role)
        if bands[role].max() >= LEAST:
            labels.append(Label(names[role], (bottom[-1] + top[-1]) / 2, ink(COLOURS[role])))
        bottom = top
    label_ends(axes, labels, SMALL, 72 * RIGHT)
