"""Pasting: a box grows while its density does."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.box import measured
from experiments.analysis.limit import Among, Range
from experiments.analysis.pasting import paste
from simulation.faults import BlocformError

TEN = pd.DataFrame({"x": range(10)})


def widened(limits, table, case, peeling=0.25):
    """What a box of these limits becomes."""
    return paste(measured(limits, table, case), table, case, peeling)


def test_a_pasting_by_hand():
    """Of 6 to 9 three are cases; with 5 four of five, with 4 five of six, with 3 five of seven."""
    box = widened((Range("x", low=6),), TEN, np.isin(TEN.x, [4, 5, 6, 7, 8]))
    assert box.limits == (Range("x", low=4),)
    assert (box.cases, box.rows) == (5, 6)


def test_the_upper_end_and_ties():
    """The two threes come together: one of them is no case, and the density falls from 1/2 to 2/4 at most, that is, not up."""
    x = np.array([0, 1, 1, 2, 3, 3, 4])
    case = np.array([0, 0, 1, 1, 0, 1, 0], dtype=bool)
    table = pd.DataFrame({"x": x})
    assert widened((Range("x", high=1),), table, case).limits == (Range("x", high=2),)
    assert widened((Range("x", high=2),), table, case).limits == (Range("x", high=2),)


def test_a_slice_is_a_share_of_the_box():
    """Three of eight are cases. The next row is none, the one after it is: a quarter of the box reaches both, a tenth does not."""
    table = pd.DataFrame({"x": range(20)})
    case = np.isin(table.x, [0, 10, 13, 15, 17])
    assert widened((Range("x", low=12),), table, case, 0.25).limits == (Range("x", low=10),)
    assert widened((Range("x", low=12),), table, case, 0.1).limits == (Range("x", low=12),)
    mirrored = pd.DataFrame({"x": 19 - table.x})
    assert widened((Range("x", high=7),), mirrored, case, 0.25).limits == (Range("x", high=9),)


def test_a_limit_is_lifted():
    box = widened((Range("x", low=5),), TEN, TEN.x.to_numpy() < 9)
    assert box.limits == ()
    assert box.density == 0.9


def test_a_category_comes_back():
    table = pd.DataFrame({"policy": list("aabbcc"), "x": range(6)})
    case = np.array([1, 0, 1, 1, 0, 0], dtype=bool)
    box = widened((Among("policy", ("a",), ("b", "c")), Range("x", high=4)), table, case)
    assert box.limits == (Among("policy", ("a", "b"), ("c",)), Range("x", high=4))
    assert (box.cases, box.rows) == (3, 4)


def test_what_cannot_grow_stays():
    box = measured((Range("x", low=5),), TEN, TEN.x.to_numpy() >= 5)
    assert paste(box, TEN, TEN.x.to_numpy() >= 5) is box
    everything = measured((), TEN, TEN.x.to_numpy() >= 5)
    assert paste(everything, TEN, TEN.x.to_numpy() >= 5) is everything


@pytest.mark.parametrize(
    ("table", "case", "peeling", "message"),
    [
        (TEN, np.zeros(10, dtype=bool), 0.1, "given 0 cases"),
        (TEN, np.arange(10) > 5, 0.0, "peeling: given 0.0"),
        (TEN.assign(x=np.nan), np.arange(10) > 5, 0.1, "10 missing"),
    ],
)
def test_refused(table, case, peeling, message):
    with pytest.raises(BlocformError, match=message):
        paste(measured((), TEN, np.arange(10) > 5), table, case, peeling)
