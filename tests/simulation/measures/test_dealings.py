"""What the core asks for, gets and does not get."""

import numpy as np
from worlds import CORE, SWING, close, world

from simulation.measures import dealings

GROUP = {"states": 3, "group": [CORE, CORE, SWING]}


def test_deals_within_the_core_count_a_pair_once():
    deals = np.array([[0, 0.3, 5], [0.3, 0, 5], [5, 5, 0]])
    assert dealings.core_deliveries(world(**GROUP, deals=deals)) == close(0.3)


def test_non_delivery_is_the_share_of_all_deals_that_a_side_reneged_on():
    assert dealings.non_delivery(world(deals_made=[6, 0, 4], deals_broken=[1, 0, 1])) == close(0.2)
    assert dealings.non_delivery(world()) == 0.0


def test_desperation_by_hand():
    """Requests against the start, divided by liquidity and capability against the start; means over the core."""
    start = world(**GROUP, request_rate=[2, 0, 1], liquidity=0.5, capability=[0.2, 0.1, 0.1])
    now = world(**GROUP, request_rate=[6, 5, 9], liquidity=[0.25, 0.5, 0.5], capability=[0.1, 0.1, 0.1])
    assert dealings.desperation(now, start) == close(3 / (0.5 * 0.5))
    assert dealings.desperation(start, start) == 1.0
    assert dealings.desperation(now, world(**GROUP)) == 0.0


def test_mutual_defence_counts_core_pairs_at_the_deepest_commitment():
    commitment = np.array([[0, 3, 3], [3, 0, 3], [3, 3, 0]])
    assert dealings.mutual_defence(world(**GROUP, commitment=commitment)) == 1
    assert dealings.mutual_defence(world(**GROUP, commitment=2.9)) == 0
