"""Time to fracture: curves by hand and against scipy, groups, censoring, and the restricted mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from experiments.analysis.survival import curve, curves, restricted_mean
from simulation.faults import BlocformError


def wilson(count, runs, z=1.959963984540054):
    """The interval of Wilson 1927, in closed form."""
    share = count / runs
    middle = (share + z**2 / (2 * runs)) / (1 + z**2 / runs)
    half = z / (1 + z**2 / runs) * np.sqrt(share * (1 - share) / runs + z**2 / (4 * runs**2))
    return middle - half, middle + half


class TestCurve:
    """Kaplan-Meier curve; what never fractured is censored at the end."""

    def test_an_example_by_hand(self):
        """Five runs: two fracture in month 2, one in month 4, two never.

        Variance of the log after Greenwood: 2/(5 3) from month 2 on, 1/(3 2) more from month 4 on.
        """
        found = curve(np.array([2, -1, 4, 2, -1]), 5)
        assert found.month.tolist() == [0, 1, 2, 3, 4, 5]
        assert found.at_risk.tolist() == [5, 5, 5, 3, 3, 2]
        assert found.survival == pytest.approx([1, 1, 3 / 5, 3 / 5, 2 / 5, 2 / 5])
        assert found.low[:2] == pytest.approx([wilson(5, 5)[0]] * 2)
        assert found.high[:2].tolist() == [1, 1]
        width = 1.959963984540054 * np.sqrt(2 / 15) / -np.log(0.6)
        assert (found.low[3], found.high[3]) == pytest.approx((0.6 ** np.exp(width), 0.6 ** np.exp(-width)))
        assert (found.low[3], found.high[3]) == pytest.approx((0.1257, 0.8818), abs=1e-4)
        width = 1.959963984540054 * np.sqrt(2 / 15 + 1 / 6) / -np.log(0.4)
        assert (found.low[5], found.high[5]) == pytest.approx((0.4 ** np.exp(width), 0.4 ** np.exp(-width)))

    def test_scipy_gives_the_same_curve(self):
        rng = np.random.default_rng(3)
        month = np.where(rng.random(60) < 0.6, rng.integers(1, 31, 60), -1)
        found = curve(month, 30)
        theirs = ecdf(CensoredData(uncensored=month[month >= 0], right=np.full(np.sum(month < 0), 30))).sf
        bounds = theirs.confidence_interval(method="log-log")
        assert 0 < np.sum(month < 0) < 60
        assert found.survival == pytest.approx(theirs.evaluate(found.month))
        later = found.month >= month[month >= 0].min()
        assert found.low[later] == pytest.approx(bounds.low.evaluate(found.month[later]))
        assert found.high[later] == pytest.approx(bounds.high.evaluate(found.month[later]))

    def test_nothing_and_everything_fractures(self):
        calm = curve(np.array([-1, -1]), 3)
        assert calm.survival.tolist() == calm.high.tolist() == [1, 1, 1, 1]
        assert calm.low == pytest.approx([wilson(2, 2)[0]] * 4), "that nothing fractured in two runs proves little"
        gone = curve(np.array([1, 2]), 3)
        assert gone.survival.tolist() == [1, 0.5, 0, 0]
        assert gone.low[2:].tolist() == [0, 0]
        assert gone.high[2:] == pytest.approx([wilson(0, 2)[1]] * 2)
        assert gone.at_risk.tolist() == [2, 2, 1, 0]

    def test_runs_seen_for_different_times(self):
        """Of four runs one fractures in month 1, one is seen to month 1 alone, one fractures in 2, one is seen to 3."""
        found = curve(np.array([1, -1, 2, -1]), np.array([3, 1, 2, 3]))
        assert found.at_risk.tolist() == [4, 4, 2, 1]
        assert found.fractures.tolist() == [0, 1, 1, 0]
        assert found.survival == pytest.approx([1, 3 / 4, 3 / 8, 3 / 8])

    def test_one_run_one_month(self):
        found = curve(np.array([0]), 0)
        assert (found.month.tolist(), found.survival.tolist(), found.at_risk.tolist()) == ([0], [0.0], [1])


class TestGroups:
    """A curve a group."""

    def test_every_group_is_its_own_curve(self):
        month, group = np.array([2, -1, 4, 2, -1]), np.array(["war", "calm", "war", "calm", "war"])
        found = curves(month, group, 5)
        assert list(found) == ["calm", "war"]
        for name, one in found.items():
            alone = curve(month[group == name], 5)
            for field in ("month", "survival", "low", "high", "at_risk", "fractures"):
                np.testing.assert_array_equal(getattr(one, field), getattr(alone, field))

    def test_groups_seen_for_different_times(self):
        found = curves(np.array([-1, 2, -1]), np.array([1, 2, 1]), np.array([3, 6, 4]))
        assert {name: len(one.month) for name, one in found.items()} == {"1": 5, "2": 7}

    def test_a_label_a_run(self):
        with pytest.raises(BlocformError, match=r"group: given shape \(2,\)"):
            curves(np.array([1, 2, 3]), np.array(["a", "b"]), 5)


class TestRestrictedMean:
    """Months to a fracture, up to a month."""

    def test_an_example_by_hand(self):
        """Runs of 2, 2, 4, 5 and 5 months: mean 18/5, mean square 74/5, so that the variance of the mean is (74/5 - 324/25)/5."""
        found = restricted_mean(curve(np.array([2, -1, 4, 2, -1]), 5))
        assert (found.months, found.until) == (pytest.approx(18 / 5), 5)
        assert found.error == pytest.approx(np.sqrt((74 / 5 - 324 / 25) / 5))

    @settings(deadline=None)
    @given(st.lists(st.integers(-1, 12), min_size=1, max_size=40), st.integers(0, 12))
    def test_without_censoring_it_is_the_mean_of_what_is_seen(self, month, until):
        """Greenwood's variance is then that of the mean with divisor n."""
        month = np.array(month)
        lasted = np.minimum(np.where(month >= 0, month, 12), until)
        found = restricted_mean(curve(month, 12), until)
        assert found.months == pytest.approx(lasted.mean())
        assert found.error == pytest.approx(np.sqrt(lasted.var() / len(month)), abs=1e-9)

    def test_nothing_fractures(self):
        found = restricted_mean(curve(np.array([-1, -1]), 7))
        assert (found.months, found.error) == (7.0, 0.0)

    @pytest.mark.parametrize("until", [-1, 8])
    def test_beyond_the_curve(self, until):
        with pytest.raises(BlocformError, match=f"until: given month {until}, allowed: 0 to 7"):
            restricted_mean(curve(np.array([-1]), 7), until)


