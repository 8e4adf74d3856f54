"""Student 1908: the mean of paired differences, and what pairing saves."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.intervals import paired
from experiments.reproducing.folder import CARRIED

DATA = Path(__file__).parent / "data" / "student_1908"
CASES = pd.read_csv(CARRIED / "replication" / "paired_difference.csv")
PAIRS = 4000


def correlated(sd, correlation, rng):
    """Two samples of exactly these standard deviations and this correlation."""
    a, e = rng.normal(size=(2, PAIRS))
    a = (a - a.mean()) / a.std(ddof=1)
    e = e - e.mean() - a * (e @ a) / (a @ a)
    return sd * a, sd * (correlation * a + np.sqrt(1 - correlation**2) * e / e.std(ddof=1))


def half_width(variance):
    """Of the 95 % interval, for so many pairs that t is normal to three digits."""
    return 1.96054 * np.sqrt(variance / PAIRS)


@pytest.mark.parametrize("case", list(CASES.itertuples()), ids=lambda case: f"rho {case.correlation}")
def test_variance_of_the_difference(case):
    a, b = correlated(case.sd, case.correlation, np.random.default_rng(1))
    found = paired(a + 0.5, b)
    assert case.variance_of_difference == pytest.approx(2 * case.sd**2 * (1 - case.correlation))
    assert found.difference == pytest.approx(0.5)
    assert found.correlation == pytest.approx(case.correlation, abs=1e-12)
    assert (found.high - found.low) / 2 == pytest.approx(half_width(case.variance_of_difference), rel=1e-5)
    assert 1 / found.saving == pytest.approx(case.pairs_needed_relative_to_independent)


def test_pairs_in_another_order_save_nothing():
    """Control: it is the pairing that saves, not the two samples."""
    rng = np.random.default_rng(2)
    a, b = correlated(1.0, 0.9, rng)
    found = paired(a, rng.permutation(b))
    assert found.saving == pytest.approx(1.0, abs=0.1)
    assert (found.high - found.low) / 2 > 3 * half_width(0.2)


def test_sleep_of_ten_patients():
    sleep, expected = pd.read_csv(DATA / "sleep.csv"), pd.read_csv(DATA / "sleep_expected.csv").iloc[0]
    found = paired(sleep["first"], sleep["second"])
    assert (found.pairs, found.difference) == (10, pytest.approx(expected["difference"]))
    assert (found.low, found.high) == pytest.approx((expected["low"], expected["high"]), abs=1e-6)
    t_of_nine = 2.262157
    assert found.difference / ((found.high - found.low) / 2 / t_of_nine) == pytest.approx(expected["t"], abs=1e-4)
    apart = paired(sleep["first"], np.roll(sleep["second"], 3))
    assert (apart.low, apart.high) != pytest.approx((expected["low"], expected["high"]), abs=1e-2), "control: other pairs"
