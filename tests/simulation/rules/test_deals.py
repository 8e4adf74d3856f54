"""Equations 16 to 18: requests, their answers and the conduct of both sides."""

import numpy as np
from worlds import apply, close, parameters, world

from simulation import events
from simulation.events import MONEY, new_log
from simulation.rules.acceptance import willingness
from simulation.rules.calendar import open_month
from simulation.rules.deals import count_supplies, draw_down_stocks, expect_deals, expect_memory, make_deals, remember_deals, settle_deals
from simulation.rules.delivery import reliability

MARKET = {
    "states": 3, "need": [[0.5, 0], [0, 0.5], [0, 0]], "capacity": [[0, 0.8], [0.6, 0], [0.4, 0]], "request_rate": [6.0, 0, 0],
    "liquidity": 0.4,     "shared": 0.8, "trust": 0.6, "norm_cost": [0, 0, 0.3], "quality": 0.5,
}  # fmt: skip


def traded(months=200, p=None, **fields):
    """The log of many months of requests of state 0, and the last of its worlds."""
    now, log = world(**(MARKET | fields)), new_log(months * 50)
    for month in range(months):
        now.month[0] = month
        apply(make_deals, now, p=p, log=log, states=[0])
    return log[1 : int(log[0, 0]) + 1], now


def of(log, kind):
    return log[log[:, 1] == kind]


def test_equation_16_requests_come_at_their_rate():
    log, now = traded()
    assert abs(now.requests_sent[0] - 200 * 6) < 4 * np.sqrt(200 * 6)
    assert now.requests_sent[0] == len(of(log, events.REQUEST))
    assert np.bincount(of(log, events.REQUEST)[:, 0].astype(int)).max() <= 12
    assert traded(months=50, request_rate=0.0)[1].requests_sent[0] == 0.0


def test_equation_17_a_share_is_accepted_as_the_probabilities_say():
    """Sum of probabilities against the count, in standard deviations."""
    log, _ = traded()
    for yes, no in ((events.ACCEPTANCE, events.REFUSAL), (events.DELIVERY, events.BREACH), (events.PAYMENT, events.DEFAULT)):
        likely = np.concatenate([of(log, yes)[:, 8], of(log, no)[:, 8]])
        spread = np.sqrt((likely * (1 - likely)).sum())
        assert abs(len(of(log, yes)) - likely.sum()) < 4 * spread


def test_equation_18_no_capacity_no_deliveries():
    log, now = traded(capacity=[[0, 0.8], [0, 0], [0, 0]])
    assert len(log) == 0
    assert not now.bought.any()
    log, now = traded(capacity=[[0, 0], [0.6, 0], [0.4, 0]])
    assert not now.paid.any()
    assert set(log[:, 5]) == {MONEY}


def test_equation_18_money_is_always_delivered():
    """However great the temptation to renege, only what is paid in kind is not handed over."""
    log, _ = traded(p=parameters(temptation_base=0.8), trust=[[0, 0, 0], [1, 0, 0], [1, 0, 0]], shared=0.6)
    money = of(log, events.ACCEPTANCE)
    money = money[money[:, 5] == MONEY]
    assert len(money) > 20
    defaulted = {(row[0], row[6]) for row in of(log, events.DEFAULT)}
    assert defaulted
    assert not defaulted & {(row[0], row[6]) for row in money}


def test_requests_that_break_no_measure_are_told_apart():
    log, now = traded()
    asked = of(log, events.REQUEST)[:, 3]
    assert now.requests_clean[0] == (asked == 1).sum() < now.requests_sent[0]
    assert traded(months=20, norm_cost=[0.1, 0, 0])[1].requests_clean[0] == 0.0


def test_a_month_forgets_the_deals_of_the_last():
    now = world(**MARKET | {"request_rate": 0.0}, bought=1.0, paid=1.0, failed=1.0, defaulted=1.0)
    apply(open_month, now)
    assert not any(array.any() for array in (now.bought, now.paid, now.failed, now.defaulted))


