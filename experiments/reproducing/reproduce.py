"""Run targets: which, on which folders, and what came of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from experiments.reproducing.finding import Finding
from experiments.reproducing.folder import VARIABLE, DataError, Folder, carried
from experiments.reproducing.target import Target
from experiments.reproducing.targets import TARGETS
from simulation.faults import Fault, unknown


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
    """What came of a case: its findings, how long they took, the digest of the tables that were read; ``missing`` where it was skipped."""

    case: Case
    findings: tuple[Finding, ...]
    seconds: float
    digest: str
    missing: str

    @property
    def fails(self) -> bool:
        """Whether anything that is required falls outside."""
        return any(finding.verdict == "fails" for finding in self.findings)


def reproduce(cases: Sequence[Case]) -> Iterator[Result]:
    """The results of the cases, one after the other."""
    for case in cases:
        if case.folder is None:
            yield Result(case, (), 0.0, "", _missing(case))
            continue
        start = perf_counter()
        findings = tuple(case.target.findings(case.folder))
        yield Result(case, findings, perf_counter() - start, case.folder.digest, "")


def cases(names: Sequence[str], given: Path | None = None) -> list[Case]:
    """The cases of these names, all by default: targets on their own data, or folders in ``given`` that have the shape of one.

    Raises DataError for every name that there is not, and for a folder of a target that lacks a file.
    """
    known = {name: Case(name, target, carried(name, target.files)) for name, target in TARGETS.items()} if given is None else _in(given)
    where = "reproduce" if given is None else str(given)
    faults = [unknown(where, "target", name, known) for name in names if name not in known]
    if faults:
        raise DataError(faults)
    return [known[name] for name in dict.fromkeys(names or known)]


def plain(result: Result) -> dict[str, Any]:
    """A result as plain values for JSON; numbers that are none are null."""
    head = {"target": result.case.name, "source": result.case.source, "label": result.case.target.label}
    rows = [
        {key: _null(value) for key, value in (finding._asdict() | {"difference": finding.difference, "verdict": finding.verdict}).items()}
        for finding in result.findings
    ]
    return head | {"seconds": result.seconds, "digest": result.digest, "missing": result.missing, "findings": rows}


def listed(case: Case) -> dict[str, Any]:
    """A case as plain values for JSON: what it needs, and what of that is missing."""
    target = case.target
    return {
        "target": case.name,
        "source": case.source,
        "what": target.what,
        "label": target.label,
        "files": list(target.files),
        "missing": "" if case.folder else _missing(case),
    }


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
        if target is not None:
            faults += [Fault(str(place), "file", "missing", file) for file in target.files if file not in there]
            found[place.name] = Case(place.name, target, Folder(place))
    if faults:
        raise DataError(faults)
    if not found:
        shapes = "; ".join(", ".join(target.files) for target in TARGETS.values())
        raise DataError([Fault(str(given), "--data", str(given), f"a folder of folders with the files of a target: {shapes}")])
    return found


def _missing(case: Case) -> str:
    """What would have to be where for a case to run."""
    files = " and ".join(case.target.files)
    return f"{files} in published/{case.name} of the folder that {VARIABLE} names, or in {case.name} of the folder of --data"
