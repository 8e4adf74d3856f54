"""Every event that hangs on one draw names it, and the draw decides it."""

import numpy as np
import pytest

import simulation
from experiments.explaining.draws import GRADED, HINGES, LEAST, MOST, draw_of, kind, other_way, same_way, value
from experiments.explaining.forced import forced
from simulation import chance, events

NAMES = {number: events.KINDS[number] for number in HINGES}


@pytest.fixture(scope="module")
def runs(axis):
    """Runs in which every kind happens: the second loses a member, in the third a payment fails."""
    return [simulation.run(axis, seed, months=48) for seed in (1, 5, 3)]


@pytest.fixture(scope="module")
def examples(runs):
    """Of every kind the first event with its run and its draw."""
    found = {}
    for run in runs:
        for event in run.log:
            if draw_of(event, run.worlds.id[0]) is not None and value(event, "actor") != value(event, "partner"):
                found.setdefault(kind(event), (run, event, draw_of(event, run.worlds.id[0])))
    return found


def test_the_draw_of_an_event_is_the_one_that_the_log_has(runs):
    seen = set()
    for run in runs:
        for event in run.log:
            if (draw := draw_of(event, run.worlds.id[0])) is not None:
                asked = chance.normal if kind(event) == events.VOTE else chance.uniform
                assert asked(run.worlds.key[0], *draw) == value(event, "draw")
                seen.add(kind(event))
    assert seen == set(HINGES)


def test_what_is_certain_or_hangs_on_several_draws_has_none(runs):
    without = [event for run in runs for event in run.log if draw_of(event, run.worlds.id[0]) is None]
    assert {kind(event) for event in without} >= {events.REQUEST, events.TRIGGER}
    assert all(kind(event) not in HINGES or value(event, "probability") >= 1.0 for event in without)


@pytest.mark.parametrize("number", HINGES, ids=NAMES.get)
def test_an_event_goes_the_other_way(examples, number):
    run, event, draw = examples[number]
    after = [other for other in forced(run, {draw: other_way(event)}).log if draw_of(other, run.worlds.id[0]) == draw]
    assert value(event, "draw") != other_way(event)
    if HINGES[number].is_silent:
        assert after == []
    else:
        assert [(kind(other), value(other, "quantity")) for other in after] != [(number, value(event, "quantity"))]


@pytest.mark.parametrize("number", HINGES, ids=NAMES.get)
def test_an_event_is_brought_about_again(examples, number):
    run, event, draw = examples[number]
    wanted = same_way(event)
    assert wanted is not None
    again = [other for other in forced(run, {draw: wanted}).log if draw_of(other, run.worlds.id[0]) == draw]
    assert [(kind(other), value(other, "quantity")) for other in again] == [(number, value(event, "quantity"))]


def test_an_abstention_and_a_step_to_the_coalition_are_left_as_they_come(examples):
    _, vote, _ = examples[events.VOTE]
    _, move, _ = examples[events.MEMBERSHIP]
    quantity = events.COLUMNS.index("quantity")
    for event, left in ((vote, 0.0), (move, -1.0)):
        changed = event.copy()
        changed[quantity] = left
        assert same_way(changed) is None
        changed[quantity] = 1.0
        assert same_way(changed) is not None


def test_the_ends_of_chance_decide_whatever_is_not_certain():
    assert 0.0 < LEAST < np.finfo(float).eps < 1.0 - MOST + np.finfo(float).eps < 3 * np.finfo(float).eps
    assert set(GRADED) < set(HINGES)
