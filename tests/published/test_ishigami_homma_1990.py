"""The function of Ishigami & Homma 1990: a factor that acts only through another one."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.sobol import sobol_indices
from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import saltelli

TABLE = pd.read_csv(CARRIED / "sensitivity" / "ishigami.csv")
EXACT = {quantity: dict(zip(rows["input"], rows["value"], strict=True)) for quantity, rows in TABLE.groupby("quantity")}
FACTORS = ["x1", "x2", "x3"]
MANY, EXACTLY = 16384, 0.0013
FEW, ROUGHLY = 1024, 0.01
"""Base points, and the sampling error allowed: of one design of many, and of the mean of eight designs of few."""


def ishigami(points, a=7.0):
    """y = sin x1 + a sin^2 x2 + 0.1 x3^4 sin x1 with the factors uniform on (-pi, pi)."""
    x1, x2, x3 = (np.pi * (2.0 * points - 1.0)).T
    return np.sin(x1) + a * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def error(table):
    """Largest error of the indices of first and total order."""
    return max(abs(table.loc[x, order] - EXACT[f"{order}_order"][x]) for x in FACTORS for order in ("first", "total"))


def found(base_points, seed=1, names=FACTORS, **changes):
    """Indices over one design."""
    return sobol_indices(names, ishigami(saltelli(3, base_points, seed), **changes)).factors


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_many_base_points(seed):
    assert error(found(MANY, seed)) < EXACTLY


def test_few_base_points():
    assert error(sum(found(FEW, seed) for seed in range(8)) / 8) < ROUGHLY


def test_second_order():
    indices = sobol_indices(FACTORS, ishigami(saltelli(3, MANY, 1, second_order=True)), second_order=True)
    assert error(indices.factors) < EXACTLY
    pairs = indices.pairs.set_index(["factor", "partner"])["second"]
    assert pairs["x1", "x3"] == pytest.approx(EXACT["second_order"]["x1*x3"], abs=EXACTLY)
    assert pairs["x1", "x2"] == pytest.approx(0.0, abs=EXACTLY)
    assert pairs["x2", "x3"] == pytest.approx(0.0, abs=EXACTLY)


def test_mean_and_variance():
    values = ishigami(saltelli(3, MANY, 1)[::5])
    assert values.mean() == pytest.approx(TABLE["value"][0], abs=0.01)
    assert values.var() == pytest.approx(TABLE["value"][1], rel=0.005)


def test_controls():
    """Another coefficient, factors in another order and rows in another order are all told apart, by few points even."""
    assert error(sum(found(FEW, seed, a=6.8) for seed in range(8)) / 8) > ROUGHLY
    assert error(found(MANY, a=6.98)) > EXACTLY
    assert error(found(MANY, names=["x2", "x1", "x3"])) > ROUGHLY
    assert error(sobol_indices(FACTORS, ishigami(saltelli(3, MANY, 1))[::-1]).factors) > ROUGHLY
