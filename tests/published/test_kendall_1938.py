"""Kendall 1938: tau of a series with its order."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.tipping import kendall
from experiments.reproducing.folder import CARRIED

EXPECTED = pd.read_csv(CARRIED / "early_warning" / "kendall_tau.csv").set_index("series")["tau"]


def test_what_always_rises_and_what_always_falls():
    rising = np.cumsum(np.random.default_rng(1).random((50, 30)) + 1e-6, axis=1)
    assert kendall(rising) == pytest.approx(EXPECTED["strictly_increasing"])
    assert kendall(-rising) == pytest.approx(EXPECTED["strictly_decreasing"])


def test_one_step_back_is_told():
    """Control: a neighbouring pair in the other order is one of n (n - 1) / 2."""
    series = np.arange(30.0)
    series[[11, 12]] = series[[12, 11]]
    assert kendall(series[None])[0] == pytest.approx(EXPECTED["strictly_increasing"] - 2 / 435)


def test_any_order_has_its_moments():
    """Independent series: mean 0 and variance 2 (2 n + 5) / (9 n (n - 1)); a trend (control) does not."""
    rng, n = np.random.default_rng(2), 20
    values = rng.random((4000, n))
    variance = 2 * (2 * n + 5) / (9 * n * (n - 1))
    found = kendall(values)
    assert found.mean() == pytest.approx(0.0, abs=4 * np.sqrt(variance / 4000))
    assert found.var() == pytest.approx(variance, rel=0.1)
    assert kendall(values + 0.01 * np.arange(n)).mean() > 4 * np.sqrt(variance / 4000)
