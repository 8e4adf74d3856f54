"""Equation 16: whom a state asks for what, and what it offers."""

import numpy as np
import pytest
from scipy import stats
from worlds import ATTACKED, COALITION, SWING, close, parameters, world

from simulation.events import MONEY, NONE
from simulation.rules.acceptance import willingness
from simulation.rules.requests import draw_good, draw_partner, draw_payment, may_ask, partner_weight, payment_weight

P = parameters()
DRAWS = 6000


def chosen(draw, items=DRAWS):
    """How often each number was drawn."""
    return np.unique([draw(item) for item in range(items)], return_counts=True)


def fits(found, weights):
    """p of a chi-square test of drawn rows against weights; 0 where one without a weight was drawn."""
    rows, counts = found
    weights = np.asarray(weights, dtype=float)
    if set(rows.tolist()) != set(np.flatnonzero(weights).tolist()):
        return 0.0
    expected = weights[rows] / weights.sum() * counts.sum()
    return stats.chisquare(counts, expected).pvalue


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({}, True), ({"tied": 0.0}, False), ({"membership": [-1, -1, 0]}, False), ({"membership": [0, -1, 0]}, True),
        ({"membership": [0, -1, 0], "sanctioned": [1, 0, 0]}, False), ({"membership": [-1, 0, 0], "sanctioned": [0, 1, 0]}, False),
        ({"membership": [1, 0, 0], "sanctioned": [1, 1, 0]}, True), ({"group": [SWING, ATTACKED, SWING]}, False),
        ({"group": [ATTACKED, COALITION, SWING]}, True),
    ],
)  # fmt: skip
def test_whom_a_state_may_ask(fields, allowed):
    assert may_ask(world(**fields), 0, 1) == allowed
    assert not may_ask(world(**fields), 0, 0)


def market(**fields):
    """State 0 needs good 1, which states 1 to 3 have to unequal parts, and state 4 not at all."""
    tie = np.zeros((5, 5))
    tie[0, 1:] = tie[1:, 0] = [0.5, -0.5, 0.0, 0.9]
    capacity = np.zeros((5, 2))
    capacity[1:4, 1] = [0.4, 0.8, 0.6]
    need = np.zeros((5, 2))
    need[0] = [0.2, 0.6]
    return world(**({"states": 5, "tie": tie, "capacity": capacity, "need": need, "stock": [[1, 1], [1, 0.5]] + [[1, 1]] * 3} | fields))


def test_equation_16_weight_of_a_partner_by_hand():
    now = market()
    expected = 0.4 * 0.5 * np.exp(0.5) * willingness(now, P, 0, 1, 1, 1.0)
    assert partner_weight(now, P, 0, 1, 1) == close(expected)
    assert partner_weight(now, P, 0, 4, 1) == partner_weight(now, P, 0, 1, 0) == 0.0


def weights_of(now):
    return [partner_weight(now, P, 0, j, 1) for j in range(len(now.id))]


def test_equation_16_partners_are_drawn_in_proportion_to_their_weights():
    """The race of exponential waiting times; the same draws do not fit weights without the tie."""
    now = market()
    found = chosen(lambda item: draw_partner(now, P, 0, 1, item)[0])
    assert fits(found, weights_of(now)) > 0.001
    assert fits(found, weights_of(market(tie=0.0))) < 0.001
    partner, likely = draw_partner(now, P, 0, 1, 0)
    assert likely == close(weights_of(now)[partner] / sum(weights_of(now)))


def test_equation_16_the_choice_does_not_depend_on_the_order_or_the_number_of_states():
    now = market()
    order = [3, 0, 4, 2, 1]
    turned = now._replace(
        id=now.id[order], tie=now.tie[order][:, order], tied=now.tied[order][:, order], capacity=now.capacity[order], need=now.need[order],
        stock=now.stock[order],
    )  # fmt: skip
    more = market()
    without = market(capacity=more.capacity * (np.arange(5) != 2)[:, None])
    for item in range(200):
        partner = draw_partner(now, P, 0, 1, item)[0]
        assert order[draw_partner(turned, P, 1, 1, item)[0]] == partner
        if partner != 2:  # nobody who was not asked takes part in the choice among the others
            assert draw_partner(without, P, 0, 1, item)[0] == partner


def test_equation_16_goods_are_drawn_in_proportion_to_need():
    now = market(goods=3, capacity=0.0, stock=1.0, need=[[0.2, 0.0, 0.6]] * 5)
    found = chosen(lambda item: draw_good(now, 0, item))
    assert fits(found, [0.2, 0.0, 0.6]) > 0.001
    assert fits(found, [0.25, 0.0, 0.55]) < 0.001


def test_who_needs_nothing_or_finds_nobody_asks_for_nothing():
    assert draw_good(market(need=0.0), 0, 3) == NONE
    assert draw_partner(market(capacity=0.0), P, 0, 1, 3) == (NONE, 0.0)


def payer(**fields):
    """State 0 has liquidity .3 and two goods of which state 1 needs one more than the other."""
    return world(**({"goods": 3, "liquidity": 0.3, "capacity": 0.5, "need": [[0, 0, 0], [0.4, 0.8, 0.9], [0, 0, 0]]} | fields))


def test_equation_16_a_good_weighs_what_the_other_needs_one_has_and_would_supply():
    now = payer(stock=0.5)
    assert payment_weight(now, P, 0, 1, 2, 0) == close(0.4 * 0.5 * 0.5 * willingness(now, P, 1, 0, 0, 1.0))
    assert payment_weight(now, P, 0, 2, 2, 0) == 0.0
    assert payment_weight(payer(exposure=1.0, coalition_leverage=[2, 0, 0]), P, 0, 1, 2, 0) < 1e-9


def test_nobody_pays_for_a_good_with_the_same_good():
    assert payment_weight(payer(), P, 0, 1, 1, 1) == 0.0
    assert 1 not in chosen(lambda item: draw_payment(payer(), P, 0, 1, 1, item)[0], 500)[0]


def test_equation_16_the_form_of_payment_is_drawn_in_proportion_to_weights():
    now = payer()
    weights = [payment_weight(now, P, 0, 1, 2, b) for b in range(2)]
    rows, counts = chosen(lambda item: draw_payment(now, P, 0, 1, 2, item)[0])
    found = np.where(rows == MONEY, 2, rows), counts
    assert fits(found, [*weights, 0.3]) > 0.001
    assert fits(found, [*weights, 0.4]) < 0.001


def test_equation_16_the_worth_of_a_payment():
    now = payer()
    for item in range(60):
        form, worth = draw_payment(now, P, 0, 1, 2, item)
        assert worth == close(0.3 if form == MONEY else 0.3 + payment_weight(now, P, 0, 1, 2, form))
    rich = payer(liquidity=1.0, capacity=1.0)
    assert {draw_payment(rich, P, 0, 1, 2, item)[1] for item in range(60)} == {1.0}
    assert draw_payment(payer(liquidity=0.0, capacity=0.0), P, 0, 1, 2, 0) == (MONEY, 0.0)
