"""Pareto's order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from worlds import examples

from experiments.analysis.pareto import dominated
from simulation.faults import BlocformError

TABLES = arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 3)), elements=st.integers(-3, 3).map(float))


def test_by_hand():
    assert dominated(np.array([[1, 2], [2, 1], [2, 2], [1, 2.0]])).tolist() == [False, False, True, False]


@examples
@given(TABLES)
def test_it_is_what_the_definition_says(costs):
    expected = [any(all(o <= s) and any(o < s) for o in costs) for s in costs]
    assert dominated(costs).tolist() == expected
    assert not dominated(costs).all()
    np.testing.assert_array_equal(dominated(np.stack([costs, costs + 1])), [expected, expected])


@pytest.mark.parametrize("costs", [np.array([[np.nan, 1]]), np.zeros(3)])
def test_what_cannot_be_compared_is_refused(costs):
    with pytest.raises(BlocformError, match="costs"):
        dominated(costs)
