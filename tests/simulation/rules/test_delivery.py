"""Equation 18: whether a side of a deal does what it promised."""

import numpy as np
import pytest
from worlds import close, parameters, world

from simulation.rules.delivery import delivery, reliability

P = parameters()
FIELDS = {
    "trust": [[0, 0.6, 0], [0.1, 0, 0], [0, 0, 0]], "commitment": 2.0, "shared": 0.4, "stock": [[0.5, 1], [1, 1], [1, 1]],
    "need": [[0.3, 0], [0, 0], [0, 0]], "personalism": [0.8, 0, 0],
}  # fmt: skip


def test_equation_18_by_hand():
    """State 0 hands good 0 over to state 1, which pays .7 of it."""
    terms = delivery(world(**FIELDS), P, 0, 1, 0, 0.7)
    assert terms == close((1.4 * 0.6, 0.25 * 2, 0.5 * 0.4, -0.2, -0.5 * 0.5, -0.5 * 0.3, -0.4 * 0.3, -0.3 * 0.8))
    assert reliability(world(**FIELDS), P, 0, 1, 0, 0.7) == close(1 / (1 + np.exp(-2 * 2.5 * sum(terms))))


@pytest.mark.parametrize(
    ("field", "low", "high", "sign"),
    [
        ("trust", 0.2, 0.8, 1),
        ("commitment", 0, 3, 1),
        ("shared", 0, 1, 1),
        ("stock", 0, 1, 1),
        ("need", 0, 1, -1),
        ("personalism", 0, 1, -1),
    ],
)
def test_equation_18_is_monotone(field, low, high, sign):
    kept = [reliability(world(**(FIELDS | {field: value})), P, 0, 1, 0, 0.7) for value in (low, high)]
    assert sign * (kept[1] - kept[0]) > 0


def test_equation_18_pay_and_temptation():
    now = world(**FIELDS)
    assert reliability(now, P, 0, 1, 0, 1.0) > reliability(now, P, 0, 1, 0, 0.0)
    assert reliability(now, parameters(temptation_base=0.8), 0, 1, 0, 0.7) < reliability(now, P, 0, 1, 0, 0.7)
