"""Latin hypercubes of McKay, Beckman & Conover 1979: every stratum of every factor once."""

import numpy as np
import pytest

from experiments.sweeps.designs import latin_hypercube


def strata(points):
    """Which stratum of every factor each point hits, sorted; array (points, factors)."""
    return np.sort(np.floor(points * len(points)).astype(int), axis=0)


@pytest.mark.parametrize(("factors", "count", "seed"), [(1, 1, 1), (2, 7, 1), (5, 100, 2), (25, 333, 3)])
def test_every_stratum_once(factors, count, seed):
    expected = np.tile(np.arange(count)[:, None], factors)
    np.testing.assert_array_equal(strata(latin_hypercube(factors, count, seed)), expected)


def test_independent_points_miss_some():
    """Control."""
    points = np.random.default_rng(1).random((100, 1))
    assert len(np.unique(strata(points))) < 80
