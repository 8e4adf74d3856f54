"""Texts of a figure: all of them, and whether they stay on the sheet and off each other."""

from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text


def said(figure: Figure) -> list[str]:
    """Every text of a figure."""
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def check_texts(figure: Figure) -> None:
    """Every text lies within the figure and on no other."""
    figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    for text, box in boxes:
        assert box.x0 >= -1, text
        assert box.x1 <= figure.bbox.width + 1, text
        assert box.y0 >= -1, text
        assert box.y1 <= figure.bbox.height + 1, text
    for (first, a), (second, b) in combinations(boxes, 2):
        wide, deep = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 2 or deep <= 0.3 * min(a.height, b.height), f"{first!r} on {second!r}"
