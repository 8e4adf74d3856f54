"""Cooperation of a pair (section 8 of the ODD)."""

import numpy as np
import pytest
from worlds import apply, close, world

from simulation.rules.cooperation import begin_cooperation, cooperate

PAIR = {"states": 2, "deals": 0.2, "leverage": [[0, 0.03], [0.06, 0]], "commitment": 2.0}
NOW = 0.4 * 0.2 / 0.5 + 0.3 * 0.06 / 0.12 + 0.3 * 2 / 3


def test_section_8_by_hand():
    assert apply(begin_cooperation, world(**PAIR)).cooperation == close(np.array([[0, NOW], [NOW, 0]]))
    assert apply(cooperate, world(**PAIR, cooperation=0.2)).cooperation[0, 1] == close(0.85 * 0.2 + 0.15 * NOW)


def test_what_settles_stays():
    now = apply(begin_cooperation, world(**PAIR))
    for _ in range(50):
        apply(cooperate, now)
    assert now.cooperation[0, 1] == close(NOW)


@pytest.mark.parametrize(("field", "most"), [("deals", 0.4), ("leverage", 0.3), ("commitment", 0.3)])
def test_no_part_counts_beyond_its_weight(field, most):
    alone = PAIR | {"deals": 0.0, "leverage": 0.0, "commitment": 0.0, field: 3.0}
    assert apply(begin_cooperation, world(**alone)).cooperation[0, 1] == close(most)
