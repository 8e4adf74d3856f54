"""Elementary effects: by hand, against SALib, their interval, and refusals."""

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as salib

from experiments.analysis.morris import elementary_effects
from experiments.sweeps.designs import morris
from simulation.faults import BlocformError


def curved(points):
    """A model with a curve and an interaction."""
    return 3.0 * points[:, 0] + points[:, 1] ** 2 - 2.0 * points[:, 0] * points[:, 2]


def test_by_hand():
    """y = x1 x2 has effects 0 and 2/3 along one trajectory, 1 and 1/3 along the other."""
    points = np.array([[0, 0], [2, 0], [2, 2], [3, 3], [1, 3], [1, 1]]) / 3.0
    found = elementary_effects(pd.DataFrame(points, columns=["a", "b"]), points[:, 0] * points[:, 1])
    assert list(found.index) == ["a", "b"]
    np.testing.assert_allclose(found["mu"], [0.5, 0.5])
    np.testing.assert_allclose(found["sigma"], [np.sqrt(0.5), np.sqrt(1.0 / 18.0)])
    np.testing.assert_allclose(found[["mu_star_low", "mu_star_high"]], [[0.0, 1.0], [1.0 / 3.0, 2.0 / 3.0]])


@pytest.mark.parametrize("levels", [4, 8])
def test_salib_agrees(levels):
    points = morris(4, 60, 2, levels)
    values = curved(points)
    problem = {"num_vars": 4, "names": ["a", "b", "c", "d"], "bounds": [[0.0, 1.0]] * 4}
    expected = salib.analyze(problem, points, values, num_levels=levels, num_resamples=1000, seed=1)
    found = elementary_effects(points, values)
    for name in ("mu", "mu_star", "sigma"):
        np.testing.assert_allclose(found[name], np.asarray(expected[name]), atol=1e-12)
    half = (found["mu_star_high"] - found["mu_star_low"]) / 2.0
    np.testing.assert_allclose(half, expected["mu_star_conf"], rtol=0.1, atol=1e-12)
    other = elementary_effects(morris(4, 30, 2, levels), curved(morris(4, 30, 2, levels)))
    assert np.any(np.abs((other["mu_star_high"] - other["mu_star_low"]) / 2.0 / half - 1.0)[:3] > 0.2), "control: half of the trajectories"


def test_the_interval_holds_the_mean_size_in_95_of_100_designs():
    """The effect of x2^2 on four levels is 2/3 or 4/3 at even odds, so that its mean size is 1."""
    held = []
    for seed in range(200):
        points = morris(2, 40, seed)
        found = elementary_effects(points, points[:, 1] ** 2, seed).loc[1]
        held.append((found["mu_star_low"] <= 1.0 <= found["mu_star_high"], found["mu_star_low"] <= 1.1 <= found["mu_star_high"]))
    right, wrong = np.mean(held, axis=0)
    assert right == pytest.approx(0.95, abs=0.045)
    assert wrong < 0.8


def test_a_seed_gives_the_same_interval_and_another_gives_another():
    points = morris(3, 10, 1)
    first, again, other = (elementary_effects(points, curved(points), seed) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(first, again)
    assert np.any(first["mu_star_low"] != other["mu_star_low"])


def test_a_constant_output_has_no_effects():
    assert np.all(elementary_effects(morris(3, 4, 1), np.full(16, 2.5)) == 0.0)


def test_what_was_given_stays_as_it_was():
    points, values = morris(3, 4, 1), curved(morris(3, 4, 1))
    copies = points.copy(), values.copy()
    elementary_effects(points, values)
    np.testing.assert_array_equal(points, copies[0])
    np.testing.assert_array_equal(values, copies[1])


POINTS = morris(3, 4, 1)
REFUSED = {
    "one trajectory": (POINTS[:4], np.zeros(4)),
    "a trajectory and a half": (POINTS[:6], np.zeros(6)),
    "too few values": (POINTS, np.zeros(15)),
    "no trajectories": (np.random.default_rng(1).random((16, 3)), np.zeros(16)),
    "points that stand still": (np.zeros((16, 3)), np.zeros(16)),
    "a value that is no number": (POINTS, np.full(16, np.nan)),
    "an infinite value": (POINTS, np.full(16, np.inf)),
    "a position that is no number": (np.full((16, 3), np.nan), np.zeros(16)),
    "nothing": (np.zeros((0, 3)), np.zeros(0)),
}


@pytest.mark.parametrize(("positions", "values"), REFUSED.values(), ids=REFUSED)
def test_refusals(positions, values):
    with pytest.raises(BlocformError, match=r"given .* allowed"):
        elementary_effects(positions, values)
