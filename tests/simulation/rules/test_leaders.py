"""Equation 25: leaders leave."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation import events
from simulation.events import new_log
from simulation.rules.leaders import change_leaders, forget_leaders


@pytest.mark.parametrize(("fields", "rate"), [({}, 0.004), ({"leader_exit_rate": 5.0}, 0.02), ({"chance": 0.0}, 0.0)])
def test_equation_25_leaders_leave_at_their_rate(fields, rate):
    now, left = world(states=20, **fields), 0
    for month in range(500):
        now.month[0] = month
        left += apply(change_leaders, now).new_leader.sum()
    assert abs(left - 10_000 * rate) <= 4 * np.sqrt(10_000 * rate)


@pytest.mark.parametrize("cause", ["departure", "fall"])
def test_the_calendar_replaces_leaders(cause):
    now, log = world(chance=0.0, **{cause: [0, 1, 0]}), new_log(3)
    assert apply(change_leaders, now, log=log).new_leader.tolist() == [0, 1, 0]
    assert log[0, 0] == 1
    assert log[1, 1:3].tolist() == [events.LEADER_EXIT, 1]


def test_equation_25_a_new_leader_keeps_a_part_of_the_grievances():
    """Between .4 and 1.05 of them, uniform over successors, the same for every issue, never above 1."""
    kept = []
    for month in range(300):
        now = apply(change_leaders, world(states=1, departure=1.0, month=month, grievance=[[0.5, 0.8]]))
        kept.append(now.grievance[0, 0] / 0.5)
        assert now.grievance[0, 1] == close(0.8 * kept[-1])
    assert 0.4 < min(kept) < 0.42 < 1.03 < max(kept) < 1.05
    assert np.mean(kept) == pytest.approx(0.725, abs=4 * 0.65 / np.sqrt(12 * 300))
    assert (apply(change_leaders, world(departure=1.0, grievance=1.0), p=parameters(grievance_left_high=1.5)).grievance <= 1.0).all()


def test_equation_25_evidence_about_a_leader_and_that_leader_s_own_is_halved():
    now = apply(forget_leaders, world(new_leader=[1, 0, 0], alpha=4.0, beta=2.0))
    assert now.alpha == close(np.array([[2, 2, 2], [2, 4, 4], [2, 4, 4]]))
    assert now.beta == close(now.alpha / 2)
