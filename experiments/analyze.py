"""From the folder of a sweep to its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from experiments.report.report import Report
from experiments.report.writing import write
from experiments.sections.alone import alone
from experiments.sections.answer import answer
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


def analyze(
    folder: Path, out: Path | None = None, over: tuple[str, ...] = (), tell: Callable[[str], None] = lambda title: None
) -> tuple[list[Path], Report]:
    """Read the finished runs of a sweep and write what they say.

    Parameters
    ----------
    folder : of the sweep.
    out : where ``report.html``, ``analysis.md``, ``tables/*.csv`` and ``figures/*.png`` go, by default ``folder/analysis``.
    over : one or two factors for the phase diagram.
    tell : called with the title of every section that is finished.

    Returns
    -------
    The files written, ``analysis.md`` last, and the report.

    Raises
    ------
    SweepError, StudyError
        where there is no sweep to read, or no such factor.
    """
    result = read(folder)
    reading = Reading(result, over)
    sections = []
    for make in SECTIONS if len(reading.table) else (overview,):
        section = make(reading)
        if section is not None:
            sections.append(section)
            tell(section.title)
    report = Report(reading.study.title, reading.study.question, answer(reading), sections, _provenance(reading))
    return write(report, out or folder / "analysis", "analysis.md"), report


def _provenance(reading: Reading) -> dict[str, str]:
    plan = reading.result.plan
    return {
        "Study": f"`{plan.study.name}`",
        "Digest": f"`{plan.digest[:16]}`",
        "Seed": str(plan.study.seed),
        "Read with": ", ".join(f"{name} {number}" for name, number in versions().items()),
        "Made again by": "`blocform rerun DIR ROW REPLICATE`, any run with everything that happened in it; the manifest beside the runs "
        "holds the whole plan.",
    }
