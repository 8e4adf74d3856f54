"""The G function of Saltelli & Sobol' 1995: eight factors of falling importance."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.sobol import sobol_indices
from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import saltelli

EXACT = pd.read_csv(CARRIED / "sensitivity" / "sobol_g.csv", index_col="input")
N, CLOSE = 16384, 0.005


def g(points, a):
    """y = product of (|4 x_i - 2| + a_i) / (1 + a_i) with the factors uniform on (0, 1)."""
    return np.prod((np.abs(4.0 * points - 2.0) + a) / (1.0 + a), axis=1)


def error(values):
    """Largest error of the indices of first and total order."""
    found = sobol_indices(list(EXACT.index), values).factors
    return max(np.max(np.abs(found[order] - EXACT[f"{order}_order"])) for order in ("first", "total"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_first_and_total_order(seed):
    assert error(g(saltelli(8, N, seed), EXACT["a"].to_numpy())) < CLOSE


def test_controls():
    """A weight moved a little, and the columns in another order."""
    points, a = saltelli(8, N, 1), EXACT["a"].to_numpy()
    assert error(g(points, np.where(a == 1.0, 1.1, a))) > CLOSE
    assert error(g(points[:, ::-1], a)) > CLOSE
