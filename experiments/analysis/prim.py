"""Scenario discovery by the patient rule induction method (Friedman & Fisher 1999, Statistics and Computing 9, 123-143)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
import pandas as pd

from experiments.analysis.box import Box, cases, check_shares, measured
from experiments.analysis.columns import Column, columns
from experiments.analysis.limit import Among, Limit, Range
from simulation.faults import BlocformError


@dataclass(frozen=True)
class Peeling:
    """The boxes of a peeling, from all rows to the smallest box."""

    boxes: tuple[Box, ...]

    @property
    def chosen(self) -> int:
        """Position of the box with the largest coverage times density; of equals the first, which is the largest."""
        return int(np.argmax([box.coverage * box.density for box in self.boxes]))

    def box(self, k: int | None = None) -> Box:
        """The box after ``k`` peels, or the chosen one; BlocformError where there were not so many."""
        k = self.chosen if k is None else k
        if not 0 <= k < len(self.boxes):
            raise BlocformError(f"box: given {k}, allowed: 0 to {len(self.boxes) - 1}")
        return self.boxes[k]

    @property
    def trajectory(self) -> pd.DataFrame:
        """Coverage, density, mass and number of restricted dimensions, a row a box."""
        return pd.DataFrame([{name: getattr(box, name) for name in ("coverage", "density", "mass", "dimensions")} for box in self.boxes])


def peel(factors: pd.DataFrame, case: np.ndarray, peeling: float = 0.05, least_mass: float = 0.05) -> Peeling:
    """Take from the box of all rows, again and again, the slice whose loss raises the density most for every row lost.

    A slice is the rows beyond the quantile ``peeling`` at either end of a number, or one value of a category. Rows of equal value go
    together: as many of them as lie beyond the quantile, else the outermost value. As such slices differ in size, the gain is counted
    for every row lost (Kwakkel & Jaxa-Rozen 2016, Environmental Modelling & Software 79, 311-321). Of equal gains the patient one
    counts, whose slice takes least of the range of its factor, and then the first, in the order of the columns and from the lower
    end. It ends when all rows in the box are cases, or when every slice would leave too few rows.

    Parameters
    ----------
    factors : a row a point; numbers, or categories (any other type, and bool).
    case : whether each row is a case, bool (rows,).
    peeling : share of the rows in the box, 0 to 1, that a peel takes.
    least_mass : share of all rows, 0 to 1, that the smallest box keeps at least.

    Raises BlocformError for values that are missing or infinite, no factors, all or no cases, and shares out of range.
    """
    check_shares(peeling, least_mass)
    fields, case = columns(factors), cases(case, len(factors))
    least = max(ceil(least_mass * len(case)), 1)
    inside = np.ones(len(case), dtype=bool)
    orders = [np.argsort(field.code, kind="stable") for field in fields]
    allowed = [np.ones(len(field.distinct), dtype=bool) for field in fields]
    boxes = [measured((), factors, case)]
    while boxes[-1].density < 1.0 and (found := _best(fields, orders, case, peeling, least)):
        k, start, stop = found
        lost = orders[k][start:stop]
        _forbid(fields[k], allowed[k], fields[k].code[lost], is_low=start == 0)
        inside[lost] = False
        orders = [order[inside[order]] for order in orders]
        limits = [_limit(field, values) for field, values in zip(fields, allowed, strict=True) if not values.all()]
        boxes.append(measured(limits, factors, case))
    return Peeling(tuple(boxes))


def describe(box: Box) -> str:
    """A box in a sentence: how many of its rows are cases, how many of all cases it holds, and its limits with their quasi-p values."""
    where = " and ".join(f"{limit} (quasi-p {p:.2g})" for limit, p in zip(box.limits, box.quasi_p, strict=True))
    base = box.all_cases / box.all_rows
    return (
        f"{box.cases} of {box.rows} rows are cases ({box.density:.0%}, of all rows {base:.0%}) and hold {box.coverage:.0%} of the cases "
        f"where {where or 'nothing is restricted'}."
    )


def _best(
    fields: Sequence[Column], orders: Sequence[np.ndarray], case: np.ndarray, peeling: float, least: int
) -> tuple[int, int, int] | None:
    """Column and ends of the slice of its order whose loss raises the density most for every row lost; None where there is none."""
    best, most = None, (-inf, 0.0)
    for k, (field, order) in enumerate(zip(fields, orders, strict=True)):
        rows, code, found = len(order), field.code[order], case[order]
        total = int(found.sum())
        for start, stop in _slices(code, field.is_number, ceil(peeling * (rows - 1))):
            lost = stop - start
            if rows - lost < least:
                continue
            kept = (total - int(found[start:stop].sum())) / (rows - lost)
            gain = (kept - total / rows) / lost, -field.extent(code[start], code[stop - 1])
            if gain > most:
                best, most = (k, start, stop), gain
    return best


def _slices(code: np.ndarray, is_number: bool, most: int) -> Iterator[tuple[int, int]]:
    """Where the slices of ascending codes start and stop, of whole groups of equal codes."""
    rows = len(code)
    if is_number:
        yield 0, int(code.searchsorted(code[most]) or code.searchsorted(code[0], side="right"))
        above = int(code.searchsorted(code[rows - 1 - most], side="right"))
        yield (above if above < rows else int(code.searchsorted(code[-1]))), rows
    else:
        starts = [int(start) for start in np.flatnonzero(np.diff(code, prepend=-1))]
        yield from zip(starts, [*starts[1:], rows], strict=True)


def _forbid(field: Column, allowed: np.ndarray, lost: np.ndarray, is_low: bool) -> None:
    """Strike the values of a slice, ascending, from those that the box allows; of numbers also all beyond them."""
    if not field.is_number:
        allowed[lost] = False
    elif is_low:
        allowed[: lost[-1] + 1] = False
    else:
        allowed[lost[0] :] = False


def _limit(field: Column, allowed: np.ndarray) -> Limit:
    """The values allowed, as a limit; a range ends at the outermost values that it allows."""
    if not field.is_number:
        split = {keeps: tuple(v for v, a in zip(field.distinct, allowed, strict=True) if a == keeps) for keeps in (True, False)}
        return Among(field.name, split[True], split[False])
    first, last = np.flatnonzero(allowed)[[0, -1]]
    low, high = (float(field.distinct[k]) for k in (first, last))
    return Range(field.name, low if first > 0 else -inf, high if last < len(allowed) - 1 else inf)
