"""Equation 11: know-how of evasion."""

import pytest
from worlds import apply, close, parameters, world

from simulation.rules.evasion import find_teacher, learn_evasion

AT_EASE = {"states": 1, "loss": 0.1, "secondary": 0.3, "evasion": 0.2}


def evasion(p=None, **fields):
    """Know-how after a month; the start has the loss .1, secondary sanctions .3 and know-how .2."""
    return apply(learn_evasion, world(**(AT_EASE | fields)), world(**AT_EASE), p=p).evasion[0]


@pytest.mark.parametrize(
    ("tie", "knowledge", "found"), [(0.3, 0.5, 1.0), (0.2, 0.5, 0.0), (0.3, 0.4, 0.0), (-0.9, 1.0, 0.0), (0.21, 0.41, 1.0)]
)
def test_equation_11_a_teacher_is_close_and_knows(tie, knowledge, found):
    now = world(states=2, tie=[[0, tie], [tie, 0]], evasion=[0.0, knowledge], teacher=0.5)
    assert apply(find_teacher, now).teacher[0] == found


def test_equation_11_nobody_teaches_himself():
    assert apply(find_teacher, world(states=1, tie=1.0, evasion=1.0)).teacher[0] == 0.0


@pytest.mark.parametrize("cause", [{"loss": 0.151}, {"secondary": 0.501}], ids=["loss", "secondary"])
def test_equation_11_a_state_learns_under_pressure_and_twice_as_fast_with_a_teacher(cause):
    assert evasion(**cause) == close(0.2 + 0.025 * 0.8)
    assert evasion(**cause, teacher=1.0) == close(0.2 + 0.05 * 0.8)
    assert evasion(**cause, evasion=1.0) == 1.0


def test_equation_11_what_a_state_has_long_borne_teaches_nothing():
    assert evasion() == evasion(loss=0.149, secondary=0.499) == evasion(teacher=1.0) == 0.2


def test_equation_11_without_need_know_how_returns_to_its_start_by_2_percent_a_month():
    assert evasion(evasion=0.7) == close(0.7 - 0.02 * 0.5)
    assert evasion(evasion=0.1) == close(0.1 + 0.02 * 0.1)


def test_equation_11_nobody_learns_more_than_there_is_to_know():
    assert evasion(p=parameters(evasion_learning=0.9), loss=1.0, teacher=1.0) == 1.0
    assert evasion(p=parameters(evasion_learning=0), loss=1.0) == 0.2
