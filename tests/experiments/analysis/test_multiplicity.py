"""Holm's p-values: by hand, in any order, and hardly ever wrong where there is nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from experiments.analysis.multiplicity import holm
from simulation.faults import BlocformError


def test_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]).size == 0
    assert holm([0.7, 0.9]) == pytest.approx([1.0, 1.0])


@examples
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.randoms())
def test_no_order_matters_and_none_gets_smaller(values, shuffle):
    order = list(range(len(values)))
    shuffle.shuffle(order)
    found = holm(values)
    assert holm([values[k] for k in order]).tolist() == found[order].tolist()
    assert (found >= values).all()
    assert (np.diff(found[np.argsort(values, kind="stable")]) >= 0).all()


def test_errors_in_any_of_many_are_rare_where_nothing_is_different():
    values = np.random.default_rng(2).random((2000, 20))
    assert np.mean([(holm(row) < 0.05).any() for row in values]) == pytest.approx(0.05, abs=0.015)
    assert np.mean((values < 0.05).any(axis=1)) > 0.5


@pytest.mark.parametrize("values", [[1.5], [-0.1], [np.nan]])
def test_what_is_no_p_value_is_refused(values):
    with pytest.raises(BlocformError, match="p_values"):
        holm(values)
