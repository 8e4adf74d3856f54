"""Run targets: which, on which folders, and what came of them."""

from __future__ import annotations

import math
import os
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, NamedTuple

from experiments.reproducing.finding import Finding
from experiments.reproducing.folder import VARIABLE, DataError, Folder, carried, lacking, places, refuse
from experiments.reproducing.target import Target
from experiments.reproducing.targets import TARGETS
from simulation.faults import BlocformError, Fault, nearest

LIST = "blocform reproduce --list"
"""What names the targets and their files."""


class Case(NamedTuple):
    """A target on a folder; the folder is None where its data are missing."""

    name: str
    target: Target
    folder: Folder | None

    @property
    def source(self) -> str:
        """The source of the target, or of what shape a folder of another name is."""
        return self.target.source if self.name == self.target.name else f"as {self.target.name}"


class Result(NamedTuple):
    """What came of a case: its findings, how long they took, and the digest of the tables that were read.

    ``missing`` says what lacks where it was skipped, and ``error`` what stopped it where it could not be run.
    """

    case: Case
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    digest: str = ""
    missing: str = ""
    error: str = ""

    @property
    def verdict(self) -> Literal["passes", "fails", "skipped", "stopped"]:
        """*fails* where anything that is required falls outside; *skipped* for want of data, *stopped* by an error."""
        if self.missing or self.error:
            return "skipped" if self.missing else "stopped"
        return "fails" if any(finding.verdict == "fails" for finding in self.findings) else "passes"


def reproduce(cases: Sequence[Case]) -> Iterator[Result]:
    """The results of the cases, one after the other; one that cannot be run does not stop the others."""
    for case in cases:
        if case.folder is None:
            yield Result(case, missing=_missing(case))
            continue
        start = perf_counter()
        try:
            findings = tuple(case.target.findings(case.folder))
        except BlocformError as error:
            yield Result(case, seconds=perf_counter() - start, error=str(error))
        except Exception as error:  # a fault of ours is told as one, and never taken for a number that falls outside
            line = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__}: {error} ({Path(line.filename).name}, line {line.lineno}); a fault of the program"
            yield Result(case, seconds=perf_counter() - start, error=said)
        else:
            yield Result(case, findings, perf_counter() - start, case.folder.digest)


def cases(names: Sequence[str], given: Path | None = None) -> list[Case]:
    """The cases of these names, all by default: targets on their own data, or folders in ``given`` that have the shape of one.

    Raises DataError for every name that there is not, and for a folder of a target that lacks a file.
    """
    known = {name: Case(name, target, carried(name, target.files)) for name, target in TARGETS.items()} if given is None else _in(given)
    where = "reproduce" if given is None else str(given)
    listed = f"a name that {LIST if given is None else f'{LIST} --data {given}'} prints"
    refuse([Fault(where, "target", name, listed, nearest(name, known)) for name in names if name not in known])
    return [known[name] for name in dict.fromkeys(names or known)]


def plain(result: Result) -> dict[str, Any]:
    """A result as plain values for JSON; numbers that are none are null."""
    case = result.case
    extra = ("difference", "tolerance", "verdict")
    rows = [
        {key: _null(value) for key, value in (finding._asdict() | {name: getattr(finding, name) for name in extra}).items()}
        for finding in result.findings
    ]
    return {
        "target": case.name, "source": case.source, "label": case.target.label, "verdict": result.verdict, "seconds": result.seconds,
        "digest": result.digest, "missing": result.missing, "error": result.error, "findings": rows,
    }  # fmt: skip


def plain_case(case: Case) -> dict[str, Any]:
    """A target as plain values for JSON; ``data`` is the folder that holds its tables, null where they are missing."""
    target = case.target
    return {
        "target": case.name, "source": case.source, "what": target.what, "label": target.label, "files": list(target.files),
        "data": str(case.folder.path) if case.folder else None, "missing": "" if case.folder else _missing(case),
    }  # fmt: skip


def _null(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _in(given: Path) -> dict[str, Case]:
    """Folders that have the shape of a target: in ``given``, in ``published`` there, and ``given`` itself."""
    places = [given, *(place for root in (given, given / "published") if root.is_dir() for place in sorted(root.iterdir()))]
    found: dict[str, Case] = {}
    faults: list[Fault] = []
    for place in (place.resolve() for place in places if place.is_dir()):
        there = {file.name for file in place.iterdir()}
        target = TARGETS.get(place.name) or next((one for one in TARGETS.values() if there.issuperset(one.files)), None)
        if target is None:
            continue
        faults += [Fault(str(place), "file", "missing", file) for file in lacking(place, target.files)]
        before = found.setdefault(place.name, Case(place.name, target, Folder(place))).folder
        if before and before.path != place:
            faults.append(Fault(str(given), "folder", f"{before.path} and {place}", f"one folder of the name {place.name}"))
    refuse(faults)
    if not found:
        raise DataError([Fault(str(given), "--data", str(given), f"a folder of folders with the files of a target; {LIST} names them")])
    return found


def _missing(case: Case) -> str:
    """Where the tables of a case were looked for, and which of them were not there."""
    files = case.target.files
    tried = [f"{place} lacks {', '.join(lacking(place, files))}" for place in places(case.name)]
    unset = [] if os.environ.get(VARIABLE) else [f"{VARIABLE}, which names a folder for data of others, is not set"]
    return "; ".join([*tried, *unset, "--data takes another folder"])
