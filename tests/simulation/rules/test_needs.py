"""Equations 16, 18 and 19: needs, stocks and own production."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation.rules.needs import consume_in_war, feel_needs, fill_stocks, learn_to_produce, refill_stocks

WAR = {"states": 1, "need_in_peace": [[0.3, 0.2]], "need_in_war": [[0.9, -1.0]], "initiative": 1.5}


def test_equation_16_need_rises_as_own_production_falls():
    now = apply(feel_needs, world(**WAR, own_production=0.7))
    assert now.need == close(np.array([[0.3 + (0.9 - 0.3) * 0.3 / 0.6, 0.2]]))
    assert now.request_rate == close(np.array([8 * 1.5 * 0.6]))


def test_equation_19_what_is_made_under_licence_is_not_needed():
    assert apply(feel_needs, world(**WAR, own_production=0.7, licensed=0.1)).need[0, 0] == close(0.3 + 0.6 * 0.2 / 0.6)
    assert apply(feel_needs, world(**WAR, own_production=0.7, licensed=0.9)).need[0, 0] == close(0.3)


def test_who_needs_nothing_asks_for_nothing():
    assert apply(feel_needs, world()).request_rate.tolist() == [0, 0, 0]
    assert apply(feel_needs, world(**WAR), p=parameters(requests=0)).request_rate.tolist() == [0]


@pytest.mark.parametrize(("war", "lowest"), [(1.0, 0.4), (0.5, 0.7), (0.0, 1.0)])
def test_equation_16_own_production_falls_to_its_floor_in_war_and_comes_back_in_peace(war, lowest):
    now = world(states=1, own_production=1.0, war=war)
    path = [apply(consume_in_war, now).own_production[0] for _ in range(20)]
    assert path == close([max(1 - 0.05 * k, lowest) for k in range(1, 21)])
    now.war[0] = 0.0
    assert apply(consume_in_war, now).own_production[0] == close(min(lowest + 0.05, 1.0))


def test_stocks_and_own_production_start_full():
    now = apply(fill_stocks, world(stock=0.2, own_production=0.1))
    assert (now.stock == 1.0).all()
    assert (now.own_production == 1.0).all()


def test_equation_18_stocks_recover_and_the_calendar_empties_them():
    start = world(states=2, supplied=[[2.0, 0], [0, 0]])
    now = apply(refill_stocks, world(states=2, stock=[[0.5, 0.5], [0.5, 0.995]], exhaustion=[0, 0.25]), start)
    assert now.stock == close(np.array([[0.5 + 0.012 + 0.05 * 2, 0.512], [0.512 * 0.75, 0.75]]))


def test_equation_19_every_delivery_under_licence_adds_own_production():
    """Good 1 is licensed: two units bought by 0, one that 1 got in payment from 0."""
    bought, paid = np.zeros((2, 2, 2)), np.zeros((2, 2, 2))
    bought[:, 0, 1], paid[:, 0, 1] = 2.0, 1.0
    now = apply(learn_to_produce, world(states=2, licence=[0, 0.02], bought=bought, paid=paid, licensed=[0.1, 0.99]))
    assert now.licensed == close(np.array([0.14, 1.0]))
