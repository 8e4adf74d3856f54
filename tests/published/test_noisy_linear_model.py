"""Indices of y = x1 + x2/2 + e in closed form, with luck of its own in every run and with luck in common."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.noise import Noise, corrected, variance_components
from experiments.analysis.sobol import sobol_indices
from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import saltelli

TABLE = pd.read_csv(CARRIED / "sensitivity" / "stochastic_model.csv")
ROWS = TABLE.set_index(["noise_across_rows", "replicates_averaged"])
VARIANCE, LUCK = 1.25 / 12.0, 0.3**2
FACTORS = ["x1", "x2"]
N = 4096


def exact(kind, replicates):
    """Indices of first and total order, a row a factor."""
    row = ROWS.loc[(kind, replicates)]
    return pd.DataFrame({order: [row[f"{order}_order_{x}"] for x in FACTORS] for order in ("first", "total")}, index=FACTORS)


def runs(replicates, common, seed=1):
    """Output at every point of a design, array (points, replicates)."""
    rng = np.random.default_rng(seed)
    points = saltelli(2, N, seed)
    luck = rng.normal(0.0, 0.3, (1 if common else len(points), replicates))
    return (points @ [1.0, 0.5])[:, None] + luck


def agree(table, expected):
    """Whether every estimate is within four standard errors of what is expected."""
    errors = [abs(table[o] - expected[o]) / ((table[f"{o}_high"] - table[f"{o}_low"]) / (2.0 * 1.96)) for o in ("first", "total")]
    return np.max(errors) < 4.0


class TestAlgebra:
    """With the exact variances one line of the table gives the others."""

    @pytest.mark.parametrize("replicates", [1, 10, 100])
    def test_independent(self, replicates):
        found = corrected(exact("independent", replicates), Noise(VARIANCE, 0.0, LUCK), replicates)
        np.testing.assert_allclose(found.expected, exact("common", 1), atol=1e-12)
        np.testing.assert_allclose(found.single, exact("independent", 1), atol=1e-12)

    def test_common(self):
        found = corrected(exact("common", 1), Noise(VARIANCE, LUCK, 0.0), 10)
        np.testing.assert_allclose(found.expected, exact("common", 1), atol=1e-12)
        np.testing.assert_allclose(found.single, exact("independent", 1), atol=1e-12)

    def test_another_number_of_replicates(self):
        """Control."""
        found = corrected(exact("independent", 10), Noise(VARIANCE, 0.0, LUCK), 1)
        assert np.min(np.abs(found.expected - exact("common", 1))) > 0.01


class TestRuns:
    """What is estimated from runs."""

    @pytest.mark.parametrize("replicates", [1, 10])
    def test_indices_of_means(self, replicates):
        found = sobol_indices(FACTORS, runs(replicates, common=False).mean(axis=1)).factors
        assert agree(found, exact("independent", replicates))
        assert not agree(found, exact("independent", 11 - replicates))

    @pytest.mark.parametrize("common", [False, True])
    def test_corrected_indices(self, common):
        values = runs(10, common)
        found = sobol_indices(FACTORS, values.mean(axis=1)).factors
        noise = variance_components(values, paired=common)
        freed = corrected(found, noise, 10)
        assert agree(freed.expected, exact("common", 1))
        assert agree(found, exact("common", 1)) is np.bool_(common), "only luck of its own gets into the means"

    def test_single_run(self):
        values = runs(10, common=False)
        freed = corrected(sobol_indices(FACTORS, values.mean(axis=1)).factors, variance_components(values, paired=False), 10)
        assert agree(freed.single, exact("independent", 1))
        assert not agree(freed.single, exact("independent", 10))
