"""What counts as equal: numbers that differ by no more than the rounding of the sums that they come from."""

from __future__ import annotations

import numpy as np

_SPARE = 16
"""Roundings beside the additions: of the terms as they are written, of their products, and of the comparison."""
SOLVED = 1e-9
"""Share of the sum of all costs to which an optimum of the solver is exact; see ``covering.COSTS``."""


def rounding(terms: np.ndarray) -> float:
    """The most by which two sums of some of these terms can differ when they are equal in exact arithmetic.

    A sum of m terms in any order errs by less than m units in the last place of the sum of their absolute values (Higham 2002,
    "Accuracy and Stability of Numerical Algorithms", chapter 4); so does an eigenvalue of the symmetric matrix that they form. It has
    the unit of the terms, so no result depends on that unit. 0 only where all terms are 0.
    """
    size = float(np.abs(terms).sum())
    return (terms.size + _SPARE) * float(np.finfo(float).eps) * size
