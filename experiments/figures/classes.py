"""Colours of the outcome classes."""

from __future__ import annotations

from matplotlib.colors import to_hex, to_rgb

from experiments.figures.style import COLOURS, FAINT
from simulation.outcome import CLASSES

SHADES = dict(zip(CLASSES, (COLOURS["coalition"], FAINT, COLOURS["hub"], COLOURS["client"]), strict=True))
"""Colour of each class."""


def pale(colour: str) -> str:
    """The colour with so much white that it says the same with less weight."""
    red, green, blue = to_rgb(colour)
    return to_hex((0.7 + 0.3 * red, 0.7 + 0.3 * green, 0.7 + 0.3 * blue))
