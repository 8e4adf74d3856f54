"""Equation 15: concessions that patrons demand."""

import numpy as np
import pytest
from worlds import apply, close, parameters, world

from simulation import events
from simulation.events import new_log
from simulation.rules.concessions import answer_demands, concession, demand_probability, resent_resistance

CLIENT = {"states": 2, "leverage": [[0, 0.3], [0.1, 0]], "hub": 1, "trust": 0.4, "autonomy": 1.5}


def answered(months=400, p=None, **fields):
    """Concessions and refusals of state 0 over many months, and the world after them."""
    now, log = world(**(CLIENT | fields)), new_log(months)
    for month in range(months):
        now.month[0] = month
        apply(answer_demands, now, p=p, log=log, states=[0])
    kinds = log[1 : int(log[0, 0]) + 1, 1]
    return now, (kinds == events.CONCESSION).sum(), (kinds == events.RESISTANCE).sum()


def test_equation_15_by_hand():
    assert demand_probability(world(**CLIENT), parameters(), 0, 1) == close(0.10 * 0.2 / 0.4)
    assert demand_probability(world(**CLIENT), parameters(), 1, 0) == 0.0
    assert concession(world(**CLIENT), parameters(autonomy_scale=2), 0, 1) == close((9 * 0.2, 0.6 * 0.4, -1.3 * 2 * 1.5))


@pytest.mark.parametrize(
    "fields", [{"leverage": 0.0}, {"leverage": [[0, 0.13], [0.1, 0]]}, {"membership": [-1, 0]}, {"membership": [1, -1]}, {"tied": 0.0}]
)
def test_equation_15_nobody_demands_without_a_hold(fields):
    assert demand_probability(world(**(CLIENT | fields)), parameters(), 0, 1) == 0.0


def test_equation_15_demands_come_at_their_rate():
    _, conceded, refused = answered(months=2000)
    assert 2000 * 0.05 - 4 * 10 < conceded + refused < 2000 * 0.05 + 4 * 10


def test_equation_15_giving_in_leaves_resentment_of_the_patron_and_is_counted():
    now, conceded, refused = answered(autonomy=0.0, trust=1.0, leverage=[[0, 2.0], [0, 0]])
    assert conceded > 20
    assert refused == 0
    assert now.resentment[0, 1] == close(0.04 * conceded)
    assert now.demands[0] == conceded
    assert now.demanded[:, 0].tolist() == now.conceded[:, 0].tolist()
    assert now.demanded.shape[0] == 24


def test_equation_15_a_proud_client_resists_and_its_patron_resents_it():
    now, conceded, refused = answered(autonomy=5.0)
    assert conceded == 0
    assert refused > 5
    assert not now.resentment.any()
    assert not now.conceded.any()
    now.resisted[0, 1] = 1.0
    assert apply(resent_resistance, now).resentment == close(np.array([[0, 0], [0.03, 0]]))


def test_equation_15_only_demands_of_the_hub_are_remembered_and_only_for_24_months():
    now, conceded, refused = answered(hub=0)
    assert conceded + refused > 0
    assert not now.demanded.any()
    assert now.demands[0] == 0.0
    old = world(**(CLIENT | {"leverage": 0.0}), month=25, demanded=1.0, conceded=1.0)
    apply(answer_demands, old)
    assert np.argwhere(old.demanded[:, 0] == 0).ravel().tolist() == [1]
