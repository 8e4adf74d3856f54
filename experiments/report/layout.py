"""What every page shows of a section, and in which words."""

from __future__ import annotations

from experiments.report.names import words
from experiments.sections.section import Section

MOST_TABLES = 12
"""Tables of a section that a page shows; the others it names."""


def shown(section: Section) -> list[str]:
    """Names of the tables that a page shows: those with rows, unless the section shows none."""
    return [name for name, table in section.tables.items() if section.shown and len(table)][:MOST_TABLES]


def caption(section: Section, name: str) -> str:
    """What a table or figure is called, as inline Markdown."""
    return section.captions.get(name) or words(name)


def alternative(section: Section, name: str) -> str:
    """What a figure shows, in words: as the section says, else where it belongs and what it is called."""
    return " ".join((section.alt.get(name) or f"{section.title}: {words(name)}").split())


def table_of(section: Section, figure: str) -> str | None:
    """The name of the table with the numbers of a figure: its own, else one of the same name from the second word on, else the first.

    None where the section has no tables.
    """
    what = figure.partition("_")[2]
    alike = [name for name in section.tables if what and name.partition("_")[2] == what]
    return figure if figure in section.tables else next(iter([*alike, *section.tables]), None)
