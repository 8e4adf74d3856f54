"""What sanctions take from their target, and what they cost the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.events import events, flags, mark, rows_of
from experiments.figures.panels import RIGHT, frame, is_left, panels
from experiments.figures.states import focus, hub, label, measure, members
from experiments.figures.style import COLOURS, FAINT, INK, SMALL, ink
from experiments.figures.text import Label, label_ends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

NOTE = "Loss: unserved needs by the weight of their channel, with their premium in price, and half of the revenue that a price cap takes."
UNSERVED, RECOVERED = "#666666", "#DDDDDD"
"""Colours of needs that nobody serves, and of those that others serve instead."""


def draw(trajectory: Trajectory) -> Figure:
    """Needs of the sanctioned state (``focus``) by channel whose access is closed, and the losses of core and coalition.

    Shares of external needs, 0 to 1: ``lost`` is the upper line, ``unserved`` the lower one, and what lies between
    is served by others by now. The last panel has the loss of every core state and of the coalition (weighted share
    of needs, 0 upwards).
    """
    row = focus(trajectory)
    state = trajectory.scenario.states[row]
    channels = trajectory.scenario.head.channels
    lost, unserved = trajectory.series("lost", state=state.id), trajectory.series("unserved", state=state.id)
    concerned = [*(events(trajectory, state.id, channel) for channel in channels), events(trajectory)]
    marked = [flags(happened, trajectory.months, len(concerned)) for happened in concerned]
    rows = rows_of(*marked)
    figure, drawn = panels(trajectory, len(marked), f"What {state.name} loses to sanctions, and what others lose", NOTE, rows=(rows, rows))
    high = 1.05 * max(lost.max(), 0.01)
    for k, (axes, channel) in enumerate(zip(drawn, channels, strict=False)):
        frame(axes, channel, "share of external needs" if is_left(drawn, axes) else "", 0, high, rows)
        _recovery(axes, lost[:, k], unserved[:, k])
    _loss(trajectory, drawn[-1], row, rows)
    for axes, placed in zip(drawn, marked, strict=True):
        mark(axes, placed)
    return figure


def _recovery(axes: Axes, lost: np.ndarray, unserved: np.ndarray) -> None:
    """What is lost in a channel, split into what others serve by now and what nobody serves."""
    months = np.arange(len(lost))
    axes.fill_between(months, unserved, lost, color=RECOVERED, lw=0)
    axes.fill_between(months, 0, unserved, color=UNSERVED, lw=0)
    axes.plot(months, lost, color=INK, lw=1.5, label="lost")
    axes.plot(months, unserved, color=UNSERVED, lw=1, label="unserved")
    end, left = lost[-1], unserved[-1]
    labels = [Label("access lost" if lost.max() > 0.005 else "nothing lost", end, INK)]
    if end > 0.1 * axes.get_ylim()[1]:
        labels += [Label("unserved", left / 2, ink(UNSERVED)), Label("recovered", (end + left) / 2, FAINT)]
    label_ends(axes, labels, SMALL, 72 * RIGHT)


def _loss(trajectory: Trajectory, axes: Axes, row: int, rows: int) -> None:
    """Loss of the core states, the state that the figure follows, and the coalition."""
    states, loss = trajectory.scenario.states, trajectory.series("loss")
    coalition = measure(trajectory, "coalition_loss")
    shown = [row, *(i for i in members(trajectory, "core") if i != row)]
    months = np.arange(len(loss))
    high = 1.05 * max(loss[:, shown].max(), coalition.max(), 0.01)
    frame(axes, "loss of the core and of the coalition", "weighted share of needs", 0, high, rows)
    labels = []
    if members(trajectory, "coalition"):
        axes.plot(months, coalition, color=COLOURS["coalition"], lw=2, label="coalition")
        labels.append(Label("coalition", coalition[-1], ink(COLOURS["coalition"])))
    for i in shown:
        colour = COLOURS["hub" if i == hub(trajectory) else states[i].group]
        axes.plot(months, loss[:, i], color=colour, lw=2 if i == row else 1.3, label=states[i].id)
        labels.append(Label(label(trajectory, i), loss[-1, i], ink(colour)))
    label_ends(axes, labels, SMALL, 72 * RIGHT)
