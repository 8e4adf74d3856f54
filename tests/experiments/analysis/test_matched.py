"""Shares from pairs: exact p-values, score intervals that hold the truth, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from worlds import examples

from experiments.analysis.intervals import Z
from experiments.analysis.matched import exact, matched, mcnemar, score_interval
from experiments.analysis.multiplicity import holm
from simulation.faults import BlocformError

COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 200)).map(lambda c: (c[0], c[1], c[0] + c[1] + c[2]))


def pairs(only_first, only_second, count):
    first, second = np.zeros(count), np.zeros(count)
    first[:only_first] = 1
    second[only_first : only_first + only_second] = 1
    return first, second


@examples
@given(COUNTS)
def test_the_p_value_is_that_of_a_fair_coin(counts):
    one, other, _ = counts
    expected = binomtest(one, one + other).pvalue if one + other else 1.0
    assert mcnemar(one, other) == pytest.approx(expected)


@examples
@given(COUNTS)
def test_the_interval_holds_the_difference_and_turns_with_it(counts):
    one, other, count = counts
    low, high = score_interval(one, other, count)
    assert -1 <= low <= (one - other) / count <= high <= 1
    assert score_interval(other, one, count) == (-high, -low)


@pytest.mark.parametrize("count", [2, 60, 500])
def test_no_pair_that_differs_leaves_the_width_of_wilson(count):
    """With no change either way a share of z^2 / (n + z^2) that changed would have gone unseen."""
    assert score_interval(0, 0, count) == pytest.approx((-(Z**2) / (count + Z**2), Z**2 / (count + Z**2)))


def test_it_ends_where_a_score_test_does():
    """At zero the score test is McNemar's, (b - c)^2 / (b + c): an interval that ends there has a statistic of z^2."""
    inside, outside = score_interval(37, 23, 400), score_interval(38, 22, 400)
    assert (37 - 23) ** 2 / 60 < Z**2 < (38 - 22) ** 2 / 60
    assert inside[0] < 0 < outside[0]


@pytest.mark.parametrize(("gained", "lost"), [(0.02, 0.02), (0.1, 0.02), (0.3, 0.25)])
def test_intervals_hold_the_truth_in_nineteen_cases_of_twenty(gained, lost):
    rng = np.random.default_rng(7)
    draws = rng.multinomial(100, [gained, lost, 1 - gained - lost], 400)
    ends = np.array([score_interval(int(b), int(c), 100) for b, c, _ in draws])
    held = (ends[:, 0] <= gained - lost) & (gained - lost <= ends[:, 1])
    assert 0.92 <= held.mean() <= 0.99
    beside = (ends[:, 0] <= gained - lost + 0.3) & (gained - lost + 0.3 <= ends[:, 1])
    assert beside.mean() < 0.2


def test_it_says_what_pairing_saves():
    first, second = pairs(5, 1, 40)
    first[20:], second[20:] = 1, 1
    found = matched(first, second)
    assert (found.pairs, found.difference) == (40, pytest.approx(0.1))
    assert found.saving > 2
    assert found.p_value == mcnemar(5, 1)
    assert (found.low, found.high) == score_interval(5, 1, 40)


@pytest.mark.parametrize(("first", "second"), [([0.5, 1], [0, 1]), ([1], [1]), ([0, 1], [0, 1, 1]), ([0, np.nan], [0, 1])])
def test_what_are_no_pairs_of_classes_is_refused(first, second):
    with pytest.raises(BlocformError, match="pairs"):
        matched(first, second)


def test_cases_under_two_conditions_are_counted_either_way():
    first, second = pairs(9, 2, 30)
    assert exact(first > 0, second > 0) == exact(second > 0, first > 0) == mcnemar(9, 2)
    assert exact(first > 0, first > 0) == 1.0


def test_without_a_difference_few_families_have_a_find_and_with_one_most_do():
    rng = np.random.default_rng(4)

    def finds(shift: float) -> int:
        found = 0
        for _ in range(300):
            luck = rng.random((5, 80))
            other = np.where(rng.random((5, 80)) < 0.5, luck, rng.random((5, 80)))
            changed = np.where(np.arange(5)[:, None] == 2, other - shift, other)
            found += holm([exact(a < 0.4, b < 0.4) for a, b in zip(luck, changed, strict=True)]).min() < 0.05
        return found

    assert finds(0.0) < 25
    assert finds(0.3) > 200
