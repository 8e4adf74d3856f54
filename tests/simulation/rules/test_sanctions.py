"""Equations 1 and 7: from programme and levers to the pressure on a state."""

import pytest
from worlds import apply, close, world

from simulation.rules.sanctions import carry_out, feel_pressure, impose_sanctions


@pytest.mark.parametrize(("coordination", "messaging", "carried_out"), [(0.9, [0, 0.5, 0.2], 0.91), (0.9, 0, 0.9), (1, 1, 1), (0, 0, 0)])
def test_the_loudest_message_adds_a_little_coordination(coordination, messaging, carried_out):
    assert apply(carry_out, world(coordination=coordination, messaging=messaging)).carried_out[0] == close(carried_out)


def test_equation_7_a_programme_is_in_force_by_its_own_lever():
    now = apply(impose_sanctions, world(states=1, programme=0.8, primary=0.5, export=0.25, export_controlled=[0, 1]))
    assert now.sanctions[:, 0] == close([0.4, 0.2])


@pytest.mark.parametrize("fields", [{"programme": 0}, {"primary": 0, "export": 0}], ids=["no programme", "no lever"])
def test_equation_7_without_programme_or_lever_there_are_no_sanctions(fields):
    now = world(**({"programme": 1.0, "export_controlled": [0, 1], "sanctions": 1.0} | fields))
    assert not apply(impose_sanctions, now).sanctions.any()


def pressure(now, start, **fields):
    """Of channels weighing .3 and .7, at the sanctions given."""
    now = world(states=1, weight=[0.3, 0.7], sanctions=now, carried_out=0.9, **fields)
    return apply(feel_pressure, now, world(states=1, sanctions=start, carried_out=1.0)).pressure[0]


def test_equation_1_pressure_is_the_weighted_rise_of_what_is_carried_out():
    assert pressure([[0.5], [0.2]], [[0.1], [0.1]]) == close(0.3 * (0.45 - 0.1) + 0.7 * (0.18 - 0.1))


def test_equation_1_relief_is_no_negative_pressure_and_may_offset_a_rise():
    assert pressure([[0.2], [0.2]], [[0.5], [0.5]]) == 0.0
    assert pressure([[1.0], [0.2]], [[0.1], [0.3]]) == close(0.3 * 0.8 - 0.7 * 0.12)


def test_equation_1_pressure_never_exceeds_1_at_whatever_price():
    dear = world(states=1, weight=[3.0, 3.0], sanctions=1.0)
    assert apply(feel_pressure, dear, world(states=1)).pressure[0] == 1.0
