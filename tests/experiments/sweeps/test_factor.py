"""Factors: positions from 0 to 1, what they stand for, and what is set for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from experiments.sweeps.factor import Choice, Range

numbers = st.floats(-1e6, 1e6)
positions = st.floats(0.0, 1.0)


@examples
@given(numbers, st.floats(1e-6, 1e6), positions)
def test_a_number_lies_between_its_bounds_and_its_position_leads_back(low, width, position):
    factor = Range("x", ("parameters.x",), low, low + width)
    assert factor.low <= factor.label(position) <= factor.high
    assert factor.position(factor.label(position)) == pytest.approx(position, abs=1e-4 if width < abs(low) * 1e-9 else 1e-5)


@examples
@given(st.floats(1e-6, 1e6), st.floats(1.001, 1e6), positions)
def test_a_logarithmic_range_spreads_ratios(low, ratio, position):
    factor = Range("x", ("parameters.x",), low, low * ratio, log=True)
    assert factor.low <= factor.label(position) <= factor.high
    assert factor.label(position) / low == pytest.approx(ratio**position, rel=1e-9)
    assert factor.position(factor.label(position)) == pytest.approx(position, abs=1e-9)


def test_the_ends_are_the_bounds_to_the_bit():
    factor = Range("x", ("a", "b"), 0.1, 0.7, levels=4)
    assert (factor.label(0.0), factor.label(1.0)) == (0.1, 0.7)
    assert [factor.label(x) for x in factor.positions] == pytest.approx([0.1, 0.3, 0.5, 0.7])
    assert factor.changes(0.3) == {"a": 0.3, "b": 0.3}


def test_logarithms_by_hand():
    factor = Range("x", ("a",), 1.0, 100.0, log=True, levels=3)
    assert [factor.label(x) for x in factor.positions] == pytest.approx([1.0, 10.0, 100.0])


def test_a_single_level_lies_in_the_middle():
    assert Range("x", ("a",), 0.0, 4.0, levels=1).positions == (0.5,)


@pytest.mark.parametrize("value", [-5.0, 99.0])
def test_a_number_beyond_the_bounds_has_the_position_of_the_nearest(value):
    assert Range("x", ("a",), 0.0, 1.0).position(value) in (0.0, 1.0)


@examples
@given(st.integers(1, 12), positions)
def test_every_option_has_an_equal_part(count, position):
    factor = Choice("x", {f"option {k}": {"a": k} for k in range(count)})
    assert factor.label(position) == f"option {min(int(position * count), count - 1)}"
    for option, middle in zip(factor.options, factor.positions, strict=True):
        assert factor.label(middle) == option
        assert factor.position(option) == middle


def test_an_option_sets_what_it_says_and_may_be_anything():
    factor = Choice("x", {0.02: {"parameters.balance": 0.02}, "as it is": {}, 0: {"a": 0}})
    assert [factor.label(x) for x in (0.0, 0.5, 1.0)] == [0.02, "as it is", 0]
    assert [factor.changes(label) for label in factor.options] == [{"parameters.balance": 0.02}, {}, {"a": 0}]
