"""Sobol' indices of the expected output: luck neither adds to them nor takes from them, however it is shared."""

import numpy as np
import pytest

from experiments.analysis.expected import expected_indices
from experiments.analysis.noise import corrected, variance_components
from experiments.analysis.sobol import sobol_indices
from experiments.sweeps.designs import saltelli
from simulation.faults import BlocformError

NAMES = ["a", "b", "c"]
EXACT = np.array([0.8, 0.2, 0.0])
"""First and total indices of a + b/2 over the unit cube (the noisy linear model of the published numbers)."""


def outputs(luck, base=1024, replicates=60, second_order=False):
    """a + b/2 with luck, drawn as ``luck(points, rng, replicates)`` says."""
    points = saltelli(3, base, seed=3, second_order=second_order)
    return (points[:, 0] + 0.5 * points[:, 1])[:, None] + luck(points, np.random.default_rng(8), replicates)


LUCK = {
    "none": lambda x, rng, n: np.zeros((len(x), n)),
    "of every row": lambda x, rng, n: 0.3 * rng.normal(size=(len(x), n)),
    "common to all rows": lambda x, rng, n: np.repeat(0.3 * rng.normal(size=(1, n)), len(x), axis=0),
    "shared by neighbours": lambda x, rng, n: (
        np.where((7 * x[:, [2]] + x[:, [0]]) % 1 > rng.random((1, n)), 0.4, -0.4) * rng.normal(size=(1, n))
    ),
}


@pytest.mark.parametrize("second_order", [False, True])
@pytest.mark.parametrize("luck", LUCK)
def test_luck_leaves_the_indices_of_the_expected_output_alone(luck, second_order):
    found = expected_indices(NAMES, outputs(LUCK[luck], second_order=second_order), second_order)
    np.testing.assert_allclose(found["first"], EXACT, atol=0.06)
    np.testing.assert_allclose(found["total"], EXACT, atol=0.06)
    assert (found["first_low"] <= found["first"]).all()
    assert (found["first"] <= found["first_high"]).all()


def test_what_supposes_independent_luck_fails_where_neighbours_share_it():
    """The control: luck that depends on a alone is the same on both sides of a step in c, and nothing is to be taken out for it."""
    values = outputs(lambda x, rng, n: 0.5 * np.cos(2 * np.pi * (3 * x[:, [0]] + rng.random((1, n)))), replicates=3)
    naive = corrected(sobol_indices(NAMES, values.mean(axis=1)).factors, variance_components(values, paired=True), 3).expected
    assert naive.loc["c", "total"] < -0.2
    assert expected_indices(NAMES, values).loc["c", "total"] == pytest.approx(0.0, abs=1e-12)


def test_intervals_cover():
    hits = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        points = saltelli(3, 128, seed=seed)
        values = (points[:, 0] + 0.5 * points[:, 1])[:, None] + 0.3 * rng.normal(size=(len(points), 4))
        found = expected_indices(NAMES, values, seed=seed)
        hits += found.loc["a", "first_low"] <= 0.8 <= found.loc["a", "first_high"]
    assert hits >= 50


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.zeros((10, 4)), "differ by luck alone"),
        (np.ones((10, 1)), "2 or more"),
        (np.ones((9, 3)), "a multiple of 5"),
        (np.full((10, 3), np.nan), "finite"),
    ],
)
def test_what_has_no_indices_is_refused(values, said):
    with pytest.raises(BlocformError, match=said):
        expected_indices(NAMES, values)
