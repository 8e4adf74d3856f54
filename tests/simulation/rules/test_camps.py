"""Means over a camp, weighted by the square root of capability."""

import numpy as np
from worlds import close

from simulation.rules.camps import camp_average, camp_mean

CAPABILITY = np.array([0.5, 0.16, 0.09, 0.25])
MEMBERSHIP = np.array([1.0, 1.0, 1.0, -1.0])


def test_means_weigh_the_other_members_by_the_root_of_capability():
    pairs = np.arange(16.0).reshape(4, 4)
    assert camp_mean(pairs, 0, CAPABILITY, MEMBERSHIP, 1.0) == close((0.4 * 1 + 0.3 * 2) / 0.7)
    assert camp_mean(pairs, 3, CAPABILITY, MEMBERSHIP, -1.0) == 0.0
    assert camp_mean(pairs, 1, CAPABILITY, MEMBERSHIP, 0.0) == 0.0
    assert camp_average(pairs[0], 0, CAPABILITY, MEMBERSHIP, 1.0) == close((0.4 * 1 + 0.3 * 2) / 0.7)
    assert camp_average(pairs[0], 0, CAPABILITY, MEMBERSHIP, -1.0) == 3.0
    assert camp_average(pairs[0], 3, CAPABILITY, MEMBERSHIP, -1.0) == -1.0
