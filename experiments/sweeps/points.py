"""The points of a study's design: where every factor lies, and what it is there."""

from __future__ import annotations

import csv
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from experiments.sweeps import designs
from experiments.sweeps.factor import Choice, Factor, Range
from experiments.sweeps.study import DesignText, Study
from simulation.faults import Fault, unknown

Points = tuple[np.ndarray, tuple[tuple[Any, ...], ...]]
"""Positions (points, factors) and the labels of each point, see ``plan.Plan``."""

DEFAULT = {"latin-hypercube": 500, "sobol": 512, "saltelli": 256, "morris": 20}
"""Points of a sample where a study does not say."""
MOST = 10_000_000
"""Points beyond which no plan fits into memory."""


def of(study: Study, factors: tuple[Factor, ...], faults: list[Fault]) -> Points:
    """The points of the study; what is wrong goes to ``faults``."""
    design, where, count = study.design, f"{study.name}.toml", len(factors)
    if design is None:
        return np.zeros((1, 0)), ((),)
    faults += _misfits(study, factors, where)
    if any(fault.where == where for fault in faults):
        return np.zeros((0, count)), ()
    if design.kind == "table":
        return _table(Path(study.folder) / str(design.file), factors, faults)
    if design.kind == "one-at-a-time":
        return _one_at_a_time(factors)
    size = design.points or DEFAULT.get(design.kind, 0)
    if design.kind == "grid":
        positions = designs.grid([factor.positions for factor in factors])
    elif design.kind == "latin-hypercube":
        positions = designs.latin_hypercube(count, size, design.seed)
    elif design.kind == "sobol":
        positions = designs.sobol_sequence(count, size, scrambled=True, seed=design.seed)
    elif design.kind == "saltelli":
        positions = designs.saltelli(count, size, design.seed, design.second_order)
    else:
        positions = designs.morris(count, size, design.seed, design.levels or 4)
    names = [factor.name for factor in factors]
    pairs = [(names.index(a), names.index(b), rho) for a, b, rho in study.correlations]
    return _labelled(designs.correlated(positions, pairs) if pairs else positions, factors)


def _labelled(positions: np.ndarray, factors: tuple[Factor, ...]) -> Points:
    return positions, tuple(tuple(f.label(x) for f, x in zip(factors, point, strict=True)) for point in positions.tolist())


def _one_at_a_time(factors: tuple[Factor, ...]) -> Points:
    """The scenario as it is, then each factor at each of its levels with all others as in the scenario."""
    points = [[np.nan] * len(factors)]
    for k, factor in enumerate(factors):
        points += [[x if j == k else np.nan for j in range(len(factors))] for x in factor.positions]
    labels = (tuple(None if np.isnan(x) else f.label(x) for f, x in zip(factors, point, strict=True)) for point in points)
    return np.array(points).reshape(len(points), -1), tuple(labels)


def _misfits(study: Study, factors: tuple[Factor, ...], where: str) -> list[Fault]:
    """What of a design does not fit its factors, or one key of it another."""
    design = study.design
    assert design is not None
    faults = []
    sampled = design.kind in DEFAULT
    if not sampled and design.points is not None:
        faults.append(Fault(where, "design.points", design.points, f"nothing, as the factors give the points of a {design.kind}"))
    if (design.kind == "table") != (design.file is not None):
        faults.append(Fault(where, "design.file", design.file or "nothing", "a CSV file for a table, nothing for any other design"))
    if design.kind == "morris" and design.levels is not None and design.levels % 2:
        faults.append(Fault(where, "design.levels", design.levels, "an even number for morris"))
    if study.correlations and design.kind not in ("latin-hypercube", "sobol"):
        allowed = "a latin-hypercube or sobol sample; indices and grids assume factors that vary apart"
        faults.append(Fault(where, "correlations", design.kind, allowed))
    if (size := _size(design, factors)) > MOST:
        faults.append(Fault(where, "design.kind", f"a {design.kind} of {size:,} points", f"at most {MOST:,}"))
    names = list(study.factors)
    paired: list[str] = []
    for a, b, rho in study.correlations:
        faults += [unknown(where, "correlations", name, names) for name in (a, b) if name not in names]
        if a == b or a in paired or b in paired:
            faults.append(Fault(where, "correlations", [a, b], "two factors, each in one pair"))
        if not -1.0 < rho < 1.0:
            faults.append(Fault(where, "correlations", rho, "a rank correlation above -1 and below 1"))
        paired += [a, b]
    return faults


def _size(design: DesignText, factors: tuple[Factor, ...]) -> int:
    """How many points a design will have; that of a table is in its file."""
    base, count = design.points or DEFAULT.get(design.kind, 1), len(factors)
    if design.kind == "grid":
        return prod(len(factor.positions) for factor in factors)
    return base * {"saltelli": (1 + design.second_order) * count + 2, "morris": count + 1}.get(design.kind, 1)


def _table(file: Path, factors: tuple[Factor, ...], faults: list[Fault]) -> Points:
    """The points of a table of the user's, a column a factor, an empty cell for the scenario's own value."""
    where, none = file.name, (np.zeros((0, len(factors))), ())
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, strict=True)
            header, lines = list(reader.fieldnames or []), list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault(where, "file", str(error), "a readable CSV file in UTF-8 with a column for every factor"))
        return none
    names = [factor.name for factor in factors]
    before = len(faults)
    faults += [unknown(where, "column", name, names) for name in header if name not in names]
    faults += [Fault(where, "column", "nothing", f"a column {name}") for name in names if name not in header]
    faults += [Fault(where, "column", name, "every factor once") for name in names if header.count(name) > 1]
    faults += [
        Fault(where, f"row {k}", line, f"{len(header)} cells") for k, line in enumerate(lines, 2) if None in line or None in line.values()
    ]
    if not lines:
        faults.append(Fault(where, "rows", "nothing", "at least one row"))
    if len(faults) > before:
        return none
    rows = [[_cell(f, line[f.name] or "", f"{where} row {k}", faults) for f in factors] for k, line in enumerate(lines, 2)]
    if len(faults) > before:
        return none
    return np.array([[np.nan if v is None else f.position(v) for f, v in zip(factors, row, strict=True)] for row in rows]), tuple(
        map(tuple, rows)
    )


def _cell(factor: Factor, text: str, where: str, faults: list[Fault]) -> Any:
    if not text.strip():
        return None
    if isinstance(factor, Choice):
        found = [option for option in factor.options if str(option) == text.strip()]
        if not found:
            faults.append(unknown(where, factor.name, text, map(str, factor.options)))
        return found[0] if found else None
    return _number(factor, text, where, faults)


def _number(factor: Range, text: str, where: str, faults: list[Fault]) -> float | None:
    try:
        value = float(text) if "_" not in text else np.nan
    except ValueError:
        value = np.nan
    if not factor.low <= value <= factor.high:
        faults.append(Fault(where, factor.name, text, f"a number from {factor.low:g} to {factor.high:g}"))
        return None
    return value
