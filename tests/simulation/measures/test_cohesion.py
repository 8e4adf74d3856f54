"""Whether the core works as a bloc."""

import numpy as np
from worlds import CORE, SWING, close, world

from simulation.measures import cohesion

COOPERATION = np.array([[0, 0.4, 0.2, 9], [0.4, 0, 0.35, 9], [0.2, 0.35, 0, 9], [9, 9, 9, 0]])
BLOC = {
    "states": 4, "group": [CORE, CORE, CORE, SWING], "cooperation": COOPERATION, "pleas": [3, 0, 2, 50], "answers": [2, 0, 0, 50],
    "tie": 0.2, "trust": 0.45, "membership": [1, 0, -1, 1], "capability": [0.1, 0.2, 0.3, 0.25],
}  # fmt: skip


def test_parts_of_cohesion_by_hand():
    now = world(**BLOC)
    assert cohesion.depth(now) == close((0.4 + 0.2 + 0.35) / 3)
    assert cohesion.active(now) == close(2 / 3)
    assert cohesion.support(now) == close((2 + 1) / (5 + 2))


def test_section_8_cohesion_by_hand():
    expected = 0.25 * 0.95 / 3 + 0.25 * 0.45 + 0.15 * 3 / 7 + 0.20 * 0.6 + 0.15 * 2 / 3
    assert cohesion.cohesion(world(**BLOC)) == close(expected)


def test_the_axis():
    now = world(**BLOC)
    assert cohesion.axis_size(now) == 2
    assert cohesion.axis_capability(now) == close(0.35)
    assert cohesion.core_outside(now) == 2


def test_a_core_of_one_or_none():
    for group in ([CORE, SWING], [SWING, SWING]):
        now = world(states=2, group=group, cooperation=1.0)
        assert cohesion.depth(now) == cohesion.active(now) == 0.0
        assert cohesion.support(now) == 0.5
