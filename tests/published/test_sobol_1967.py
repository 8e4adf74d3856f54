"""The first points of the sequence of Sobol' 1967 in two dimensions."""

import numpy as np
import pandas as pd
import pytest

from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import sobol_sequence

POINTS = pd.read_csv(CARRIED / "sensitivity" / "sobol_sequence_2d.csv")[["x1", "x2"]].to_numpy()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_first_points(count):
    np.testing.assert_array_equal(sobol_sequence(2, count, scrambled=False, seed=1), POINTS[:count])


def test_scrambled_points_are_others():
    """Control."""
    assert not np.any(sobol_sequence(2, 4, scrambled=True, seed=1) == POINTS)
