"""Equation 21: crises and who stands by whom."""

import numpy as np
import pytest
from worlds import CORE, SWING, apply, close, parameters, world

from simulation import events
from simulation.events import new_log
from simulation.rules.crises import face_crisis, is_called_on, support

P = parameters()
BLOC = {
    "states": 3, "membership": [1, 1, 0], "group": [CORE, CORE, SWING], "commitment": 2.0, "trust": [[0, 0.9, 0], [0.4, 0, 0], [0.4, 0, 0]],
    "shared": 0.5, "coalition_leverage": [0.9, 0.1, 0.1], "arms": [1, 0], "strike": [1, 0, 0],
}  # fmt: skip


def test_equation_21_by_hand():
    terms = support(world(**BLOC), P, 0, 1)
    assert terms == close((-2.4, 2, 1.2 * 0.4, 0.5, -0.12 * 24 * 0.1, 0))


@pytest.mark.parametrize(("need", "distracted"), [([0.6, 0], -0.8), ([0.5, 0], 0), ([0, 0.9], 0)])
def test_equation_21_who_needs_arms_itself_is_distracted(need, distracted):
    assert support(world(**BLOC, need=[[0, 0], need, [0, 0]]), P, 0, 1).distraction == distracted


@pytest.mark.parametrize(
    ("membership", "commitment", "called"),
    [
        ([1, 1], 0, True),
        ([1, 0], 0, False),
        ([1, 0], 1, True),
        ([0, 0], 1, True),
        ([0, 0], 0.9, False),
        ([1, -1], 3, False),
        ([-1, -1], 3, False),
    ],
)
def test_who_is_called_on(membership, commitment, called):
    now = world(states=2, membership=membership, commitment=commitment)
    assert is_called_on(now, 0, 1) == called
    assert not is_called_on(now, 0, 0)
    assert not is_called_on(now._replace(tied=np.zeros((2, 2))), 0, 1)


def struck(months=2000, p=None, **fields):
    now, log = world(**(BLOC | {"strike": 0.0} | fields)), new_log(months * 5)
    for month in range(months):
        now.month[0] = month
        apply(face_crisis, now, p=p, log=log, states=[0])
    return log[1 : int(log[0, 0]) + 1], now


def test_equation_21_crises_strike_at_their_rate():
    for fields, rate in (({}, 0.012), ({"crisis_rate": 2.0}, 0.024), ({"chance": 0.0}, 0.0), ({"membership": [-1, 1, 0]}, 0.0)):
        log, _ = struck(**fields)
        count = (log[:, 1] == events.CRISIS).sum()
        assert abs(count - 2000 * rate) <= 4 * np.sqrt(2000 * rate)


def test_equation_21_partners_stand_by_as_their_probability_says_and_it_is_counted():
    log, now = struck(p=parameters(crisis_rate=0.04), strike=[1, 0, 0])
    stood, left = log[log[:, 1] == events.SUPPORT], log[log[:, 1] == events.ABANDONMENT]
    for j in (1, 2):
        likely = 1 / (1 + np.exp(-2.5 * sum(support(now, P, 0, j))))
        count = (stood[:, 2] == j).sum()
        assert abs(count - 2000 * likely) < 4 * np.sqrt(2000 * likely * (1 - likely))
        assert now.abandonments[0, j] == (left[:, 2] == j).sum() == 2000 - count
    assert now.pleas[0] == 2000  # the swing state is called on, and not counted: it is none of the core
    assert now.answers[0] == (stood[:, 2] == 1).sum()


def test_last_month_s_crisis_is_over():
    now = apply(face_crisis, world(**BLOC | {"strike": 0.0}, in_crisis=1.0, supported=1.0, abandoned=1.0, chance=0.0))
    assert not now.in_crisis.any()
    assert not now.supported.any()
    assert not now.abandoned.any()


@pytest.mark.parametrize(
    ("field", "low", "high", "sign"), [("commitment", 0, 3, 1), ("trust", 0, 1, 1), ("shared", 0, 1, 1), ("coalition_leverage", 0, 1, -1)]
)
def test_equation_21_is_monotone(field, low, high, sign):
    one, other = (sum(support(world(**BLOC | {field: value}), P, 0, 1)) for value in (low, high))
    assert sign * (other - one) > 0
