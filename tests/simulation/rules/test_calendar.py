"""Steps 1 and 2: what the calendar and the levers impose."""

import numpy as np
import pytest
from worlds import apply, close, world

from simulation.imposed import steady
from simulation.levers import LEVERS
from simulation.rules.calendar import count_war_months, follow_calendar, follow_markets, pull_joint_levers, pull_levers

SIZES = {"i": 3, "j": 3, "c": 2, "m": 2}


def of_month_2(**fields):
    """Something imposed in month 2 alone, and a world of that month."""
    imposed = steady(SIZES, 4)
    for name, value in fields.items():
        getattr(imposed, name)[2] = value
    return imposed, world(month=2)


@pytest.mark.parametrize(("before", "war", "after"), [(0, 0, 0), (0, 0.5, 1), (1, 1, 2), (7, 0, 8)])
def test_months_count_from_the_first_war_on_even_after_it(before, war, after):
    imposed, now = of_month_2()
    now.war[1], now.war_months[0] = war, before
    assert apply(count_war_months, now, imposed=imposed).war_months[0] == after


def test_chance_strikes_when_the_calendar_leaves_it_room():
    for given in (0.0, 1.0):
        imposed, now = of_month_2(chance=given)
        imposed.chance[1] = 1.0 - given
        assert apply(count_war_months, now, imposed=imposed).chance[0] == given


def test_wars_programmes_counter_sanctions_and_shocks_follow_the_calendar():
    fields = {"war": [0, 0.5, 1], "programme": [[0, 0.1, 0.2], [0.3, 0.4, 0.5]], "cutoff": [[0.6, 0, 0], [0, 0.7, 0]]}
    fields |= {"strike": [1, 0, 0], "departure": [0, 1, 0], "fall": [0, 0, 1], "exhaustion": [0.2, 0, 1], "resolution": [0, 1.5, 0]}
    imposed, now = of_month_2(**fields)
    apply(follow_calendar, now, imposed=imposed)
    for name, value in fields.items():
        assert getattr(now, name).tolist() == value


def test_a_price_scales_the_weight_of_its_channel_at_the_start():
    imposed, now = of_month_2(price=[1.5, 1], acceleration=[1, 2])
    now.weight[:] = 9.0
    apply(follow_markets, now, world(weight=[0.4, 0.6]), imposed)
    assert now.weight == close(np.array([0.6, 0.6]))
    assert now.price.tolist() == [1.5, 1]
    assert now.acceleration.tolist() == [1, 2]


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_every_lever_is_pulled_to_its_value_of_the_month(lever):
    values = [0.1, 0.5, 0.9] if lever.each else [0.7]
    imposed, now = of_month_2(**{lever.name: values})
    apply(pull_levers if lever.each else pull_joint_levers, now, imposed=imposed)
    assert getattr(now, lever.name).tolist() == values
