"""A report as a page of Markdown beside its files."""

from __future__ import annotations

import re

import pandas as pd

from experiments.report.cells import plain
from experiments.report.layout import alternative, shown
from experiments.report.names import figure_file, table_file
from experiments.report.report import Report
from experiments.sections.section import Section


def page(report: Report) -> str:
    """The report as Markdown."""
    answer = "\n".join(f"- {sentence}" for sentence in report.answer)
    made = "\n".join(f"- {name}: {value}" for name, value in report.provenance.items())
    parts = [
        f"# {_literal(report.title)}",
        f"**{_literal(report.question)}**",
        answer,
        *map(section, report.sections),
        f"## Where this comes from\n\n{made}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def section(part: Section) -> str:
    """A section as Markdown: its paragraphs, its tables as far as they are short, its figures."""
    lines = [f"## {_literal(part.title)}", *part.text]
    full = shown(part)
    for name in full:
        table = part.tables[name]
        said = f"{part.captions[name]}: " if name in part.captions else ""
        rest = f" (the first {part.shown} of {len(table)} rows)" if len(table) > part.shown else ""
        lines.append(f"{said}`{table_file(name)}`{rest}\n\n{_table(table.head(part.shown))}")
    if others := [f"`{table_file(name)}`" for name in part.tables if name not in full]:
        lines.append(f"{'Further tables' if full else 'Tables'}: {', '.join(others)}.")
    lines += [f"![{_literal(alternative(part, name))}]({figure_file(name)})" for name in part.figures]
    return "\n\n".join(lines)


def _literal(text: str) -> str:
    """Plain text on one line, in which nothing is a tag."""
    return re.sub(r"<(?=[a-zA-Z/!?])", r"\\<", " ".join(text.split()))


def _table(table: pd.DataFrame) -> str:
    rows = [[plain(value) for value in row] for row in table.itertuples(index=False)]
    lines = [list(map(str, table.columns)), ["---"] * len(table.columns), *rows]
    return "\n".join("| " + " | ".join(_literal(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
