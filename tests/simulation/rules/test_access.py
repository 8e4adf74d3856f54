"""Equation 7: which exchange the sanctions leave open."""

import numpy as np
import pytest
from hypothesis import given
from worlds import apply, close, examples, ugly_moments, world

from simulation.rules.access import open_access, relative

SENDER, TARGET, THIRD, OTHER_TARGET = range(4)
SCENE = {"states": 4, "channels": 1, "membership": [-1, 1, 0, 1], "cut": 0.9, "third": 0.85, "carried_out": 0.9}


def access(**fields):
    return apply(open_access, world(**(SCENE | {"sanctions": [[0, 0.8, 0, 0.4]]} | fields)), world(**SCENE)).access[0]


def test_equation_7_sender_and_target_lose_alike():
    found = access()
    assert found[SENDER, TARGET] == found[TARGET, SENDER] == close(1 - 0.9 * 0.9 * 0.8)
    assert found[SENDER, OTHER_TARGET] == close(1 - 0.9 * 0.9 * 0.4)


def test_equation_7_a_counter_sanction_closes_what_is_left():
    found = access(cutoff=[[0.3, 0.5, 0.7, 0]])
    assert found[SENDER, TARGET] == found[TARGET, SENDER] == close((1 - 0.9 * 0.9 * 0.8) * 0.5)
    assert found[TARGET, THIRD] == 1.0


def test_equation_7_a_third_party_closes_by_its_compliance():
    compliance = np.zeros((4, 4))
    compliance[THIRD, TARGET], compliance[TARGET, THIRD] = 0.6, 0.9
    found = access(compliance=compliance)
    assert found[THIRD, TARGET] == found[TARGET, THIRD] == close(1 - 0.85 * 0.6)


def test_equation_7_two_targets_that_comply_against_each_other_close_twice():
    compliance = np.zeros((4, 4))
    compliance[OTHER_TARGET, TARGET], compliance[TARGET, OTHER_TARGET] = 0.6, 0.2
    assert access(compliance=compliance)[TARGET, OTHER_TARGET] == close((1 - 0.85 * 0.6) * (1 - 0.85 * 0.2))


def test_equation_7_a_pair_outside_the_coalition_and_a_pair_of_senders_are_not_cut():
    found = access(sanctions=1.0, cutoff=1.0)
    assert found[TARGET, OTHER_TARGET] == found[TARGET, THIRD] == found[SENDER, SENDER] == 1.0


@pytest.mark.parametrize("fields", [{"sanctions": 0, "compliance": 1.0}, {"cut": 0}, {"carried_out": 0}], ids=str)
def test_equation_7_without_sanctions_everything_is_open(fields):
    assert (access(**fields) == 1.0).all()


def test_equation_7_full_pressure_closes_everything_between_sender_and_target():
    assert access(sanctions=1.0, cut=1.0, carried_out=1.0)[SENDER].tolist() == [1, 0, 0, 0]


def test_access_is_counted_against_its_start_and_nothing_open_then_is_no_loss_now():
    assert relative(0.2, 0.8) == close(0.25)
    assert relative(0.9, 0.6) == close(1.5)
    assert relative(0.7, 0.0) == relative(0.0, 0.0) == 1.0


def test_equation_8_opening_is_access_against_its_start():
    begun = world(**SCENE, access=[[[1, 0.8, 0.5, 0.0], [0.5, 1, 1, 1], [1, 0.5, 1, 1], [1, 1, 1, 1]]])
    now = apply(open_access, world(**SCENE, sanctions=[[0, 0.8, 0, 0.4]], opening=9.0), begun)
    target, other = 1 - 0.9 * 0.9 * 0.8, 1 - 0.9 * 0.9 * 0.4
    expected = [[1, target / 0.8, 2, 1], [target / 0.5, 1, 1, 1], [1, 2, 1, 1], [other, 1, 1, 1]]
    assert now.opening[0] == close(np.array(expected))
    assert now.closed[0] == close(1.0 - np.minimum(expected, 1.0))


@examples
@given(moment=ugly_moments)
def test_access_is_symmetric(moment):
    found = apply(open_access, *moment).access
    assert found == close(found.transpose(0, 2, 1))
