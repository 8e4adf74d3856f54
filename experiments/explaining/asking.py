"""Why a state asked this partner for this good and offered this payment: three draws in proportion to weights."""

from __future__ import annotations

from scipy.stats import poisson

from experiments.explaining.case import Case
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.stages import race
from simulation import chance
from simulation.events import MONEY, NONE
from simulation.rules.deals import requests_drawn
from simulation.rules.requests import draw_good, draw_partner, draw_payment, partner_weight, payment_weight, waiting_time


def asking(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """How many requests, which good, which payment, and last whom to ask, which has the probability that the log holds.

    The first has as its probability that of so many requests at least. The partners have a draw each.
    """
    case = Case(moment, {"i": deed.actor, "j": deed.partner, "good": deed.good, "item": deed.item})
    return _count(case, deed), _good(case, deed), _payment(case, deed), _partner(case, deed)


def good_weights(case: Case) -> dict[str, float]:
    """Goods and the weights with which the state asks for them."""
    return dict(zip(case.scenario.head.goods, case.moment.world.need[case.names["i"]].tolist(), strict=True))


def payment_weights(case: Case) -> dict[str, float]:
    """Money and goods, and the weights with which the state offers them for the good."""
    weights = {"money": float(case.moment.world.liquidity[case.names["i"]])}
    return weights | {good: float(case.answer(payment_weight, b=b)) for b, good in enumerate(case.scenario.head.goods)}


def _count(case: Case, deed: Deed) -> Stage:
    count, read = float(case.answer(requests_drawn)), case.read_by(requests_drawn)
    terms = (Term("requests", count, read[0].meaning, read),)
    draw, least = _luck(case, chance.REQUESTS, item=0), deed.item + 1
    likely = float(poisson.sf(deed.item, read[0].value))
    verdict = f"At the quantile {draw:.4g} a Poisson count of that rate is {count:.0f}; at least {least} has the probability {likely:.4g}."
    text = f"request {least} of {count:.0f}"
    return Stage("requests of the month", terms, count, text, likely, draw, read=read, verdict=verdict)


def _good(case: Case, deed: Deed) -> Stage:
    draw = _luck(case, chance.REQUESTED_GOOD)
    return race("the good", case.scenario.head.goods[deed.good], good_weights(case), case.read_by(draw_good), draw)


def _payment(case: Case, deed: Deed) -> Stage:
    draw = _luck(case, chance.PAYMENT, deed.partner)
    chosen = "money" if deed.paid_in == MONEY else case.scenario.head.goods[deed.paid_in]
    return race("the payment", chosen, payment_weights(case), case.read_by(draw_payment), draw)


def _luck(case: Case, purpose: int, j: int = NONE, item: int | None = None) -> float:
    """The draw of the state, or of it and ``j``, for a purpose."""
    world, i = case.moment.world, case.names["i"]
    number = case.names["item"] if item is None else item
    return float(chance.uniform(world.key, case.moment.month, purpose, world.id[i], 0 if j == NONE else world.id[j], number))


def _partner(case: Case, deed: Deed) -> Stage:
    weights, remarks = {}, {}
    ids = case.scenario.names.sets["state"]
    for j, state in enumerate(ids):
        weight = float(case.answer(partner_weight, j=j))
        if weight > 0.0:
            weights[state] = weight
            wait = case.answer(waiting_time, j=j, weight=weight)
            luck = _luck(case, chance.REQUESTED_PARTNER, j)
            remarks[state] = f"its draw {luck:.4g} makes a wait of {wait:.4g}; the shortest wins"
    return race("the partner", ids[deed.partner], weights, case.read_by(draw_partner), remarks=remarks)
