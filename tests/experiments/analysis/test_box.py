"""Boxes: coverage, density, mass and quasi-p values against counts by hand."""

from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.box import cases, measured
from experiments.analysis.limit import Among, Range
from experiments.analysis.prim import describe
from simulation.faults import BlocformError

TABLE = pd.DataFrame({"x": np.repeat(range(5), 4), "policy": list("abab") * 5})
CASE = np.array([k in (8, 10, 12, 14, 15, 16, 3) for k in range(20)])
"""Of x >= 2 (twelve rows) six are cases, five of them with policy a; of all with policy a (ten) five."""


def at_least(cases, rows, chance):
    """Probability of at least so many successes, as a sum of fractions."""
    return float(sum(comb(rows, k) * chance**k * (1 - chance) ** (rows - k) for k in range(cases, rows + 1)))


def test_counts_by_hand():
    box = measured((Range("x", low=2), Among("policy", ("a",), ("b",))), TABLE, CASE)
    assert (box.rows, box.cases, box.all_rows, box.all_cases, box.dimensions) == (6, 5, 20, 7, 2)
    assert (box.coverage, box.density, box.mass) == (5 / 7, 5 / 6, 6 / 20)
    assert box.quasi_p == pytest.approx((at_least(5, 6, Fraction(5, 10)), at_least(5, 6, Fraction(6, 12))))
    np.testing.assert_array_equal(box.holds(TABLE), (TABLE.x >= 2) & (TABLE.policy == "a"))
    assert describe(box) == (
        "5 of 6 rows are cases (83%, of all rows 35%) and hold 71% of the cases where x >= 2 (quasi-p 0.11) and policy is a (quasi-p 0.11)."
    )


def test_a_limit_that_says_nothing_has_a_large_quasi_p():
    box = measured((Range("x", low=2), Range("y", high=0.5)), TABLE.assign(y=np.tile([0.2, 0.2, 0.9, 0.9], 5)), CASE)
    assert box.quasi_p[0] == pytest.approx(at_least(box.cases, box.rows, Fraction(int(CASE.reshape(5, 4)[:, :2].sum()), 10)))
    assert box.quasi_p[1] > 0.5


def test_no_limits_and_no_rows():
    everything = measured((), TABLE, CASE)
    assert (everything.coverage, everything.density, everything.mass, everything.quasi_p) == (1.0, 7 / 20, 1.0, ())
    assert everything.holds(TABLE).all()
    assert describe(everything).endswith("hold 100% of the cases where nothing is restricted.")
    nothing = measured((Range("x", low=9),), TABLE, CASE)
    assert (nothing.rows, nothing.coverage, nothing.density, nothing.quasi_p) == (0, 0.0, 0.0, (1.0,))


def test_other_rows_than_those_it_was_found_in():
    box = measured((Range("x", low=2),), TABLE, CASE)
    np.testing.assert_array_equal(box.holds(pd.DataFrame({"x": [1.9, 2.0, 7.0]})), [False, True, True])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([0, 1, 1], "case: given int64, allowed: true or false"),
        ([True, False], r"case: given shape \(2,\)"),
        ([True, None, False], "1 missing"),
        ([False] * 3, "given 0 cases in 3 rows"),
        ([True] * 3, "given 3 cases in 3 rows"),
    ],
)
def test_cases_refused(given, message):
    with pytest.raises(BlocformError, match=message):
        cases(given, 3)
