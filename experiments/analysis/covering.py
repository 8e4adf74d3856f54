"""Covering: several boxes, each found among the rows that those before it leave (Friedman & Fisher 1999)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from experiments.analysis.box import Box, cases
from experiments.analysis.pasting import paste
from experiments.analysis.prim import peel
from experiments.analysis.trimming import trim
from simulation.faults import BlocformError


def cover(
    factors: pd.DataFrame, case: np.ndarray, boxes: int = 3, peeling: float = 0.05, least_mass: float = 0.05, level: float = 1.0
) -> tuple[Box, ...]:
    """Boxes found one after the other, each the chosen one among the rows that those before it leave (covering), pasted.

    Rows and cases of a box are those that no box before it holds, its coverage and mass are shares of all. There are fewer than
    ``boxes`` where no cases are left, or where the next box would restrict nothing or be no denser than all rows. Limits whose quasi-p
    value exceeds ``level`` are trimmed.
    """
    if boxes < 1:
        raise BlocformError(f"boxes: given {boxes}, allowed: 1 or more")
    case = cases(case, len(factors))
    left, found = np.ones(len(case), dtype=bool), []
    while len(found) < boxes and 0 < case[left].sum() < left.sum():
        rows = factors[left], case[left]
        box = trim(paste(peel(*rows, peeling, least_mass).box(), *rows, peeling), *rows, level)
        if not box.limits or box.density <= case.mean():
            break
        found.append(replace(box, all_rows=len(case), all_cases=int(case.sum())))
        left &= ~box.holds(factors)
    return tuple(found)
