"""Early-warning signs: rolling variance and autocorrelation, and their trend before an event."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import kendalltau

from experiments.analysis.roc import warning
from experiments.analysis.tipping import kendall, rolling, signs
from simulation.faults import BlocformError

WINDOW, HORIZON = 12, 20


def walks(runs, months, factor, seed):
    """Series x' = factor x + noise, with a factor a month."""
    noise = np.random.default_rng(seed).normal(size=(runs, months))
    series = np.zeros((runs, months))
    for month in range(1, months):
        series[:, month] = factor[month] * series[:, month - 1] + noise[:, month]
    return series


class TestKendall:
    """Tau of rows with their order."""

    @given(arrays(float, (4, 9), elements=st.integers(0, 5).map(float)))
    def test_scipy_gives_the_same_with_ties(self, values):
        theirs = [kendalltau(np.arange(9), row).statistic for row in values]
        np.testing.assert_allclose(kendall(values), theirs, atol=1e-12)

    def test_what_is_undefined(self):
        assert np.isnan(kendall([[1.0, 1.0, 1.0], [1.0, np.nan, 2.0]])).all()
        with pytest.raises(BlocformError, match="rows of at least 2"):
            kendall([[1.0]])
        with pytest.raises(BlocformError, match="rows of at least 2"):
            kendall([1.0, 2.0])


class TestRolling:
    """Signs of each window."""

    def test_each_window_without_its_own_trend(self):
        series = np.random.default_rng(1).normal(size=(3, 20)).cumsum(axis=1)
        found = rolling(series, 8)
        for run in range(3):
            for first in range(13):
                window = series[run, first : first + 8]
                rest = window - np.polyval(np.polyfit(np.arange(8), window, 1), np.arange(8))
                assert found.variance[run, first] == pytest.approx(rest @ rest / 6)
                assert found.autocorrelation[run, first] == pytest.approx(rest[1:] @ rest[:-1] / (rest @ rest))

    @given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
    def test_a_straight_line_has_no_variance(self, level, slope):
        found = rolling((level + slope * np.arange(30.0))[None], 10)
        assert (found.variance == 0.0).all()
        assert np.isnan(found.autocorrelation).all()

    def test_a_trend_on_top_changes_nothing(self):
        series = np.random.default_rng(2).normal(size=(2, 30))
        plain, tilted = rolling(series, 10), rolling(5.0 - 0.7 * np.arange(30) + series, 10)
        np.testing.assert_allclose(tilted.variance, plain.variance, rtol=1e-9)
        np.testing.assert_allclose(tilted.autocorrelation, plain.autocorrelation, rtol=1e-9)


class TestSigns:
    """Their trend before a month."""

    def test_only_the_months_before_the_event_count(self):
        series = np.random.default_rng(3).normal(size=(4, 60)).cumsum(axis=1)
        end = np.array([31, 40, 59, 60])
        found = signs(series, end, WINDOW, HORIZON)
        for run, month in enumerate(end):
            before = rolling(series[run : run + 1, month - HORIZON - WINDOW + 1 : month], WINDOW)
            assert before.variance.shape == (1, HORIZON)
            for sign, tau in zip(before, found, strict=True):
                assert tau[run] == pytest.approx(kendalltau(np.arange(HORIZON), sign[0]).statistic)
        later = np.where(np.arange(60) >= end[:, None], 1e3, series)
        np.testing.assert_array_equal(signs(later, end, WINDOW, HORIZON), found)

    def test_too_few_months_and_none(self):
        series = np.random.default_rng(4).normal(size=(4, 60))
        found = signs(series, np.array([-1, 0, 30, 31]), WINDOW, HORIZON)
        assert np.isnan(found.variance).tolist() == np.isnan(found.autocorrelation).tolist() == [True, True, True, False]
        assert np.isnan(signs(series[:, :10], np.full(4, 10), WINDOW, HORIZON)).all(), "a run shorter than the window"

    def test_what_never_changes_has_no_trend(self):
        assert np.isnan(signs(np.full((2, 40), 0.1), np.array([40, 40]), WINDOW, HORIZON)).all()

    def test_slowing_down_is_told_from_none(self):
        """Runs that lose their resilience before month 120 (Scheffer et al. 2009); control: runs that do not are not told apart."""
        months, steady = 120, np.full(120, 0.3)
        slowing, calm, more = (walks(300, months, factor, k) for k, factor in enumerate((np.linspace(0.0, 0.97, months), steady, steady)))
        taus = [signs(series, np.full(300, months), 40, 80) for series in (slowing, calm, more)]
        for before, without, again in zip(*taus, strict=True):
            assert warning(before, without).auc_low > 0.6
            assert not warning(again, without).warns

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"series": np.zeros((0, 5)), "end": np.zeros(0, int)}, "not empty"),
            ({"series": np.zeros(5)}, "runs, months"),
            ({"series": np.full((2, 5), np.nan)}, "finite"),
            ({"end": np.array([5])}, "end is given"),
            ({"end": np.array([6, 5])}, "-1 to 5"),
            ({"end": np.array([-2, 5])}, "-1 to 5"),
            ({"end": np.array([4.5, 5.0])}, "end is given"),
            ({"window": 3}, "at least 4 months"),
            ({"horizon": 1}, "at least 2 months"),
        ],
    )
    def test_what_is_refused(self, changes, message):
        given = {"series": np.zeros((2, 5)), "end": np.array([5, 5]), "window": 4, "horizon": 2} | changes
        with pytest.raises(BlocformError, match=message):
            signs(**given)

    def test_a_series_shorter_than_the_window(self):
        with pytest.raises(BlocformError, match="at least the window"):
            rolling(np.zeros((1, 4)), 5)
