"""Pasting: a box widened as long as its density rises (Friedman & Fisher 1999, Statistics and Computing 9, 123-143)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import numpy as np
import pandas as pd

from experiments.analysis.box import Box, cases, check_shares, measured
from experiments.analysis.columns import columns
from experiments.analysis.limit import Among, Limit, Range


def paste(box: Box, factors: pd.DataFrame, case: np.ndarray, peeling: float = 0.05) -> Box:
    """The box widened again and again by the slice that raises its density most, until none does.

    A slice is as many rows as the share ``peeling`` of those in the box, which lie next to it on one side of one number and within
    all other limits, with all rows of equal value; or one value of a category. Takes and refuses what ``peel`` does.
    """
    check_shares(peeling)
    columns(factors)
    case = cases(case, len(factors))
    while True:
        best = max(_widened(box, factors, case, peeling), key=lambda wider: wider.density, default=box)
        if best.density <= box.density:
            return box
        box = best


def _widened(box: Box, factors: pd.DataFrame, case: np.ndarray, peeling: float) -> Iterator[Box]:
    """The box with one of its limits widened or lifted, in every way."""
    most = max(int(peeling * box.rows), 1)
    for k, limit in enumerate(box.limits):
        before, after = box.limits[:k], box.limits[k + 1 :]
        without = measured((*before, *after), factors, case)
        for wider in _wider(limit, factors[without.holds(factors)], most):
            yield without if wider is None else measured((*before, wider, *after), factors, case)


def _wider(limit: Limit, factors: pd.DataFrame, most: int) -> Iterator[Limit | None]:
    """The limit widened by one slice of the rows that all others allow; None where it then restricts nothing."""
    if isinstance(limit, Among):
        for value in limit.dropped:
            dropped = tuple(other for other in limit.dropped if other != value)
            yield Among(limit.factor, (*limit.kept, value), dropped) if dropped else None
        return
    values = np.sort(factors[limit.factor].to_numpy(dtype=float))
    below, above = values[values < limit.low], values[values > limit.high]
    if len(below):
        low = below[-min(most, len(below))]
        yield _unless_free(replace(limit, low=float(low) if low > below[0] else -inf))
    if len(above):
        high = above[min(most, len(above)) - 1]
        yield _unless_free(replace(limit, high=float(high) if high < above[-1] else inf))


def _unless_free(limit: Range) -> Range | None:
    return limit if limit.low > -inf or limit.high < inf else None
