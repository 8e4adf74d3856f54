"""Equation 24: steps of commitment up after deliveries, down after abandonment."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation.rules.treaties import consider_treaties, settle_treaties, treaty_probability

P = parameters()
PAIR = {
    "states": 2, "received": [[0, 0.5], [0.2, 0]], "received_since": [[0, 1.0], [0.6, 0]], "trust": 0.5, "ceiling": 0.9, "commitment": 1.0,
    "coalition_leverage": [0.3, 0.1],
}  # fmt: skip


def test_equation_24_by_hand():
    rate = 0.4 * (1 - 2 * 0.1) * 0.5 + 0.4 * (1 - 2 * 0.3) * 0.2
    assert treaty_probability(world(**PAIR), P, 0, 1) == close(1 - np.exp(-rate))
    assert treaty_probability(world(**PAIR), P, 1, 0) == close(1 - np.exp(-rate))


@pytest.mark.parametrize(
    "fields",
    [
        {"received": 0.0}, {"received_since": 0.75}, {"trust": 0.36}, {"trust": [[0, 0.9], [0.3, 0]]}, {"commitment": 3.0},
        {"coalition_leverage": 0.5}, {"coalition_leverage": 9.0},
    ],
)  # fmt: skip
def test_equation_24_no_step(fields):
    assert treaty_probability(world(**PAIR | fields), P, 0, 1) == 0.0


@pytest.mark.parametrize("ceiling", [0.05, 0.2, 0.35, 0.42, 0.6, 1.0])
def test_equation_24_the_trust_that_a_step_takes_lies_below_every_limit(ceiling):
    assert treaty_probability(world(**PAIR | {"trust": ceiling, "ceiling": ceiling}), P, 0, 1) > 0.0
    low = min(0.36, 0.85 * ceiling)
    assert treaty_probability(world(**PAIR | {"trust": low, "ceiling": ceiling}), P, 0, 1) == 0.0


def stepped(commitment=1.0, p=None, months=1, **fields):
    now = world(**PAIR | {"commitment": commitment} | fields)
    steps = np.zeros(months)
    for month in range(months):
        now.month[0] = month
        apply(consider_treaties, now, p=p)
        assert now.treaty_step[0, 1] == now.treaty_step[1, 0]
        steps[month] = now.treaty_step[0, 1]
    return now, steps


def test_equation_24_steps_up_come_at_their_probability():
    likely = treaty_probability(world(**PAIR), P, 0, 1)
    _, steps = stepped(months=2000)
    assert abs(steps.sum() - 2000 * likely) < 4 * np.sqrt(2000 * likely * (1 - likely))
    assert abs(steps.sum() - 2000 * 0.5 * likely) > 4 * np.sqrt(2000 * likely * (1 - likely))


@pytest.mark.parametrize(
    ("abandonments", "commitment", "step"), [([[0, 1], [1, 0]], 1, -1), ([[0, 2], [0, 0]], 3, -1), ([[0, 1], [0, 0]], 1, 0), (9.0, 0, 0)]
)
def test_equation_24_repeated_abandonment_ends_a_step(abandonments, commitment, step):
    _, steps = stepped(commitment, abandonments=abandonments, received=0.0)
    assert steps.tolist() == [step]


@pytest.mark.parametrize("fields", [{"membership": [-1, 0]}, {"membership": [1, -1]}, {"tied": 0.0}])
def test_no_treaty_with_the_coalition_or_a_stranger(fields):
    _, steps = stepped(months=300, **fields)
    assert not steps.any()


@pytest.mark.parametrize(("step", "before", "after"), [(1, 1, 2), (-1, 1, 0), (1, 3, 3), (-1, 0.5, 0)])
def test_a_step_clears_what_led_to_it(step, before, after):
    now = apply(settle_treaties, world(**PAIR | {"commitment": before}, treaty_step=step, abandonments=2.0))
    assert now.commitment[0, 1] == now.commitment[1, 0] == after
    assert not now.received_since.any()
    assert not now.abandonments.any()


def test_without_a_step_deliveries_add_up():
    now = apply(settle_treaties, world(**PAIR, abandonments=1.0))
    assert now.received_since == close(np.array([[0, 1.5], [0.8, 0]]))
    assert (now.abandonments == 1.0).all()
    assert (now.commitment == 1.0).all()


def test_a_regime_that_falls_leaves_its_commitments():
    now = apply(settle_treaties, world(commitment=2.0, fall=[1, 0, 0]))
    assert (now.commitment > 0).tolist() == [[False, False, False], [False, True, True], [False, True, True]]
