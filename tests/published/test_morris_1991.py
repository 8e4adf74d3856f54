"""Elementary effects of Morris 1991: of a linear model they are its coefficients, whatever the trajectories."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.morris import elementary_effects
from experiments.analysis.sobol import sobol_indices
from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import morris, saltelli

DATA = CARRIED / "sensitivity"
MODEL = pd.read_csv(DATA / "linear_model.csv", index_col="input")
SIZE = pd.read_csv(DATA / "design_sizes.csv").set_index("design").loc["morris_trajectories"]


def linear(points):
    """y = a + 2b + 5c + 0d on the ranges of the table."""
    low, high = MODEL["low"].to_numpy(), MODEL["high"].to_numpy()
    return (low + points * (high - low)) @ MODEL["coefficient"].to_numpy()


@pytest.mark.parametrize(("trajectories", "seed", "levels"), [(2, 1, 2), (10, 1, 4), (10, 2, 4), (7, 5, 8)])
def test_effects_of_a_linear_model(trajectories, seed, levels):
    points = morris(len(MODEL), trajectories, seed, levels)
    found = elementary_effects(pd.DataFrame(points, columns=MODEL.index), linear(points))
    np.testing.assert_allclose(found["mu_star"], MODEL["morris_mu_star"], atol=1e-12)
    np.testing.assert_allclose(found["mu"], MODEL["morris_mu_star"], atol=1e-12)
    np.testing.assert_allclose(found["sigma"], MODEL["morris_sigma"], atol=1e-12)
    np.testing.assert_allclose(found["mu_star_high"] - found["mu_star_low"], 0.0, atol=1e-12)


def test_a_curve_is_no_line():
    """Control: a small square has a spread."""
    points = morris(len(MODEL), 10, 1)
    found = elementary_effects(points, linear(points) + 0.1 * points[:, 2] ** 2)
    assert found["sigma"][2] > 0.01
    assert found["mu_star"][2] != pytest.approx(MODEL["morris_mu_star"].iloc[2], abs=0.01)


def test_size_of_the_design():
    assert len(morris(int(SIZE["inputs"]), int(SIZE["base_samples"]), 1)) == SIZE["rows"]


def test_its_indices():
    """First and total order are the same shares of the squares."""
    points = saltelli(len(MODEL), 1024, 1)
    found = sobol_indices(list(MODEL.index), linear(points)).factors
    for order in ("first", "total"):
        np.testing.assert_allclose(found[order], MODEL[f"{order}_order"], atol=0.01)
        assert np.max(np.abs(found[order] - MODEL[f"{order}_order"].to_numpy()[::-1])) > 0.01
