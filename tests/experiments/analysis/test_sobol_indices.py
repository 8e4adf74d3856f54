"""Sobol' indices: what SALib is spared, what is refused, and the shape of what comes back."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.sobol import sobol_indices
from experiments.sweeps.designs import saltelli
from simulation.faults import BlocformError

NAMES = ["a", "b", "c"]


def values(second_order=False, base_points=256):
    """Output of a model with an interaction of the first two factors."""
    points = saltelli(3, base_points, 1, second_order)
    return points[:, 0] + points[:, 0] * points[:, 1]


def test_the_tables():
    found = sobol_indices(NAMES, values(second_order=True), second_order=True)
    assert list(found.factors.index) == NAMES
    assert list(found.factors) == ["first", "first_low", "first_high", "total", "total_low", "total_high"]
    assert list(found.pairs) == ["factor", "partner", "second", "second_low", "second_high"]
    assert list(zip(found.pairs["factor"], found.pairs["partner"], strict=True)) == [("a", "b"), ("a", "c"), ("b", "c")]
    for table, orders in ((found.factors, ("first", "total")), (found.pairs, ("second",))):
        for order in orders:
            assert np.all(table[f"{order}_low"] <= table[order])
            assert np.all(table[order] <= table[f"{order}_high"])
    without = sobol_indices(NAMES, values())
    assert without.pairs.empty
    assert list(without.pairs) == list(found.pairs)


def test_a_factor_that_does_nothing():
    row = sobol_indices(NAMES, values()).factors.loc["c"]
    np.testing.assert_array_equal(row, np.zeros(6))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_seed_decides_alone(seed):
    """Seed 0 as well, for which SALib would take numpy's global generator."""
    first, again = (sobol_indices(NAMES, values(), seed=seed).factors for _ in "ab")
    pd.testing.assert_frame_equal(first, again)
    other = sobol_indices(NAMES, values(), seed=seed + 5).factors
    assert first["first_low"]["a"] != other["first_low"]["a"]
    pd.testing.assert_series_equal(first["first"], other["first"])


@pytest.mark.parametrize("scale", [1e-200, -1.0, 1e200])
def test_the_unit_of_the_output_does_not_matter(scale):
    pd.testing.assert_frame_equal(sobol_indices(NAMES, scale * values()).factors, sobol_indices(NAMES, values()).factors)


def test_what_was_given_stays_as_it_was():
    output, names = values(), list(NAMES)
    copy = output.copy()
    sobol_indices(names, output)
    np.testing.assert_array_equal(output, copy)
    assert names == NAMES


def test_the_interval_holds_the_index_in_95_of_100_designs():
    """The first order of a in a + b is one half."""
    held = []
    for seed in range(200):
        points = np.random.default_rng(seed).random((200, 4))
        a, b = points[:, :2], points[:, 2:]
        blocks = np.stack([a, np.column_stack([b[:, 0], a[:, 1]]), np.column_stack([a[:, 0], b[:, 1]]), b], axis=1)
        row = sobol_indices(["a", "b"], blocks.sum(axis=2).ravel(), seed=seed).factors.loc["a"]
        held.append([row["first_low"] <= share <= row["first_high"] for share in (0.5, 0.7)])
    right, wrong = np.mean(held, axis=0)
    assert right == pytest.approx(0.95, abs=0.045)
    assert wrong < 0.8


def spoiled(value, rows=slice(0, 1)):
    """Output with some rows replaced."""
    output = values()
    output[rows] = value
    return output


REFUSED = {
    "one NaN": (NAMES, spoiled(np.nan)),
    "one infinity": (NAMES, spoiled(np.inf)),
    "a constant": (NAMES, np.full(50, 0.1)),
    "base points that are all alike": (NAMES, np.tile([1.0, 2.0, 3.0, 4.0, 1.0], 8)),
    "rows that do not divide": (NAMES, values()[:-1]),
    "one base point": (NAMES, values()[:5]),
    "nothing": (NAMES, []),
    "a table": (NAMES, values().reshape(-1, 5)),
    "words": (NAMES, ["x"] * 10),
    "no factors": ([], np.arange(4.0)),
    "a factor twice": (["a", "a", "c"], values()),
}


@pytest.mark.parametrize(("names", "output"), REFUSED.values(), ids=REFUSED)
def test_refusals(names, output):
    with pytest.raises(BlocformError, match=r"given .* allowed"):
        sobol_indices(names, output)


def test_salib_is_imported_only_where_it_is_needed():
    code = """
import sys
from experiments.analysis.sobol import sobol_indices
assert "SALib" not in sys.modules
sobol_indices(["a"], [1.0, 2.0, 3.0] * 2)
assert "SALib" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