LEGS = {"bought": np.zeros((2, 2, 2)), "paid": np.zeros((2, 2, 2))}
LEGS["bought"][0, 0, 1] = 2.0  # 0 bought two of good 0 from 1 ...
LEGS["paid"][1, 0, 1] = 1.0  # ... and paid one of them with good 1
SETTLED = {"states": 2, **LEGS, "failed": [[0, 1], [0, 0]], "defaulted": [[0, 0.5], [0, 0]], "quality": [[1, 0.5], [0.8, 1]]}
SETTLED |= {"capacity": [[0, 0.4], [0.6, 0]], "stock": [[1, 0.5], [0.5, 1]], "is_cover": [1, 0]}


def test_equation_18_both_legs_count_on_the_side_that_received_or_suffered():
    now = apply(settle_deals, world(**SETTLED))
    assert now.deliveries.tolist() == [[0, 2], [1, 0]]
    assert now.breaches.tolist() == [[0, 1], [0.5, 0]]
    assert now.received == close(np.array([[0, 2 * 0.6 * 0.5 * 0.8], [0.4 * 0.5 * 0.5, 0]]))


def test_what_a_state_supplied_draws_its_stock_down():
    now = apply(count_supplies, world(**SETTLED))
    assert now.supplied.tolist() == [[0, 1], [2, 0]]
    assert apply(draw_down_stocks, now).stock == close(np.array([[1, 0.45], [0.4, 1]]))
    assert apply(draw_down_stocks, now._replace(supplied=99.0 * np.ones((2, 2)))).stock.max() == 0.0


def test_memory_of_deals_and_cover_fades_and_settles_where_it_began():
    now = apply(settle_deals, world(**SETTLED))
    now.deals[...], now.cover[...] = 1.0, 0.5
    apply(remember_deals, now)
    received = now.received[0, 1] + now.received[1, 0]
    assert now.deals == close(np.full((2, 2), 0.8) + received * (1 - np.eye(2)))
    assert now.cover == close(np.array([[0.4, 0.4 + now.received[0, 1]], [0.4, 0.4]]))
    apply(expect_memory, now)
    expected = now.deals.copy(), now.cover.copy()
    assert now.deals[0, 1] == close(5 * received)
    apply(remember_deals, now)
    assert (now.deals, now.cover) == (close(expected[0]), close(expected[1]))


def test_expected_deals_are_the_mean_of_drawn_ones():
    """Month 0 starts from the mean of what the months draw; where the partner refuses more the mean is less."""
    now = apply(expect_deals, world(**MARKET), states=[0])
    log, _ = traded(months=1500)
    for field, kind in (("bought", events.DELIVERY), ("failed", events.BREACH), ("paid", events.PAYMENT), ("defaulted", events.DEFAULT)):
        expected = getattr(now, field).sum()
        assert abs(len(of(log, kind)) / 1500 - expected) < 4 * np.sqrt(expected / 1500)
    assert apply(expect_deals, world(**MARKET | {"shared": 0.1}), states=[0]).bought.sum() < now.bought.sum()


def test_expected_deals_by_hand():
    """One supplier, payment in money alone."""
    one = MARKET | {"capacity": [[0, 0], [0.6, 0], [0, 0]]}
    now, p = world(**one), parameters()
    apply(expect_deals, now, states=[0])
    deals = 6.0 * willingness(now, p, 0, 1, 0, 0.4)
    assert now.bought[0, 0, 1] == close(deals * reliability(now, p, 1, 0, 0, 0.4))
    assert now.failed[0, 1] == close(deals * (1 - reliability(now, p, 1, 0, 0, 0.4)))
    assert not now.paid.any()


def test_who_needs_nothing_expects_nothing():
    now = apply(expect_deals, world(**MARKET | {"need": 0.0, "request_rate": 0.0}))
    assert not now.bought.any()
    assert not now.failed.any()
