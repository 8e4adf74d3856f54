"""Stopping: when the interval of a mean or of a share is narrow enough."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_1samp

from experiments.sweeps.stopping import Precision, running, stopping_times
from simulation.faults import BlocformError


def half_width(values):
    """Of the t interval of a mean, by scipy."""
    interval = ttest_1samp(values, 0.0).confidence_interval()
    return (interval.high - interval.low) / 2


class TestPrecision:
    """What is asked of it."""

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"half_width": 0.0}, "half_width is given 0.0"),
            ({"half_width": -1.0}, "above 0"),
            ({"half_width": np.nan}, "finite and above 0"),
            ({"half_width": np.inf}, "finite and above 0"),
            ({"floor": 9}, "floor is given 9, allowed: at least 10"),
            ({"floor": 30, "ceiling": 20}, "at least the floor, 30"),
        ],
    )
    def test_what_is_refused(self, changes, message):
        with pytest.raises(BlocformError, match=message):
            Precision(**({"half_width": 0.1, "ceiling": 100} | changes))

    def test_it_does_not_change(self):
        with pytest.raises(AttributeError):
            Precision(0.1, ceiling=20).half_width = 0.2


class TestReached:
    """Whether the runs so far are enough."""

    @given(st.lists(st.floats(-5, 5), min_size=10, max_size=30), st.floats(0.05, 3.0))
    def test_the_t_interval_decides(self, values, wanted):
        reached = Precision(wanted, ceiling=30).reached(values)
        if abs(half_width(values) - wanted) > 1e-9:
            assert reached == (half_width(values) < wanted)

    def test_relative_to_the_mean(self):
        values = np.random.default_rng(1).normal(-10.0, 1.0, 40)
        share = half_width(values) / abs(values.mean())
        assert Precision(1.01 * share, relative=True, ceiling=40).reached(values)
        assert not Precision(0.99 * share, relative=True, ceiling=40).reached(values)

    def test_row_by_row(self):
        rows = np.random.default_rng(2).normal(1.0, [[0.1], [1.0], [10.0]], (3, 50))
        precision = Precision(0.5, ceiling=50)
        assert precision.reached(rows).tolist() == [True, True, False] == [bool(precision.reached(row)) for row in rows]

    @pytest.mark.parametrize("is_relative", [False, True])
    def test_what_never_changes_is_enough_at_the_floor(self, is_relative):
        precision = Precision(1e-9, is_relative, floor=12, ceiling=100)
        assert not precision.reached(np.full(11, 0.1))
        assert precision.reached(np.full(12, 0.1))
        assert precision.reached(np.zeros(12))

    def test_a_share_without_variance_is_not_enough(self):
        """Ten runs of one class: Wilson still leaves .28 above none."""
        none = np.zeros((1, 10))
        assert Precision(0.01, ceiling=500).reached(none)
        assert not Precision(0.1, ceiling=500).reached(none, kind="share")
        assert not Precision(1e9, relative=True, ceiling=500).reached(none, kind="share"), "no share of nothing is wide enough"
        assert Precision(0.1, ceiling=500).reached(np.zeros(40), kind="share")

    @given(st.integers(0, 40))
    def test_the_interval_of_wilson_decides(self, count):
        values = np.arange(40) < count
        interval = binomtest(count, 40).proportion_ci(method="wilson")
        half = (interval.high - interval.low) / 2
        assert Precision(half + 1e-9, ceiling=40).reached(values, kind="share")
        assert not Precision(half - 1e-9, ceiling=40).reached(values, kind="share")

    @pytest.mark.parametrize(
        ("values", "kind", "message"),
        [
            ([1.0, np.nan], "mean", "finite"),
            ([[np.inf] * 20], "mean", "finite"),
            (np.zeros((2, 2, 2)), "mean", "rows, n"),
            ([0.5] * 10, "share", "other than 0 and 1"),
            ([1.0] * 10, "median", "allowed: mean, share"),
        ],
    )
    def test_what_is_refused(self, values, kind, message):
        with pytest.raises(BlocformError, match=message):
            Precision(0.1, ceiling=20).reached(values, kind)

    def test_nothing_yet(self):
        assert not Precision(0.1, ceiling=20).reached([])
        assert Precision(0.1, ceiling=20).reached(np.zeros((3, 0))).tolist() == [False] * 3
        assert Precision(0.1, ceiling=20).reached(np.zeros((0, 30))).shape == (0,)


class TestStoppingTimes:
    """Draws one at a time."""

    def test_it_stops_where_it_is_first_enough(self):
        draws = np.random.default_rng(3).normal(4.0, 1.0, (20, 80))
        precision = Precision(0.1, relative=True, floor=12, ceiling=60)
        for row, time in zip(draws, stopping_times(draws, precision), strict=True):
            first = next((n for n in range(12, 60) if precision.reached(row[:n])), 60)
            assert time == first

    def test_running_means_and_widths(self):
        draws = 1e6 + np.random.default_rng(4).normal(size=(2, 30))
        mean, half = running(draws)
        assert np.isinf(half[:, 0]).all()
        for n in (1, 2, 17, 30):
            assert mean[:, n - 1] == pytest.approx(draws[:, :n].mean(axis=1), rel=1e-12)
        for n in (2, 17, 30):
            assert half[:, n - 1] == pytest.approx([half_width(row[:n]) for row in draws], rel=1e-6)

    def test_floor_and_ceiling(self):
        draws = np.stack([np.full(50, 2.0), np.tile([0.0, 100.0], 25)])
        assert stopping_times(draws, Precision(0.01, floor=15, ceiling=40)).tolist() == [15, 40]

    def test_what_is_refused(self):
        with pytest.raises(BlocformError, match="at least 20, the ceiling"):
            stopping_times(np.zeros((2, 19)), Precision(0.1, ceiling=20))
        with pytest.raises(BlocformError, match="finite"):
            stopping_times(np.full((2, 20), np.nan), Precision(0.1, ceiling=20))
