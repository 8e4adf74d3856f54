"""Who depends on whom."""

import numpy as np
import pytest
from worlds import COALITION, CORE, SWING, close, world

from simulation.measures import dependence

LEVERAGE = np.array([[0, 0.1, 0.2, 9], [0.3, 0, 9, 9], [0.5, 9, 0, 9], [9, 9, 9, 9]])
BLOC = {"states": 4, "group": [CORE, CORE, CORE, COALITION], "hub": 0, "second": 2, "leverage": LEVERAGE}


def test_leverage_of_the_hub_over_the_core():
    assert dependence.hub_leverage(world(**BLOC)) == close((0.3 + 0.5) / 2)
    assert dependence.second_dependence(world(**BLOC)) == 0.5
    assert dependence.asymmetry(world(**BLOC)) == close((0.5 - 0.2) / (0.5 + 0.2))
    assert dependence.asymmetry(world(**(BLOC | {"leverage": 0.0}))) == 0.0
    other_way_round = world(**(BLOC | {"hub": 2, "second": 0}))
    assert dependence.second_dependence(other_way_round) == 0.2
    assert dependence.asymmetry(other_way_round) == close((0.2 - 0.5) / (0.5 + 0.2))


def test_the_coalition_s_hold_over_the_core():
    assert dependence.core_coalition_leverage(world(**BLOC, coalition_leverage=[0.1, 0.2, 0.6, 9])) == close(0.3)
    assert dependence.own_currency(world(**BLOC, coalition_payment=[0.1, 0.2, 0.6, 9])) == close(0.7)


def test_a_core_of_one_or_none_depends_on_nobody():
    for group, hub in (([CORE, SWING], 0), ([SWING, SWING], -1)):
        now = world(states=2, group=group, hub=hub, leverage=[[0, 0.5], [0.1, 0]])
        assert dependence.hub_leverage(now) == dependence.second_dependence(now) == dependence.asymmetry(now) == 0.0


def test_growth_of_dependence_is_against_the_start():
    now, start = world(**BLOC), world(**(BLOC | {"leverage": LEVERAGE / 2.5}))
    assert dependence.dependence_growth(now, start) == close(2.5)
    assert dependence.dependence_growth(now, world(**(BLOC | {"leverage": 0.0}))) == 0.0
    assert dependence.dependence_growth(world(**(BLOC | {"second": -1})), start) == 0.0


@pytest.mark.parametrize(("demands", "rate"), [(2, 0.0), (3, (2 + 1) / (3 + 2)), (40, 3 / 5)])
def test_rate_of_concessions_of_the_second_over_the_window(demands, rate):
    demanded, conceded = np.zeros((24, 4)), np.zeros((24, 4))
    demanded[[1, 5, 9], 2], conceded[[1, 9], 2] = 1, 1
    demanded[:, 1] = 1
    now = world(**BLOC, demands=[0, 90, demands, 0], demanded=demanded, conceded=conceded)
    assert dependence.concession_rate(now) == close(rate)
    assert dependence.concession_rate(now._replace(second=np.array([-1]))) == 0.0
