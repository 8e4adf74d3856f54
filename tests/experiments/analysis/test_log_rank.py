"""Log-rank test: by hand, against scipy, and its rate of false alarms."""

import numpy as np
import pytest
from scipy import stats

from experiments.analysis.log_rank import log_rank
from experiments.analysis.survival import curve, curves
from simulation.faults import BlocformError


def test_an_example_by_hand():
    """Group a fractures in months 1 and 3, b in 2 and 4. Expected of a: 1/2 + 1/3 + 1/2 + 0; variance 1/4 + 2/9 + 1/4 + 0 = 13/18."""
    found = log_rank(curves(np.array([1, 2, 3, 4]), np.array(list("abab")), 4))
    assert found.observed == {"a": 2, "b": 2}
    assert found.expected == pytest.approx({"a": 4 / 3, "b": 8 / 3})
    assert found.statistic == pytest.approx((2 / 3) ** 2 / (13 / 18))
    assert found.freedom == 1
    assert found.p_value == pytest.approx(2 * stats.norm.sf(np.sqrt(8 / 13)))


def test_ties_by_hand():
    """Two of three runs of a and one of three of b fracture in month 1: expected 3/2, variance 3 (3/5) (1/4)."""
    found = log_rank(curves(np.array([1, 1, -1, 1, -1, -1]), np.array(list("aaabbb")), 2))
    assert found.statistic == pytest.approx(0.5**2 / (9 / 20))


def test_scipy_gives_the_same():
    rng = np.random.default_rng(5)
    for _ in range(20):
        month, group = np.where(rng.random(50) < 0.6, rng.integers(0, 20, 50), -1), rng.integers(0, 2, 50)
        found = log_rank(curves(month, group, 20))
        samples = [censored(month[group == k]) for k in (0, 1)]
        theirs = stats.logrank(*samples)
        assert found.statistic == pytest.approx(theirs.statistic**2)
        assert found.p_value == pytest.approx(theirs.pvalue)


def censored(month):
    """Months as scipy takes them."""
    return stats.CensoredData(uncensored=month[month >= 0], right=np.full(np.sum(month < 0), 20))


def false_alarms(rng, hazard, trials=400):
    """Share of tests of three groups with these hazards that say at 5 % that they differ."""
    group = np.repeat([0, 1, 2], 40)
    found = 0
    for _ in range(trials):
        month = rng.geometric(np.array(hazard)[group])
        found += log_rank(curves(np.where(month <= 36, month, -1), group, 36)).p_value < 0.05
    return found / trials


def test_its_rate_of_false_alarms():
    """Between .028 and .077 lies 98 % of what 400 tests at 5 % give; groups that differ are found out."""
    low, high = stats.binom.ppf([0.01, 0.99], 400, 0.05) / 400
    assert low <= false_alarms(np.random.default_rng(1), (0.03, 0.03, 0.03)) <= high
    assert false_alarms(np.random.default_rng(1), (0.03, 0.03, 0.07), 60) > 0.6 > high


def test_order_and_names_of_groups_do_not_matter():
    found = curves(np.array([1, 5, 3, -1, 2, 2]), np.array(list("abcabc")), 6)
    one, other = log_rank(found), log_rank(dict(reversed(found.items())))
    assert other.statistic == pytest.approx(one.statistic)
    assert (other.freedom, one.freedom) == (2, 2)


def test_the_same_group_twice_does_not_differ():
    one = curve(np.array([1, 4, -1]), 6)
    found = log_rank({"a": one, "b": one})
    assert (found.statistic, found.p_value) == (pytest.approx(0.0, abs=1e-12), pytest.approx(1.0))


def test_nothing_to_compare():
    for month in ([-1, -1], [0, 0]):
        found = log_rank(curves(np.array(month), np.array(list("ab")), 3))
        assert (found.statistic, found.freedom, found.p_value) == (0.0, 0, 1.0)


def test_a_group_seen_for_a_shorter_time():
    """Of b, seen to month 1 alone, nothing is expected later."""
    found = log_rank(curves(np.array([1, 3, -1]), np.array(list("aab")), np.array([4, 4, 1])))
    assert found.expected == pytest.approx({"a": 2 / 3 + 1, "b": 1 / 3})


def test_a_group_that_is_never_at_risk_does_not_count():
    found = log_rank(curves(np.array([2, 3, 2, -1, -1]), np.array(list("abbac")), np.array([4, 4, 4, 4, 0])))
    assert found.freedom == 1
    assert found.expected["c"] == 0.0


def test_one_group():
    with pytest.raises(BlocformError, match="given 1 groups, allowed: two or more"):
        log_rank({"a": curve(np.array([1]), 2)})
