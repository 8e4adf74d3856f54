"""A box: limits on some factors, and how many of the cases lie within them (Bryant & Lempert 2010)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import binom

from experiments.analysis.columns import labels
from experiments.analysis.limit import Limit
from simulation.faults import BlocformError


@dataclass(frozen=True)
class Box:
    """Limits, at most one a factor, and the ``rows`` and ``cases`` within them, of ``all_rows`` and ``all_cases``.

    ``quasi_p`` holds for each limit the probability of at least so many cases among the rows of the box if each were a case with the
    density of the box without that limit. It is no probability of error, since the limit was sought in the same rows (Bryant &
    Lempert 2010, Technological Forecasting and Social Change 77, 34-49).
    """

    limits: tuple[Limit, ...]
    quasi_p: tuple[float, ...]
    rows: int
    cases: int
    all_rows: int
    all_cases: int

    @property
    def coverage(self) -> float:
        """Share of all cases that lie in the box, 0 to 1."""
        return self.cases / self.all_cases

    @property
    def density(self) -> float:
        """Share of the rows in the box that are cases, 0 to 1; 0 in a box without rows."""
        return self.cases / self.rows if self.rows else 0.0

    @property
    def mass(self) -> float:
        """Share of all rows that lie in the box, 0 to 1."""
        return self.rows / self.all_rows

    @property
    def dimensions(self) -> int:
        """Number of factors that are restricted."""
        return len(self.limits)

    def holds(self, factors: pd.DataFrame) -> np.ndarray:
        """Whether each row lies in the box, bool (rows,)."""
        return _outside(self.limits, factors).sum(axis=0) == 0


def measured(limits: Sequence[Limit], factors: pd.DataFrame, case: np.ndarray) -> Box:
    """The box of these limits as the rows of a table fill it; they may be others than those in which it was found.

    Parameters
    ----------
    factors : a row a point, a column for every factor that is limited.
    case : whether each row is a case, bool (rows,), at least one of them.
    """
    outside = _outside(limits, factors)
    crossed = outside.sum(axis=0)
    rows, cases = int(np.sum(crossed == 0)), int(np.sum(case[crossed == 0]))
    quasi_p = []
    for one in outside:
        without = crossed == one
        chance = np.mean(case[without]) if without.any() else 0.0
        quasi_p.append(float(binom.sf(cases - 1, rows, chance)))
    return Box(tuple(limits), tuple(quasi_p), rows, cases, len(case), int(np.sum(case)))


def cases(given: object, rows: int) -> np.ndarray:
    """Whether each row is a case, bool (rows,); BlocformError where it is no bool, and where every row is a case or none."""
    case = labels(given, rows, "case")
    if case.dtype != bool:
        raise BlocformError(f"case: given {case.dtype}, allowed: true or false")
    if case.all() or not case.any():
        raise BlocformError(f"case: given {int(case.sum())} cases in {rows} rows, allowed: at least one case and one that is none")
    return case


def check_shares(peeling: float, least_mass: float = 0.0) -> None:
    """Raise BlocformError for a share of rows to peel, or to keep at least, that makes no sense."""
    if not 0.0 < peeling < 1.0:
        raise BlocformError(f"peeling: given {peeling}, allowed: above 0 and below 1")
    if not 0.0 <= least_mass < 1.0:
        raise BlocformError(f"least_mass: given {least_mass}, allowed: 0 to below 1")


def _outside(limits: Sequence[Limit], factors: pd.DataFrame) -> np.ndarray:
    """Whether each row lies beyond each limit, bool (limits, rows)."""
    return np.array([~limit.holds(factors) for limit in limits], dtype=bool).reshape(len(limits), len(factors))
