"""Freireich et al. 1963, 6-mercaptopurine against a placebo: weeks of remission of 42 children, the example of most textbooks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.log_rank import log_rank
from experiments.analysis.survival import curves

FOLDER = Path(__file__).parent / "data" / "freireich_1963"
REMISSIONS = pd.read_csv(FOLDER / "remissions.csv")
EXPECTED = pd.read_csv(FOLDER / "expected.csv")


def found(group):
    """The curves and the test, weeks in the place of months and relapses in that of fractures."""
    week = np.where(REMISSIONS.relapse == 1, REMISSIONS.weeks, -1)
    by_group = curves(week, group, REMISSIONS.weeks.to_numpy())
    return by_group, log_rank(by_group)


@pytest.mark.parametrize("row", list(EXPECTED.itertuples()), ids=lambda row: f"{row.group} {row.quantity} {row.week}")
def test_printed_values(row):
    by_group, test = found(REMISSIONS.group.to_numpy())
    value = {
        "survival": lambda: by_group[row.group].survival[int(row.week)],
        "observed": lambda: test.observed[row.group],
        "expected": lambda: test.expected[row.group],
        "statistic": lambda: test.statistic,
    }[row.quantity]()
    assert value == pytest.approx(row.value, abs=row.tolerance + 1e-12)


def test_shuffled_groups_do_not_differ_as_much():
    rng = np.random.default_rng(1963)
    assert max(found(rng.permutation(REMISSIONS.group.to_numpy()))[1].statistic for _ in range(50)) < 16.7
