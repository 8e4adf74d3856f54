"""What is left of the multilateral order."""

import numpy as np
from worlds import close, world

from simulation.measures import order

SHARE = np.zeros((2, 3, 3))
SHARE[0] = [[0, 0.5, 0.2], [0.1, 0, 0.9], [0.3, 0.3, 0]]
SHARE[1] = 0.3
TRADE = {"membership": [1, 1, 0], "dependence": [0.8, 0.0], "share": SHARE}


def test_trade_outside_one_s_own_camp_by_hand():
    """State 0 holds .5 with its own camp, state 1 .1; a hedging state has no camp."""
    outside = (10 * (1 - 0.8 * 0.5) + 20 * (1 - 0.8 * 0.1) + 30) / 60
    assert order.trade_outside_camps(world(**TRADE, gdp=1.0), world(gdp=[10, 20, 30])) == close(outside)
    assert order.trade_outside_camps(world(**TRADE), world(gdp=0.0)) == 0.0


def test_respect_for_norms_starts_whole():
    assert order.respect_for_norms(world()) == 1.0
    assert order.respect_for_norms(world(requests_sent=[3, 4, 0], requests_clean=[3, 0, 0])) == close(4 / 8)


def test_the_index_is_the_mean_of_its_three_parts():
    now, start = world(**TRADE, requests_sent=[3, 4, 0], consensus=0.7), world(gdp=[10, 20, 30])
    parts = (order.vote_consensus(now), order.respect_for_norms(now), order.trade_outside_camps(now, start))
    assert parts[0] == 0.7
    assert order.multilateral_index(now, start) == close(sum(parts) / 3)
