"""Rank correlations: against scipy, their interval, partial correlations, and constants."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from experiments.analysis.correlations import interval, rank_correlations
from simulation.faults import BlocformError


def sample(runs=200, seed=1):
    """Three factors, the third a noisy copy of the first, and an output of the first two."""
    rng = np.random.default_rng(seed)
    a, b = rng.random((2, runs))
    table = pd.DataFrame({"a": a, "b": b, "copy": a + 0.2 * rng.random(runs)})
    return table, np.exp(3.0 * a) - b + 0.3 * rng.random(runs)


def test_spearman_is_scipys():
    table, values = sample()
    table["coarse"] = np.round(3.0 * table["a"])
    found = rank_correlations(table, values)
    assert list(found.index) == list(table)
    for name in table:
        assert found.loc[name, "spearman"] == pytest.approx(spearmanr(table[name], values).statistic, abs=1e-12)


def test_partial_is_from_the_inverse_of_the_correlations():
    """The definition by the matrix of precision, which the code does not use."""
    table, values = sample()
    precision = np.linalg.inv(np.corrcoef(rankdata(np.column_stack([table, values]), axis=0), rowvar=False))
    expected = -precision[:-1, -1] / np.sqrt(np.diag(precision)[:-1] * precision[-1, -1])
    np.testing.assert_allclose(rank_correlations(table, values)["partial"], expected, atol=1e-10)


def test_a_copy_correlates_and_explains_nothing_of_its_own():
    row = rank_correlations(*sample(2000)).loc["copy"]
    assert row["spearman"] > 0.9
    assert abs(row["partial"]) < 0.1


class TestInterval:
    """Fisher's z with the variance of Bonett and Wright."""

    def test_by_hand(self):
        """rho = 0.6 of 28 runs: z = 0.693147, standard error sqrt(1.18 / 25) = 0.217256."""
        low, high = interval(0.6, 28)
        assert (low, high) == pytest.approx(
            (np.tanh(0.6931472 - 1.959964 * 0.2172556), np.tanh(0.6931472 + 1.959964 * 0.2172556)), abs=1e-6
        )

    def test_it_holds_the_truth_in_95_of_100_samples(self):
        """Of normals with correlation one half Spearman's is 6 / pi asin(1 / 4); control: it rarely holds 0.25."""
        truth = 6.0 / np.pi * np.arcsin(0.25)
        rng = np.random.default_rng(3)
        held = []
        for _ in range(1000):
            a, e = rng.normal(size=(2, 60))
            row = rank_correlations(pd.DataFrame({"a": a}), 0.5 * a + np.sqrt(0.75) * e).loc["a"]
            held.append([row["low"] <= rho <= row["high"] for rho in (truth, 0.25)])
        right, wrong = np.mean(held, axis=0)
        assert right == pytest.approx(0.95, abs=0.02)
        assert wrong < 0.7

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.floats(-1.0, 1.0), st.integers(1, 10_000))
    def test_it_holds_the_estimate(self, rho, runs):
        low, high = interval(rho, runs)
        assert -1.0 <= low <= rho + 1e-12
        assert rho - 1e-12 <= high <= 1.0

    @pytest.mark.parametrize("runs", [1, 2, 3])
    def test_few_runs_say_nothing(self, runs):
        assert interval(0.5, runs) == (-1.0, 1.0)


class TestDegenerate:
    """What never changes, is made up by others, or is too few."""

    def test_a_constant_factor_is_0_and_leaves_the_others_alone(self):
        table, values = sample()
        found = rank_correlations(table.assign(still=0.3), values)
        assert found.loc["still"].tolist() == [0.0] * 4
        pd.testing.assert_frame_equal(found.drop("still"), rank_correlations(table, values))

    def test_a_constant_output_is_0(self):
        table, _ = sample()
        assert np.all(rank_correlations(table, np.ones(len(table))) == 0.0)

    def test_a_factor_given_twice_explains_nothing_of_its_own(self):
        table, values = sample()
        found = rank_correlations(table[["a"]].assign(again=2.0 * table["a"]), values)
        assert found["partial"].tolist() == [0.0, 0.0]
        assert np.all(found["spearman"] > 0.9)

    @pytest.mark.parametrize(("runs", "known"), [(4, False), (5, True)])
    def test_too_few_runs_for_a_partial_one(self, runs, known):
        table, values = sample(runs)
        partial = rank_correlations(table, values)["partial"]
        assert np.all(np.isfinite(partial)) == known
        assert np.all(np.isnan(partial)) != known

    def test_one_run(self):
        assert np.all(rank_correlations(*sample(1)) == 0.0)

    @pytest.mark.parametrize(
        ("columns", "values"),
        [
            ({}, []),
            ({"a": [1.0, 2.0]}, [1.0]),
            ({"a": [1.0, np.nan]}, [1.0, 2.0]),
            ({"a": [1.0, 2.0]}, [1.0, np.inf]),
            ({"a": ["x", "y"]}, [1.0, 2.0]),
            ({}, [1.0]),
        ],
    )
    def test_refusals(self, columns, values):
        with pytest.raises(BlocformError, match=r"given .* allowed"):
            rank_correlations(pd.DataFrame(columns), values)
