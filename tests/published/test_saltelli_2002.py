"""Sizes of the designs of Saltelli 2002."""

import pandas as pd
import pytest

from experiments.reproducing.folder import CARRIED
from experiments.sweeps.designs import saltelli

SIZES = pd.read_csv(CARRIED / "sensitivity" / "design_sizes.csv").query("design != 'morris_trajectories'")


@pytest.mark.parametrize("row", list(SIZES.itertuples()), ids=SIZES["design"])
def test_sizes(row):
    second_order = row.design == "saltelli_with_second_order"
    assert saltelli(row.inputs, row.base_samples, 1, second_order).shape == (row.rows, row.inputs)
    assert len(saltelli(row.inputs, row.base_samples, 1, not second_order)) != row.rows
