"""Means over groups of states and of pairs."""

import numpy as np
from worlds import CLIENT, COALITION, CORE, SWING, close

from simulation.measures.means import group_mean, pair_mean, weighted_mean

GROUP = np.array([CORE, COALITION, CORE, COALITION, SWING])
PAIRS = np.arange(25.0).reshape(5, 5)
VALUES = np.array([1.0, 2.0, 5.0, 8.0, 11.0])


def test_a_mean_over_pairs_within_a_group_leaves_the_diagonal_out():
    assert pair_mean(PAIRS, GROUP, CORE, CORE) == close((2 + 10) / 2)


def test_a_mean_over_pairs_of_two_groups_looks_from_the_first_to_the_second():
    assert pair_mean(PAIRS, GROUP, CORE, COALITION) == close((1 + 3 + 11 + 13) / 4)
    assert pair_mean(PAIRS, GROUP, COALITION, CORE) == close((5 + 7 + 15 + 17) / 4)


def test_a_mean_over_a_group():
    assert group_mean(VALUES, GROUP, COALITION) == close(5.0)


def test_a_weighted_mean_over_a_group_or_over_all():
    weights = np.array([1.0, 3.0, 0.0, 1.0, 5.0])
    assert weighted_mean(VALUES, weights / 100, GROUP, COALITION) == close((3 * 2 + 8) / 4)
    assert weighted_mean(VALUES, weights, GROUP, CORE) == close(1.0)
    assert weighted_mean(VALUES, weights, GROUP, -1) == close((1 + 6 + 8 + 55) / 10)


def test_the_mean_over_nobody_is_0():
    assert group_mean(VALUES, GROUP, CLIENT) == 0.0
    assert pair_mean(PAIRS, GROUP, CLIENT, CORE) == pair_mean(PAIRS, GROUP, SWING, SWING) == 0.0
    assert weighted_mean(VALUES, VALUES, GROUP, CLIENT) == weighted_mean(VALUES, 0 * VALUES, GROUP, CORE) == 0.0
