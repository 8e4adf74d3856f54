"""Equation 17: whether a state supplies what it is asked for."""

import numpy as np
import pytest
from worlds import close, parameters, world

from simulation.rules.acceptance import acceptance, willingness

P = parameters()
FIELDS = {
    "exposure": [1.0, 0.3], "norm_cost": [0.2, 0.6, 0], "need": [[0.5, 0], [0, 0], [0, 0]], "war_months": 10, "secondary": [0.5, 0, 0],
    "shared": 0.4, "trust": [[0, 0.7, 0], [0.3, 0, 0], [0, 0, 0]], "coalition_leverage": [0.5, 0.05, 0],
    "stock": [[1, 1], [0.75, 1], [1, 1]],
    "commitment": 2.0, "threat": [0.9, 0, 0],
}  # fmt: skip


def asked(**fields):
    """What state 1 thinks of supplying good 0 to state 0 for a payment of .8."""
    return acceptance(world(**(FIELDS | fields)), P, 0, 1, 0, 0.8)


def test_equation_17_by_hand():
    terms = asked()
    assert terms == close(
        (-1.5, 1.4 * 0.8, 1.5 * 0.4, 1.2 * 0.3, -24 * 1.0 * 0.05 * (0.6 + 0.6 * 0.5), -2 * 1.2 * 0.6 * (1 - 0.4 * 0.5 - 0.02 * 10),
         -0.8 * 0.25,
         -0.3 * (0.9 - 0.7))
    )  # fmt: skip
    now = world(**FIELDS)
    assert willingness(now, P, 0, 1, 0, 0.8) == close(1 / (1 + np.exp(-2.5 * sum(terms))))
    assert willingness(now, parameters(choice_precision=1), 0, 1, 0, 0.8) == close(1 / (1 + np.exp(-sum(terms))))


@pytest.mark.parametrize(
    ("term", "fields"),
    [
        ("norm", {"war_months": 100}), ("norm", {"norm_cost": 0.0}), ("entrapment", {"commitment": 1.9}), ("entrapment", {"threat": 0.7}),
        ("exposure", {"exposure": 0.0}), ("exposure", {"coalition_leverage": 0.0}), ("stock", {"stock": 1.0}),
    ],
)  # fmt: skip
def test_equation_17_terms_that_vanish(term, fields):
    assert getattr(asked(**fields), term) == 0.0
    assert getattr(asked(), term) < 0.0


@pytest.mark.parametrize(
    ("field", "low", "high", "sign"),
    [
        ("shared", 0.2, 0.6, 1), ("trust", 0.2, 0.6, 1), ("coalition_leverage", 0.01, 0.1, -1), ("exposure", 0.1, 1.0, -1),
        ("norm_cost", 0.1, 0.9, -1),         ("stock", 0.2, 0.9, 1), ("threat", 0.75, 1.0, -1), ("secondary", 0.0, 1.0, -1),
        ("need", 0.0, 1.0, 1), ("war_months", 0, 20, 1),
    ],
)  # fmt: skip
def test_equation_17_is_monotone(field, low, high, sign):
    likely = [willingness(world(**(FIELDS | {field: value})), P, 0, 1, 0, 0.8) for value in (low, high)]
    assert sign * (likely[1] - likely[0]) > 0


def test_equation_17_better_pay_is_more_willingness():
    likely = [willingness(world(**FIELDS), P, 0, 1, 0, pay) for pay in (0.0, 0.5, 1.0)]
    assert likely == sorted(set(likely))
