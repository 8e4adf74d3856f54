"""From a report to its files."""

from __future__ import annotations

from pathlib import Path

from experiments.report.report import Report


def write(report: Report, folder: Path, markdown: str = "report.md") -> list[Path]:
    """Write a report into a folder; tables and figures of an earlier report in it go.

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
    raise NotImplementedError
