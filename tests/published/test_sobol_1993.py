"""The decomposition of Sobol' 1993 on a product of two factors, where a seventh of the variance is of both together."""

import pandas as pd
import pytest

from experiments.analysis.sobol import sobol_indices
from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import saltelli

TABLE = pd.read_csv(CARRIED / "sensitivity" / "product_function.csv")
EXACT = {(row.quantity, row.input): row.value for row in TABLE.itertuples()}
CLOSE = 0.01


def errors(model, seed=1):
    """Error of every index of a model of two factors."""
    found = sobol_indices(["x1", "x2"], model(*saltelli(2, 4096, seed, second_order=True).T), second_order=True)
    estimates = {(f"{order}_order", x): found.factors.loc[x, order] for order in ("first", "total") for x in ("x1", "x2")}
    estimates["second_order", "x1*x2"] = found.pairs["second"][0]
    assert set(estimates) == set(EXACT)
    return {key: abs(estimates[key] - EXACT[key]) for key in EXACT}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_orders(seed):
    assert max(errors(lambda x1, x2: x1 * x2, seed).values()) < CLOSE


def test_without_the_interaction():
    """Control: every index of a sum is another one."""
    assert min(errors(lambda x1, x2: x1 + x2).values()) > CLOSE
