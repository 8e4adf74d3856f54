"""Intervals: Wilson's vectorised, and what paired runs say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_rel

from experiments.analysis.intervals import mean_half_width, paired, wilson
from experiments.outcomes import Share
from simulation.faults import BlocformError


class TestWilson:
    """The score interval of many shares at once."""

    def test_scipy_gives_the_same(self):
        runs = np.repeat([1, 2, 7, 30, 1000], 3)
        count = runs * np.tile([0, 1, 2], 5) // 2
        low, high = wilson(count, runs)
        theirs = [binomtest(int(k), int(n)).proportion_ci(method="wilson") for k, n in zip(count, runs, strict=True)]
        assert low == pytest.approx([one.low for one in theirs], abs=1e-12)
        assert high == pytest.approx([one.high for one in theirs], abs=1e-12)

    @given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_it_holds_the_share_and_is_its_own_mirror(self, case):
        count, runs = case
        low, high = wilson(count, runs)
        assert 0.0 <= low <= count / runs <= high <= 1.0
        assert low < high
        assert wilson(runs - count, runs)[0] == pytest.approx(1 - high, abs=1e-12)
        assert (Share(count, runs).low, Share(count, runs).high) == (low, high)

    def test_none_and_all_end_at_zero_and_one(self):
        low, high = wilson([0, 9], [9, 9])
        assert (low[0], high[1]) == (0.0, 1.0)

    def test_it_covers_the_share(self):
        """Control: an interval of two thirds the width covers far less."""
        count = np.random.default_rng(1).binomial(40, 0.3, 4000)
        low, high = wilson(count, 40)
        middle, half = (low + high) / 2, (high - low) / 2
        assert np.mean(np.abs(middle - 0.3) <= half) == pytest.approx(0.95, abs=0.02)
        assert np.mean(np.abs(middle - 0.3) <= half * 2 / 3) < 0.9

    @pytest.mark.parametrize(("count", "runs"), [(0, 0), (3, 2), (-1, 4), (0.5, 4), (1, np.nan), (1, np.inf), ([1, 2], [1, 1])])
    def test_what_is_no_share_is_refused(self, count, runs):
        with pytest.raises(BlocformError, match="allowed: whole numbers"):
            wilson(count, runs)


class TestPaired:
    """The mean of differences of runs that share their luck."""

    def test_scipy_gives_the_same(self):
        rng = np.random.default_rng(3)
        luck = rng.normal(size=25)
        a, b = luck + rng.normal(0.4, 0.3, 25), 2 * luck + rng.normal(0.0, 0.3, 25)
        found, theirs = paired(a, b), ttest_rel(a, b).confidence_interval()
        assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high))
        assert found.correlation == pytest.approx(np.corrcoef(a, b)[0, 1])
        assert found.saving == pytest.approx((np.var(a) + np.var(b)) / np.var(a - b))

    def test_luck_that_works_against_the_comparison_costs(self):
        luck = np.random.default_rng(4).normal(size=50)
        assert paired(luck, -luck).saving == pytest.approx(0.5)

    def test_what_always_differs_by_the_same(self):
        found = paired([1.0, 2.0, 4.0], [0.0, 1.0, 3.0])
        assert (found.difference, found.low, found.high, found.saving) == (1.0, 1.0, 1.0, np.inf)
        assert found.correlation == pytest.approx(1.0)

    def test_what_never_changes_says_nothing_of_luck(self):
        found = paired([0.1] * 3, [0.3] * 3)
        assert found.low == found.high == pytest.approx(-0.2)
        assert np.isnan([found.correlation, found.saving]).all()

    @pytest.mark.parametrize(("a", "b"), [([], []), ([1.0], [2.0]), ([1.0, 2.0], [1.0]), ([[1.0, 2.0]], [[1.0, 2.0]])])
    def test_what_is_no_pair_is_refused(self, a, b):
        with pytest.raises(BlocformError, match="two rows of one length"):
            paired(a, b)

    @pytest.mark.parametrize("bad", [np.nan, np.inf])
    def test_what_is_not_finite_is_refused(self, bad):
        with pytest.raises(BlocformError, match="not finite"):
            paired([1.0, bad], [1.0, 2.0])


def test_the_half_width_of_a_mean_is_students():
    assert mean_half_width([1.0, 4.0], [10, 121]) == pytest.approx([2.262157 / np.sqrt(10), 1.979930 * 2 / 11], rel=1e-6)
