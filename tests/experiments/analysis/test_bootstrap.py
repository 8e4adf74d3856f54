"""The bootstrap of means: ties stay ties, and its spread is that of the mean."""

import numpy as np
import pytest

from experiments.analysis.bootstrap import RESAMPLES, resampled


def test_rows_that_are_equal_or_have_equal_counts_are_so_in_every_resample():
    runs = np.array([[1.0, 0, 1, 0, 0, 1, 1], [1.0, 0, 1, 0, 0, 1, 1]]) * 1.0
    found = resampled(runs[None])
    assert found.shape == (RESAMPLES, 1, 2)
    assert (found[:, 0, 0] == found[:, 0, 1]).all()
    assert (resampled(np.ones((1, 7))) == 1.0).all()


def test_efron_1979_the_spread_is_that_of_a_mean():
    values = np.random.default_rng(3).normal(size=200)
    assert resampled(values).std() == pytest.approx(values.std() / np.sqrt(200), rel=0.1)


def test_the_seed_decides_and_nothing_else():
    values = np.arange(9.0)
    assert (resampled(values, 4) == resampled(values, 4)).all()
    assert (resampled(values, 4) != resampled(values, 5)).any()
