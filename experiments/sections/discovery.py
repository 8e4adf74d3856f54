"""Scenario discovery: where among the factors the rows lie in which the core fractures, or coheres."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.covering import cover
from experiments.analysis.prim import describe, peel
from experiments.analysis.tree import grow
from experiments.figures.discovery import discovery as drawn
from experiments.sections.reading import Reading
from experiments.sections.section import Section

LEAST_ROWS = 60
"""Rows below which boxes would be found by luck."""
RARE, OFTEN = 0.05, 0.95
"""Share of the rows that must be cases for a majority to be what is looked for."""
SURE, TELLING = 0.05, 0.1
"""Quasi-p value above which a limit is dropped, and share of the cases that a box must hold to be told."""


def discovery(reading: Reading) -> Section | None:
    """Boxes by PRIM for the rows that fracture and those that cohere, and a tree for the class of most runs.

    None with few rows, and where they do not fill the space of the factors.
    """
    names = [*reading.groups, *reading.numbers]
    if reading.is_screening:
        return None
    rows = reading.rows.dropna(subset=names)
    names = [name for name in names if rows[name].nunique() > 1]
    if len(rows) < LEAST_ROWS or not names:
        return None
    made = Section(
        "Where it happens",
        [
            f"Boxes of factors by patient rule induction with pasting (Friedman & Fisher 1999) over {len(rows):,} rows. Coverage is the "
            f"share of all cases in the "
            "box, density the share of the box that is a case; a quasi-p value says how surprising a limit would be had it not been sought."
        ],
    )
    for name in ("fractures", "coheres"):
        case, meaning = _cases(rows[name].to_numpy(float))
        if case is None:
            made.text.append(f"{name}: {meaning}.")
            continue
        _boxes(made, name, rows[names], case, meaning, reading.study.title)
    tree = grow(rows[names], rows["outcome"].to_numpy(object), depth=3, leaf=max(len(rows) // 50, 1))
    made.text.append(
        "A classification tree (Breiman et al. 1984) for the class of most runs of a row:\n\n```text\n" + "\n".join(tree.lines()) + "\n```"
    )
    return made


def _cases(share: np.ndarray) -> tuple[np.ndarray | None, str]:
    """Rows that are cases: those in which most runs do it, or where that is rare or usual, the quarter that does it most."""
    most = share >= 0.5
    if RARE <= most.mean() <= OFTEN:
        return most, "rows in which at least half of the runs do"
    edge = float(np.quantile(share, 0.75))
    upper = share > edge
    if not 0.0 < upper.mean() < 1.0 or np.ptp(share) == 0.0:
        return None, "its share hardly differs from row to row"
    return upper, f"rows in which more than {edge:.0%} of the runs do, at most the upper quarter"


def _boxes(made: Section, name: str, factors: pd.DataFrame, case: np.ndarray, meaning: str, title: str) -> None:
    peeling = peel(factors, case)
    found = [box for box in cover(factors, case, level=SURE) if box.coverage >= TELLING]
    made.text.append(f"{name} ({meaning}, {case.mean():.0%} of all):")
    made.text.extend([f"- {describe(box)}" for box in found] or ["- no box that is denser than the whole holds a tenth of the cases."])
    made.tables[f"peeling_{name}"] = peeling.trajectory
    made.figures[f"discovery_{name}"] = drawn(peeling, factors, case, found[0] if found else None, about=f"{title}: {name}, {meaning}")
