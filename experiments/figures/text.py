"""Text in figures: how wide it is, where it fits, and the labels that stand beside what they name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Label(NamedTuple):
    """A text beside the end of a line: where the line ends on the y axis, and the colour of the text."""

    text: str
    y: float
    colour: str


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """Width of a text in points at a size in points."""
    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=size), ismath=False)[0]) if text else 0.0


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``room`` points; "" where fewer than three letters would stay."""
    if width(text, size) <= room:
        return text
    for length in range(len(text) - 1, 2, -1):
        cut = text[:length].rstrip(" ,") + "…"
        if width(cut, size) <= room:
            return cut
    return ""


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least ``gap`` apart and as near as can be to those wanted (least squares), within ``low`` to ``high``.

    Too many for the room go on beyond ``high``.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    blocks: list[tuple[float, int]] = []
    for rank, k in enumerate(order):
        mean, count = wanted[k] - rank * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, size = blocks.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        blocks.append((mean, count))
    free = [mean for mean, count in blocks for _ in range(count)]
    last = high - (len(wanted) - 1) * gap
    placed = [0.0] * len(wanted)
    for rank, k in enumerate(order):
        placed[k] = max(min(free[rank], last), low) + rank * gap
    return placed


def label_ends(axes: Axes, labels: Sequence[Label], size: float, room: float) -> None:
    """Write labels to the right of a panel, moved apart where they would overlap; those that find no place are left out.

    Parameters
    ----------
    labels : the first are the last to be left out.
    size, room : size of type and space to the right of the axes, in points.
    """
    bottom, top = axes.get_ylim()
    box = axes.get_position()
    wide, high = (72 * side for side in axes.figure.get_size_inches())
    wide, high = wide * box.width, high * box.height
    unit = (top - bottom) / high
    gap = 1.15 * size * unit
    kept = labels[: int((top - bottom) / gap) + 1]
    places = spread([label.y for label in kept], gap, bottom, top)
    across = axes.get_yaxis_transform()
    for label, place in zip(kept, places, strict=True):
        axes.plot([1 + 1 / wide, 1 + 7 / wide], [label.y, place], color=label.colour, lw=0.6, transform=across, clip_on=False)
        text = fitted(label.text, size, room - 10)
        axes.text(1 + 9 / wide, place, text, transform=across, fontsize=size, color=label.colour, va="center_baseline", parse_math=False)
