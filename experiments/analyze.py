"""From the folder of a sweep to ``analysis.md`` with its tables and figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.files import write, write_csv
from experiments.sections.alone import alone
from experiments.sections.discovery import discovery
from experiments.sections.fractures import fractures
from experiments.sections.overview import overview
from experiments.sections.phases import phases
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from experiments.sections.sensitivity import sensitivity
from experiments.sections.thresholds import thresholds
from experiments.sections.warnings import warnings
from experiments.sweeps.result import read
from experiments.sweeps.store import versions

SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (
    overview,
    alone,
    phases,
    sensitivity,
    discovery,
    fractures,
    warnings,
    thresholds,
)
"""Sections in their order."""
MOST_TABLES = 12
"""Tables of a section that the page shows; the others it names."""


def analyze(
    folder: Path, out: Path | None = None, over: tuple[str, ...] = (), tell: Callable[[str], None] = lambda title: None
) -> tuple[list[Path], list[Section]]:
    """Read the finished runs of a sweep and write what they say.

    Parameters
    ----------
    folder : of the sweep.
    out : where ``analysis.md``, ``tables/*.csv`` and ``figures/*.png`` go, by default ``folder/analysis``.
    over : one or two factors for the phase diagram.
    tell : called with the title of every section that is finished.

    Returns
    -------
    The files written, ``analysis.md`` last, and the sections.

    Raises
    ------
    SweepError, StudyError
        where there is no sweep to read, or no such factor.
    """
    result = read(folder)
    reading = Reading(result, over)
    out = out or folder / "analysis"
    before = _named(out)
    files, sections, parts = [], [], [_head(reading)]
    for make in SECTIONS if len(reading.table) else (overview,):
        section = make(reading)
        if section is None:
            continue
        files += [write_csv(out / table_file(name), table) for name, table in section.tables.items()]
        for name, figure in section.figures.items():
            files.append(write(out / figure_file(name), partial(figure.savefig, pil_kwargs={"compress_level": 1})))
        parts.append(markdown(section))
        sections.append(section)
        tell(section.title)
    page = "\n\n".join([*parts, _foot(reading)]) + "\n"
    files.append(write(out / "analysis.md", lambda path: path.write_text(page, encoding="utf-8")))
    for file in before - set(files):
        file.unlink(missing_ok=True)
    return files, sections


def table_file(name: str) -> str:
    """Where the table of that name is kept, below the folder of the analysis."""
    return f"tables/{_clean(name)}.csv"


def figure_file(name: str) -> str:
    """Where the figure of that name is kept."""
    return f"figures/{_clean(name)}.png"


def _clean(name: str) -> str:
    """A name without what a path or a link would take for something else: factors may be called anything."""
    return "".join(c if c.isalnum() else "_" for c in name).strip("_")


def _named(out: Path) -> set[Path]:
    """Tables and figures that an earlier page in the folder names, which go unless they are written again."""
    page = out / "analysis.md"
    text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    return {out / file for file in re.findall(r"\b(?:tables/\w+\.csv|figures/\w+\.png)", text)}


def markdown(section: Section) -> str:
    """A section as Markdown: its paragraphs, its tables as far as they are short, its figures."""
    lines = [f"## {section.title}", *section.text]
    full = [name for name, table in section.tables.items() if section.shown and len(table)][:MOST_TABLES]
    for name in full:
        table = section.tables[name]
        rest = f" (the first {section.shown} of {len(table)} rows)" if len(table) > section.shown else ""
        lines.append(f"`{table_file(name)}`{rest}\n\n{_table(table.head(section.shown))}")
    if others := [f"`{table_file(name)}`" for name in section.tables if name not in full]:
        lines.append(f"{'Further tables' if full else 'Tables'}: {', '.join(others)}.")
    lines += [f"![{_clean(name).replace('_', ' ')}]({figure_file(name)})" for name in section.figures]
    return "\n\n".join(lines)


def _table(table: pd.DataFrame) -> str:
    rows = [[_cell(value) for value in row] for row in table.itertuples(index=False)]
    lines = [list(map(str, table.columns)), ["---"] * len(table.columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.4g}"
    return "" if value is None else str(value)


def _head(reading: Reading) -> str:
    return f"# {reading.study.title}"


def _foot(reading: Reading) -> str:
    plan = reading.result.plan
    made = ", ".join(f"{name} {number}" for name, number in versions().items())
    return (
        "## Where this comes from\n\n"
        f"Study `{plan.study.name}`, digest `{plan.digest[:16]}`, seed {plan.study.seed}; read with {made}. The "
        f"manifest beside the runs holds "
        "the whole plan; `blocform rerun DIR ROW REPLICATE` makes any run again with everything that happened in it."
    )
