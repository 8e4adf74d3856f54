"""From a report to its files."""

from __future__ import annotations

from pathlib import Path

from experiments.figures.formats import png
from experiments.files import write_bytes, write_csv
from experiments.report import html
from experiments.report import markdown as md
from experiments.report.names import figure_file, files_named, table_file
from experiments.report.report import Report


def write(report: Report, folder: Path, markdown: str = "report.md") -> list[Path]:
    """Write a report into a folder; tables and figures of an earlier one in it, those that its Markdown names, go.

    Parameters
    ----------
    report : what to write.
    folder : made where it is missing.
    markdown : name of the Markdown page.

    Returns
    -------
    The files written: ``tables/*.csv``, ``figures/*.png``, ``report.html``, which needs none of the others, and the Markdown page last.

    Raises
    ------
    OSError
        where a file cannot be written, with its name; no fragment of it is left.
    """
    # Made first, so that a fault in a figure or a text leaves an earlier report as it is.
    pages = {"report.html": html.page(report), markdown: md.page(report)}
    earlier = files_named(folder / markdown)
    files = []
    for section in report.sections:
        files += [write_csv(folder / table_file(name), table) for name, table in section.tables.items()]
        files += [write_bytes(folder / figure_file(name), png(figure)) for name, figure in section.figures.items()]
    files += [write_bytes(folder / name, page.encode()) for name, page in pages.items()]
    for file in earlier - set(files):
        file.unlink(missing_ok=True)
    return files
