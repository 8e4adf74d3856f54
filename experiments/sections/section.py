"""The type of a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Section:
    """A part of a report.

    Parameters
    ----------
    title : plain text.
    text : paragraphs of Markdown, without headings, tables, images and HTML.
    tables : by name, written as CSV.
    figures : by name. Its numbers are said to be in the table of its name, else in one that is named alike from the second word on
        (``screening_trust``, ``sensitivity_trust``), else in the first.
    shown : rows of a table that the Markdown page shows; with 0 tables are named and not shown on any page.
    alt : what a figure shows, by its name, in words for those who do not see it.
    captions : inline Markdown for a table and the figure of the same name; by default the name itself.
    """

    title: str
    text: list[str]
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    shown: int = 25
    alt: Mapping[str, str] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
