"""Equations 3 and 4: threat, and what two states hold in common."""

from math import sqrt

from hypothesis import given
from worlds import apply, close, examples, ugly_moments, world

from simulation.rules.threat import compare_grievances, update_threat


def threat(start=0.2, **fields):
    begun = world(states=1, threat=start, engagement=0.2)
    return apply(update_threat, world(states=1, **({"engagement": 0.2} | fields)), begun).threat[0]


def test_equation_3_by_hand():
    assert threat(pressure=0.5, military_aid=0.6, war=0.5, engagement=0.6) == close(0.2 + 0.35 * 0.5 + 0.2 * 0.6 * 0.5 - 0.3 * 0.4)


def test_equation_3_threat_is_that_of_the_start_without_a_cause_whatever_it_was_before():
    assert threat(threat=0.9, military_aid=1.0, war=0.0) == 0.2


def test_equation_3_threat_stays_between_0_and_1():
    assert threat(start=0.9, pressure=1.0, military_aid=1.0, war=1.0) == 1.0
    assert threat(start=0.1, engagement=1.0) == 0.0


def test_equation_4_by_hand():
    now = world(states=2, issues=2, issue_weight=[0.3, 0.7], grievance=[[0.8, 0.1], [0.5, 0.6]], threat=[0.4, 0.9], shared=9.0)
    apply(compare_grievances, now)
    assert now.shared[0, 1] == close(0.3 * 0.5 + 0.7 * 0.1)
    assert now.shared[0, 0] == close(0.3 * 0.8 + 0.7 * 0.1)
    assert now.common_threat[0, 1] == close(sqrt(0.4 * 0.9))


@examples
@given(moment=ugly_moments)
def test_equation_4_is_symmetric_to_the_bit_and_nobody_shares_more_than_he_holds(moment):
    now = apply(compare_grievances, moment.world)
    assert (now.shared == now.shared.T).all()
    assert (now.common_threat == now.common_threat.T).all()
    assert (now.shared <= now.shared.diagonal()[:, None] + 1e-15).all()