@settings(deadline=None)
@given(st.lists(st.integers(-1, 9), min_size=1, max_size=30))
def test_every_curve(month):
    before = list(month)
    month = np.array(month)
    found = curve(month, 9)
    assert month.tolist() == before
    assert found.survival == pytest.approx([np.mean((month < 0) | (month > t)) for t in range(10)])
    assert (np.diff(found.survival) <= 0).all()
    assert (found.low >= 0).all()
    assert (found.low <= found.survival + 1e-12).all()
    assert (found.survival <= found.high + 1e-12).all()
    assert (found.high <= 1).all()


@pytest.mark.parametrize(
    ("month", "months", "message"),
    [
        ([], 5, r"month: given shape \(0,\)"),
        ([[1]], 5, r"month: given shape \(1, 1\)"),
        ([1.5], 5, "month: given float64, allowed: whole numbers"),
        ([np.nan], 5, "month: given float64"),
        ([6], 5, "month: given 6 of a run seen to month 5, allowed: -1 for none, 0 to its end"),
        ([-2], 5, "month: given -2"),
        ([-1], -1, "seen to month -1"),
        ([1, 2], [5, 1], "given 2 of a run seen to month 1"),
        ([1, 2], [5], r"months: given shape \(1,\)"),
        ([1], 5.5, "months: given float64"),
    ],
)
def test_refused(month, months, message):
    with pytest.raises(BlocformError, match=message):
        curve(month, months)
