"""The type of a section."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Section:
    """A part of ``analysis.md``.

    ``text`` are paragraphs of Markdown; ``tables`` are written as CSV and shown with up to ``shown`` rows; ``figures`` as PNG.
    """

    title: str
    text: list[str]
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    shown: int = 25
