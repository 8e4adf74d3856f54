"""Trimming of boxes."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.box import measured
from experiments.analysis.covering import cover
from experiments.analysis.limit import Range
from experiments.analysis.prim import peel
from experiments.analysis.trimming import trim


@pytest.fixture(scope="module")
def planted():
    """Cases where a is small, with noise, and four factors that do not matter."""
    rng = np.random.default_rng(3)
    table = pd.DataFrame(rng.random((400, 5)), columns=list("abcde"))
    return table, rng.random(400) < np.where(table["a"] < 0.3, 0.8, 0.1)


def test_what_says_nothing_goes_and_what_matters_stays(planted):
    box = measured([Range("a", 0.0, 0.3), Range("b", 0.02, np.inf), Range("c", -np.inf, 0.98)], *planted)
    found = trim(box, *planted)
    assert [limit.factor for limit in found.limits] == ["a"]
    assert found == measured([box.limits[0]], *planted)
    assert found.coverage >= box.coverage


def test_levels_0_and_1_drop_all_and_nothing(planted):
    box = peel(*planted).box()
    assert trim(box, *planted, level=0.0).limits == ()
    assert trim(box, *planted, level=1.0) == box


def test_covering_trims_every_box(planted):
    table, case = planted
    first = trim(peel(table, case).box(), table, case, level=1e-30)
    assert cover(table, case, level=1e-30)[:1] == ((first,) if first.limits else ())
    assert all(max(box.quasi_p) <= 0.05 for box in cover(table, case, boxes=4, level=0.05))
