"""Who depends on whom."""

import numpy as np
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
