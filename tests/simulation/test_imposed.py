"""What is imposed from outside, month by month."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import close, examples

import scenarios
from simulation.imposed import move, steady
from simulation.initial import imposed_on
from simulation.levers import LEVERS
from simulation.scenario import Scenario
from simulation.tables import EVENTS
from simulation.world import DRIVEN, VARIABLES

SIZES = {"i": 3, "j": 3, "c": 2, "m": 1}


def moved(*changes, months=6, value=0.0):
    path = np.full(months + 1, value)
    for change in changes:
        move(path, *change)
    return path


def test_nothing_imposed_is_zeros_with_prices_speeds_and_chance_at_one():
    imposed = steady(SIZES, 4)
    for name in DRIVEN:
        assert getattr(imposed, name).shape == (5, *VARIABLES[name].shape(SIZES))
        assert np.all(getattr(imposed, name) == (name in ("price", "acceleration", "chance")))


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


def planned(ten, **changes):
    """What is imposed in ten-states, with one more event where one is given."""
    config = ten.config()
    config["head"] |= changes.pop("head", {})
    blank = {"event": "test", "state": "", "channel": "", "ramp": 0, "evidence": "invented", "source": "a test"}
    config["tables"]["calendar"] += [blank | changes] if changes else []
    return imposed_on(Scenario.from_config(config), 24)


@pytest.mark.parametrize("shock", [shock for shock in EVENTS if shock.passing], ids=lambda shock: shock.name)
def test_a_passing_shock_holds_in_its_month_alone(ten, shock):
    path = getattr(planned(ten, variable=shock.name, state="CEV", month="1900-10", value=1), shock.name)
    assert np.argwhere(path[:, ten.row("CEV")]).tolist() == [[9]]


@pytest.mark.parametrize("shock", [shock for shock in EVENTS if not shock.passing], ids=lambda shock: shock.name)
def test_any_other_shock_stays(ten, shock):
    where = {"state": "CEV" if shock.of_state else "", "channel": "credit" if shock.of_channel else ""}
    path = getattr(planned(ten, variable=shock.name, month="1900-10", value=0.3, **where), shock.name)
    at = [1] if shock.of_channel else []
    at += [ten.row("CEV")] if shock.of_state else []
    column = path[(slice(None), *at)]
    assert (column[9:] == 0.3).all()
    assert (column[:9] != 0.3).all()


@pytest.mark.parametrize(("month", "silent"), [("", 0), ("1900-01", 0), ("1900-06", 5), ("1950-01", 25)])
def test_chance_keeps_still_before_its_month(ten, month, silent):
    chance = planned(ten, head={"chance_from": month}).chance[:, 0]
    assert chance.tolist() == [0.0] * silent + [1.0] * (25 - silent)


def test_recognition_delays_changes_of_levers_and_nothing_else(ten):
    prompt, late = planned(ten), planned(ten, head={"recognition_lag": 3})
    changed = {name for name, a, b in zip(DRIVEN, prompt, late, strict=True) if not np.array_equal(a, b)}
    assert changed
    assert changed <= {lever.name for lever in LEVERS}
    for name in changed:
        np.testing.assert_array_equal(getattr(late, name)[4:], getattr(prompt, name)[1:-3])


@examples
@given(month=st.integers(0, 6), value=st.floats(-5, 5), ramp=st.integers(0, 12), before=st.floats(-5, 5))
def test_a_ramp_is_monotone_and_never_overshoots(month, value, ramp, before):
    path = moved((month, value, ramp), value=before)
    steps = np.diff(path)
    assert np.all(steps * np.sign(value - before) >= 0)
    assert min(before, value) <= path.min()
    assert path.max() <= max(before, value)
    assert month + ramp > 6 or path[-1] == value
