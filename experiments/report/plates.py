"""Tables and figures as the page of HTML shows them: numbered, with their words and their data."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from markupsafe import Markup

from experiments.figures.formats import png, svg
from experiments.files import csv
from experiments.report.cells import Column, columns
from experiments.report.layout import alternative, caption, shown, table_of
from experiments.report.names import figure_file, table_file
from experiments.report.prose import line, paragraphs
from experiments.report.report import Report
from experiments.sections.section import Section

MOST_ROWS = 500
"""Rows of a table that the page shows; all are in the file that it holds."""
WIDE = 145
"""Letters of a row, with two between columns, that have room beside each other."""
LARGEST_SVG = 200_000
"""Bytes of a figure as SVG from which on it is shown as PNG, whose size does not grow with what is drawn."""


@dataclass(frozen=True)
class Plate:
    """A table or figure: ``id`` such as ``table-2``, ``label`` such as *Table 2*, the name of its file, ``data`` as an address."""

    id: str
    label: str
    caption: Markup
    file: str
    data: str

    @property
    def kind(self) -> str:
        """What its data are: CSV, SVG or PNG."""
        return self.file.rpartition(".")[2].upper()


@dataclass(frozen=True)
class Table(Plate):
    """A table with the columns that are shown of it, none where it is only named."""

    rows: int
    columns: list[Column]

    @property
    def is_wide(self) -> bool:
        """Whether it is too wide for the column of the page, or for upright paper, unless intervals stand below their numbers."""
        return sum(column.width + 2 for column in self.columns) > WIDE


@dataclass(frozen=True)
class Figure(Plate):
    """A figure, what it shows in words, and the table that holds its numbers."""

    alt: str
    table: Table | None


@dataclass(frozen=True)
class Part:
    """A section: its text as HTML, its figures, and its tables, those that are only named last."""

    id: str
    title: str
    text: Markup
    figures: list[Figure]
    tables: list[Table]


def parts(report: Report) -> list[Part]:
    """The sections of a report, their tables and figures numbered through it."""
    tables, figures = count(1), count(1)
    plates = [_tables(section, tables) for section in report.sections]
    links = {table_file(name): f"#{table.id}" for named in plates for name, table in named.items()}
    return [
        Part(f"section-{k}", section.title, paragraphs(section.text, links), _figures(section, figures, named), list(named.values()))
        for k, (section, named) in enumerate(zip(report.sections, plates, strict=True), 1)
    ]


def _tables(section: Section, numbers: count[int]) -> dict[str, Table]:
    full = shown(section)
    made = {}
    for name in (*full, *(name for name in section.tables if name not in full)):
        table, k = section.tables[name], next(numbers)
        seen = columns(table.head(MOST_ROWS)) if name in full else []
        words, data = line(caption(section, name)), _address("text/csv;charset=utf-8", csv(table))
        made[name] = Table(f"table-{k}", f"Table {k}", words, Path(table_file(name)).name, data, len(table), seen)
    return made


def _figures(section: Section, numbers: count[int], tables: dict[str, Table]) -> list[Figure]:
    made = []
    for name, figure in section.figures.items():
        drawn, k = svg(figure), next(numbers)
        is_small = len(drawn) <= LARGEST_SVG
        data = _address("image/svg+xml", drawn) if is_small else _address("image/png", png(figure))
        file = Path(figure_file(name)).with_suffix(".svg" if is_small else ".png").name
        table = tables.get(table_of(section, name) or "")
        words = line(caption(section, name))
        made.append(Figure(f"figure-{k}", f"Figure {k}", words, file, data, alternative(section, name), table))
    return made


def _address(kind: str, content: bytes) -> str:
    """Content as an address that holds it."""
    return f"data:{kind};base64,{b64encode(content).decode()}"
