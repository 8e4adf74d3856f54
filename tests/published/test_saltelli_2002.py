"""Sizes of the designs of Saltelli 2002."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.sweeps.designs import saltelli

SIZES = pd.read_csv(Path(__file__).parent / "data" / "saltelli_2002" / "design_sizes.csv")


@pytest.mark.parametrize("row", list(SIZES.itertuples()), ids=SIZES["design"])
def test_sizes(row):
    second_order = row.design == "saltelli_with_second_order"
    assert saltelli(row.inputs, row.base_samples, 1, second_order).shape == (row.rows, row.inputs)
    assert len(saltelli(row.inputs, row.base_samples, 1, not second_order)) != row.rows
