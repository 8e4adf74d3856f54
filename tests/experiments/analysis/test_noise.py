"""Noise: analysis of variance by hand, without bias, and indices with it taken out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.analysis.noise import Noise, corrected, variance_components
from simulation.faults import BlocformError

BETWEEN, COMMON, WITHIN = 1.0, 0.5, 2.0


def runs(seed, paired, rows=12, replicates=4):
    """Normal output with the variances above; unpaired rows have all of their luck to themselves."""
    rng = np.random.default_rng(seed)
    expected = rng.normal(0.0, np.sqrt(BETWEEN), (rows, 1))
    common = rng.normal(0.0, np.sqrt(COMMON), (1 if paired else rows, replicates))
    return expected + common + rng.normal(0.0, np.sqrt(WITHIN), (rows, replicates))


class TestByHand:
    """Two rows of two replicates: 1, 2 and 3, 6."""

    values = np.array([[1.0, 2.0], [3.0, 6.0]])

    def test_paired(self):
        assert variance_components(self.values, paired=True) == Noise(between=4.0, common=1.5, within=1.0)

    def test_unpaired(self):
        assert variance_components(self.values, paired=False) == Noise(between=3.25, common=0.0, within=2.5)

    def test_share(self):
        assert Noise(4.0, 1.5, 2.5).share == 0.5
        assert Noise(0.0, 0.0, 2.5).share == 1.0
        assert Noise(3.0, 0.0, 0.0).share == 0.0


@pytest.mark.parametrize("paired", [True, False])
def test_without_bias(paired):
    """The mean over many tables is the truth within four standard errors; taken for the other kind it is not."""
    found = [variance_components(runs(seed, paired, rows=40), paired) for seed in range(2000)]
    table = np.array([(noise.between, noise.common, noise.within) for noise in found])
    truth = np.array([BETWEEN, COMMON, WITHIN] if paired else [BETWEEN, 0.0, COMMON + WITHIN])
    assert np.all(np.abs(table.mean(axis=0) - truth) <= 4.0 * table.std(axis=0) / np.sqrt(len(table)) + 1e-12)
    if paired:
        mistaken = np.array([variance_components(runs(seed, True, rows=40), False).within for seed in range(2000)])
        assert abs(mistaken.mean() - WITHIN) > 4.0 * mistaken.std() / np.sqrt(len(mistaken))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 1000), st.booleans(), st.integers(2, 5), st.integers(2, 5), st.sampled_from([0.0, 1e-9, 1.0, 1e6]))
def test_no_variance_is_below_zero(seed, paired, rows, replicates, scale):
    values = scale * np.random.default_rng(seed).normal(size=(rows, replicates))
    before = values.copy()
    noise = variance_components(values, paired)
    assert min(noise.between, noise.common, noise.within) >= 0.0
    assert 0.0 <= noise.share <= 1.0
    np.testing.assert_array_equal(values, before)


def test_luck_common_to_all_rows_is_no_variance_between_them():
    values = np.arange(5.0)[:, None] + np.array([0.0, 7.0, -3.0])
    noise = variance_components(values, paired=True)
    assert noise.between == pytest.approx(2.5)
    assert noise.within == pytest.approx(0.0, abs=1e-12)
    assert noise.common == pytest.approx(np.var([0.0, 7.0, -3.0], ddof=1))


class TestCorrected:
    """There and back."""

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.1, 9.0), st.floats(0.0, 9.0), st.floats(0.0, 9.0), st.integers(1, 50))
    def test_indices_of_means_give_those_of_the_expected_value(self, first, total, between, common, within, replicates):
        luck = within / replicates
        means = pd.DataFrame({"first": [first * between / (between + luck)], "total": [(total * between + luck) / (between + luck)]})
        found = corrected(means, Noise(between, common, within), replicates)
        all_luck = common + within
        np.testing.assert_allclose(found.expected, [[first, total]], atol=1e-9)
        np.testing.assert_allclose(
            found.single, [[first * between, total * between + all_luck] / np.float64(between + all_luck)], atol=1e-9
        )

    def test_intervals_go_along(self):
        table = pd.DataFrame(
            {"first": [0.4], "first_low": [0.3], "first_high": [0.5], "total": [0.6], "total_low": [0.5], "total_high": [0.7]}
        )
        before = table.copy()
        found = corrected(table, Noise(2.0, 0.0, 4.0), 2)
        np.testing.assert_allclose(found.expected, [[0.8, 0.6, 1.0, 0.2, 0.0, 0.4]])
        np.testing.assert_allclose(found.single, [[0.8 / 3, 0.2, 1 / 3, 2.2 / 3, 2 / 3, 0.8]])
        pd.testing.assert_frame_equal(table, before)

    def test_without_noise_nothing_changes(self):
        table = pd.DataFrame({"first": [0.4, 0.1], "total": [0.9, 0.3]}, index=["a", "b"])
        found = corrected(table, Noise(2.0, 0.0, 0.0), 1)
        pd.testing.assert_frame_equal(found.expected, table)
        pd.testing.assert_frame_equal(found.single, table)

    @pytest.mark.parametrize(
        ("columns", "noise", "replicates"),
        [(["first"], Noise(0.0, 0.0, 1.0), 2), (["first"], Noise(1.0, 0.0, 1.0), 0), (["first", "mu"], Noise(1.0, 0.0, 1.0), 2)],
    )
    def test_refusals(self, columns, noise, replicates):
        with pytest.raises(BlocformError, match=r"given .* allowed"):
            corrected(pd.DataFrame(0.5, index=[0], columns=columns), noise, replicates)


@pytest.mark.parametrize(
    "values", [np.zeros((1, 5)), np.zeros((5, 1)), np.zeros(5), np.full((3, 3), np.nan), np.zeros((0, 2)), [[1, 2], [3]]]
)
@pytest.mark.parametrize("paired", [True, False])
def test_refusals(values, paired):
    with pytest.raises(BlocformError, match=r"given .* allowed"):
        variance_components(values, paired)


def test_a_constant_has_no_variance():
    assert variance_components(np.full((4, 3), 0.1), paired=True) == Noise(0.0, 0.0, 0.0)
    assert variance_components(np.full((4, 3), 0.1), paired=False).share == 0.0
