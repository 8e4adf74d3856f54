"""The search for the nearest value that changes something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from experiments.explaining.flips import EXACT, STEPS, nearest_flip
from experiments.explaining.quantities import Quantity
from experiments.explaining.reading import Reading

NUMBERS = st.floats(0.0, 1.0)


def number(value, low=0.0, high=1.0, is_whole=False):
    return Quantity(Reading("p", "any"), "any", "", value, low, high, high - low, is_whole)


@examples
@given(NUMBERS, NUMBERS)
def test_a_threshold_is_found(value, threshold):
    """The value that is found lies beyond the threshold, and by hardly anything."""
    side = value < threshold
    found = nearest_flip(number(value), lambda tried: (tried < threshold) != side)
    if found is None:
        assert not side
        assert threshold == 0.0
    else:
        assert (found < threshold) != side
        assert abs(found - threshold) <= EXACT


@examples
@given(NUMBERS, st.floats(0.05, 0.45), st.floats(0.55, 0.95))
def test_the_nearer_of_two_thresholds_is_found(value, low, high):
    inside = low <= value <= high
    found = nearest_flip(number(value), lambda tried: (low <= tried <= high) != inside)
    assert found is not None
    distance = min(abs(value - low), abs(value - high))
    assert abs(abs(found - value) - distance) <= 2 * EXACT + (0.0 if inside else max(STEPS))
    assert (low <= found <= high) != inside


def test_nothing_changes_at_a_number_that_nobody_reads():
    assert nearest_flip(number(0.4), lambda _: False) is None


@pytest.mark.parametrize(
    ("value", "flipping", "found"), [(2.0, {0.0, 3.0}, 3.0), (2.0, {0.0}, 0.0), (1.0, {-1.0}, None), (0.0, {2.0, 3.0}, 2.0)]
)
def test_whole_numbers_are_tried_one_by_one(value, flipping, found):
    tried = []

    def changes(one):
        tried.append(one)
        return one in flipping

    assert nearest_flip(number(value, 0.0, 3.0, is_whole=True), changes) == found
    assert value not in tried
    assert all(one == int(one) and 0.0 <= one <= 3.0 for one in tried)


def test_values_beyond_the_bounds_are_never_tried():
    tried = []
    nearest_flip(number(0.3), lambda one: bool(tried.append(one)))
    assert min(tried) == 0.0
    assert max(tried) == 1.0
