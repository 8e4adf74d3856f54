"""Looks of the figures: sizes, colours, and the sheet that each is drawn on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from experiments.figures.text import fitted

if TYPE_CHECKING:
    from simulation.trajectory import Trajectory

WIDTH, DPI = 10.0, 150
"""Width of every figure in inches, and its dots per inch."""
HEADING, TEXT, SMALL = 13.0, 9.0, 8.0
"""Sizes of type in points: title of a figure, title of a panel, everything else."""
LINE = 8.7
"""Height of a row of names of events in points."""
COLOURS = {
    "hub": "#D55E00",
    "core": "#E69F00",
    "client": "#CC79A7",
    "swing": "#009E73",
    "rest": "#CCCCCC",
    "attacked": "#56B4E9",
    "coalition": "#0072B2",
}
"""Colour of a group of states in every figure (Okabe and Ito's palette, safe for the colour blind)."""
INK, FAINT = "#222222", "#666666"
"""Colours of text and lines that belong to no group."""


def ink(colour: str) -> str:
    """The colour darkened until small text in it can be read on white."""
    red, green, blue = to_rgb(colour)
    return to_hex((0.72 * red, 0.72 * green, 0.72 * blue))


def sheet(trajectory: Trajectory, height: float, title: str, note: str = "", runs: str = "") -> Figure:
    """An empty figure with its title, the run that it shows, and a note below.

    Parameters
    ----------
    height : inches.
    note : a line at the foot that says how to read the figure.
    runs : what is added to the line that names the run.
    """
    run = f"{trajectory.scenario.head.title}, seed {trajectory.seed}, replicate {trajectory.replicate}{runs}"
    return page(height, title, run, note)


def page(height: float, title: str, about: str = "", note: str = "") -> Figure:
    """An empty figure with its title, what it is about in a line below, and a note at the foot."""
    figure = Figure(figsize=(WIDTH, height), dpi=DPI)
    FigureCanvasAgg(figure)
    room = 72 * (WIDTH - 0.3)
    lines = ((height - 0.10, title, HEADING, INK, "top"), (height - 0.34, about, SMALL, FAINT, "top"), (0.08, note, SMALL, FAINT, "bottom"))
    for y, text, points, colour, side in lines:
        figure.text(0.15 / WIDTH, y / height, fitted(text, points, room), fontsize=points, color=colour, va=side, parse_math=False)
    return figure
