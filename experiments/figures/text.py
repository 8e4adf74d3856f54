"""Text in figures: how wide it is, where it fits, and the labels that stand beside what they name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.collections import LineCollection
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
def width(text: str, points: float) -> float:
    """Width of a text in points at a size in points."""
    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=points), ismath=False)[0]) if text else 0.0


def number(value: float, digits: int) -> str:
    """A number with so many significant digits at most, its minus as long as its plus."""
    return f"{value:.{digits}g}".replace("-", "\u2212")


def fitted(text: str, points: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``room`` points; "" where fewer than three letters would stay."""
    if width(text, points) <= room:
        return text
    for length in range(len(text) - 1, 2, -1):
        cut = text[:length].rstrip(" ,") + "…"
        if width(cut, points) <= room:
            return cut
    return ""


def wrapped(text: str, points: float, room: float, most: int) -> list[str]:
    """The text in lines no wider than ``room`` points, ``most`` of them; what does not fit is cut in the last."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        kept = len(words)
        while kept > 1 and width(" ".join(words[:kept]), points) > room:
            kept -= 1
        lines.append(fitted(" ".join(words[:kept]), points, room))
        words = words[kept:]
    return [*lines, fitted(" ".join(words), points, room)] if words else lines


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least ``gap`` apart and as near as can be to those wanted (least squares), within ``low`` to ``high``.

    Too many for the room go on beyond ``high``.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    blocks: list[tuple[float, int]] = []
    for rank, k in enumerate(order):
        mean, count = wanted[k] - rank * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, merged = blocks.pop()
            mean, count = (before * merged + mean * count) / (merged + count), merged + count
        blocks.append((mean, count))
    free = [mean for mean, count in blocks for _ in range(count)]
    last = high - (len(wanted) - 1) * gap
    placed = [0.0] * len(wanted)
    for rank, k in enumerate(order):
        placed[k] = max(min(free[rank], last), low) + rank * gap
    return placed


def size(axes: Axes) -> tuple[float, float]:
    """Width and height of a panel in points."""
    return 72 * axes.bbox.width / axes.figure.dpi, 72 * axes.bbox.height / axes.figure.dpi


def label_ends(axes: Axes, labels: Sequence[Label], points: float, room: float) -> None:
    """Write labels to the right of a panel, moved apart where they would overlap; those that find no place are left out.

    Parameters
    ----------
    labels : the first are the last to be left out.
    points, room : size of type and space to the right of the axes, in points.
    """
    bottom, top = axes.get_ylim()
    wide, high = size(axes)
    gap = 1.15 * points * (top - bottom) / high
    kept = labels[: int((top - bottom) / gap) + 1]
    places = spread([label.y for label in kept], gap, bottom, top)
    across = axes.get_yaxis_transform()
    ends = [((1 + 1 / wide, label.y), (1 + 7 / wide, place)) for label, place in zip(kept, places, strict=True)]
    lines = LineCollection(ends, colors=[label.colour for label in kept], linewidths=0.6, transform=across, clip_on=False)
    axes.add_collection(lines, autolim=False)
    for label, place in zip(kept, places, strict=True):
        text = fitted(label.text, points, room - 13)
        axes.text(1 + 9 / wide, place, text, transform=across, fontsize=points, color=label.colour, va="center_baseline", parse_math=False)
