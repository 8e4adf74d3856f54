"""What is imposed from outside, month by month."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import close, examples

import scenarios
from simulation.imposed import move, steady
from simulation.initial import imposed_on
from simulation.world import DRIVEN, VARIABLES

SIZES = {"i": 3, "j": 3, "c": 2, "m": 1}


def moved(*changes, months=6, value=0.0):
    path = np.full(months + 1, value)
    for change in changes:
        move(path, *change)
    return path


def test_nothing_imposed_is_zeros_with_prices_and_speeds_at_one():
    imposed = steady(SIZES, 4)
    for name in DRIVEN:
        assert getattr(imposed, name).shape == (5, *VARIABLES[name].shape(SIZES))
        assert np.all(getattr(imposed, name) == (name in ("price", "acceleration")))


def test_a_change_without_a_ramp_is_there_at_once_and_stays():
    assert moved((3, 0.6)).tolist() == [0, 0, 0, 0.6, 0.6, 0.6, 0.6]
    assert moved((6, 0.9), value=0.3).tolist() == [0.3] * 6 + [0.9]


def test_a_ramp_goes_in_equal_steps_and_arrives_after_its_months():
    assert moved((2, 0.9, 2)) == close([0, 0, 0.3, 0.6, 0.9, 0.9, 0.9])


def test_a_ramp_down_starts_where_the_number_stands():
    assert moved((2, 0.2, 1), value=1.0) == close([1, 1, 0.6, 0.2, 0.2, 0.2, 0.2])


def test_a_change_at_the_start_holds_from_month_0():
    assert moved((0, 0.4)).tolist() == [0.4] * 7


def test_a_ramp_longer_than_the_run_stops_on_the_way():
    assert moved((5, 1.0, 9)) == close([0, 0, 0, 0, 0, 0.1, 0.2])


def test_a_later_change_takes_over_where_an_earlier_ramp_has_come_to():
    assert moved((1, 0.8, 3), (3, 0.0, 1)) == close([0, 0.2, 0.4, 0.2, 0, 0, 0])


@pytest.mark.parametrize("month", [7, 8, 30])
def test_a_change_after_the_end_of_the_run_changes_nothing(month):
    assert moved((month, 1.0)).tolist() == [0.0] * 7


@pytest.mark.parametrize("months", [1, 8, 24])
def test_a_run_may_be_shorter_than_its_calendar(months):
    """The first months of a short run are those of a long one."""
    scenario = scenarios.load("ten-states")
    for short, long in zip(imposed_on(scenario, months), imposed_on(scenario, 60), strict=True):
        assert np.array_equal(short, long[: months + 1])


@examples
@given(month=st.integers(0, 6), value=st.floats(-5, 5), ramp=st.integers(0, 12), before=st.floats(-5, 5))
def test_a_ramp_is_monotone_and_never_overshoots(month, value, ramp, before):
    path = moved((month, value, ramp), value=before)
    steps = np.diff(path)
    assert np.all(steps * np.sign(value - before) >= 0)
    assert min(before, value) <= path.min()
    assert path.max() <= max(before, value)
    assert month + ramp > 6 or path[-1] == value
