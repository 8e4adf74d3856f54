"""Warnings: hits and false alarms by threshold, and the area under the curve with its interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, norm

from experiments.analysis.intervals import wilson
from experiments.analysis.roc import auc_interval, warning
from simulation.faults import BlocformError

TAUS = st.lists(st.integers(-4, 4).map(lambda k: k / 4), min_size=1, max_size=30)


class TestWarning:
    """What a sign is worth."""

    def test_an_example_by_hand(self):
        found = warning([0.9, 0.5, np.nan, 0.2, 0.5], [0.7, 0.2, -0.3, 0.0, -0.5])
        assert (found.events, found.others) == (4, 5)
        assert found.threshold.tolist() == [np.inf, 0.9, 0.7, 0.5, 0.2, 0.0, -0.3, -0.5]
        assert (4 * found.hit).tolist() == [0, 1, 1, 3, 4, 4, 4, 4]
        assert 5 * found.false_alarm == pytest.approx([0, 0, 1, 1, 2, 3, 4, 5])
        assert found.threshold[found.half] == 0.5
        assert (found.false_alarm_low[3], found.false_alarm_high[3]) == wilson(1, 5)
        assert (found.hit_low[3], found.hit_high[3]) == wilson(3, 4)
        assert found.auc == pytest.approx((5 + 4 + 3.5 + 4) / 20)

    @given(TAUS, TAUS)
    def test_the_area_is_that_of_mann_and_whitney_and_of_the_curve(self, events, others):
        found = warning(events, others)
        assert found.auc == pytest.approx(mannwhitneyu(events, others).statistic / (len(events) * len(others)))
        assert found.auc == pytest.approx(np.trapezoid(found.hit, found.false_alarm))
        assert found.auc_low - 1e-9 <= found.auc <= found.auc_high + 1e-9
        assert (np.diff([found.hit, found.false_alarm]) >= 0).all()
        assert found.hit[found.half] >= 0.5 > found.hit[found.half - 1]

    @given(TAUS, TAUS)
    def test_the_other_way_round_is_its_mirror(self, events, others):
        found, mirror = warning(events, others), warning(others, events)
        assert (mirror.auc, mirror.auc_low, mirror.auc_high) == pytest.approx(
            (1 - found.auc, 1 - found.auc_high, 1 - found.auc_low), abs=1e-9
        )

    def test_one_side_empty(self):
        with pytest.raises(BlocformError, match="0 values before events and 2 without"):
            warning([np.nan], [0.1, 0.2])
        with pytest.raises(BlocformError, match="1 values before events and 0 without"):
            warning([0.1], [])


class TestInterval:
    """The interval of the area."""

    def test_its_ends_are_areas_that_many_standard_errors_away(self):
        """The variance of Hanley & McNeil 1982 with both samples of the mean size, at the end itself."""
        for end in auc_interval(0.8, 30, 50):
            q1, q2 = end / (2 - end), 2 * end**2 / (1 + end)
            variance = (end * (1 - end) + 39 * (q1 - end**2) + 39 * (q2 - end**2)) / (30 * 50)
            assert abs(0.8 - end) == pytest.approx(norm.ppf(0.975) * np.sqrt(variance), rel=1e-9)

    def test_it_is_no_point_where_nothing_overlaps(self):
        low, high = auc_interval(1.0, 5, 5)
        assert high == 1.0
        assert 0.5 < low < 0.8
        assert auc_interval(0.0, 5, 5) == pytest.approx((0.0, 1 - low))
        assert auc_interval(1.0, 1, 1)[0] == pytest.approx(wilson(1, 1)[0]), "one pair of runs is one run"

    @pytest.mark.parametrize("shift", [0.0, 1.0, 2.0])
    def test_it_covers_the_area(self, shift):
        """Normal values a shift apart; control: half the interval covers far less."""
        rng, area = np.random.default_rng(1), norm.cdf(shift / np.sqrt(2))
        found = [warning(rng.normal(shift, 1, 25), rng.normal(0, 1, 60)) for _ in range(400)]
        assert np.mean([one.auc_low <= area <= one.auc_high for one in found]) == pytest.approx(0.95, abs=0.04)
        low = [one.auc - (one.auc - one.auc_low) / 2 for one in found]
        high = [one.auc + (one.auc_high - one.auc) / 2 for one in found]
        assert np.mean([a <= area <= b for a, b in zip(low, high, strict=True)]) < 0.85

    def test_a_sign_that_means_nothing_hardly_ever_warns(self):
        """Control: one that stands a standard deviation higher does."""
        rng = np.random.default_rng(2)
        assert np.mean([warning(rng.normal(size=30), rng.normal(size=60)).warns for _ in range(400)]) < 0.06
        assert np.mean([warning(rng.normal(1, 1, 30), rng.normal(size=60)).warns for _ in range(100)]) > 0.9
