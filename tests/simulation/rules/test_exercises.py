"""Equation 24: exercises, pledges and summits."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation import events
from simulation.events import new_log
from simulation.rules.exercises import exercise_together, exercises_expected, expect_exercises, pledge

P = parameters()
PAIR = {"states": 2, "commitment": 1.0, "trust": [[0, 0.4], [0.6, 0]], "common_threat": 0.8}


def test_equation_24_by_hand():
    assert exercises_expected(world(**PAIR), P, 0, 1) == close(1.5 * 0.5 * 0.8)
    assert apply(expect_exercises, world(**PAIR)).exercises == close(np.array([[0, 0.6], [0.6, 0]]))


@pytest.mark.parametrize(
    "fields", [{"commitment": 0.9}, {"membership": [-1, 0]}, {"membership": [0, -1]}, {"trust": 0.0}, {"common_threat": 0.0}]
)
def test_equation_24_no_exercises(fields):
    assert exercises_expected(world(**PAIR | fields), P, 0, 1) == 0.0


def test_equation_24_both_ends_hold_the_same_exercises_at_their_rate():
    now, log, held = world(**PAIR), new_log(900), 0.0
    for month in range(1000):
        now.month[0] = month
        apply(exercise_together, now, log=log)
        assert now.exercises[0, 1] == now.exercises[1, 0] <= 4
        held += now.exercises[0, 1]
    assert abs(held - 600) < 4 * np.sqrt(600)
    assert log[: int(log[0, 0]) + 1, 7][1:].sum() == held


def test_equation_24_a_pledge_moves_the_tie_alone():
    """At rate .1 a month between members of the axis; nobody else's tie moves."""
    now, log = world(membership=[1, 1, 0], tie=0.2), new_log(200)
    before = now.copy()
    for month in range(600):
        now.month[0] = month
        apply(pledge, now, log=log)
    count = log[0, 0]
    assert abs(count - 60) < 4 * np.sqrt(54)
    assert now.tie[0, 1] == now.tie[1, 0] == close(min(0.2 + 0.01 * count, 1.0))
    assert now.tie[0, 2] == now.tie[1, 2] == 0.2
    assert (now.trust == before.trust).all()
    assert (log[1 : int(count) + 1, 1] == events.PLEDGE).all()
    close_friends = world(membership=1.0, tie=1.0)
    assert (apply(pledge, close_friends, p=parameters(pledge_rate=1)).tie == 1.0).all()
