"""Why a state asked this partner for this good and offered this payment: three draws in proportion to weights."""

from __future__ import annotations

from experiments.explaining.case import Case
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.stages import race
from simulation.events import MONEY
from simulation.rules.deals import requests_drawn
from simulation.rules.requests import draw_good, draw_partner, draw_payment, partner_weight, payment_weight, waiting_time


def asking(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """How many requests, which good, which payment, and last whom to ask, which has the probability that the log holds."""
    case = Case(moment, {"i": deed.actor, "j": deed.partner, "good": deed.good, "item": deed.item})
    return _count(case, deed), _good(case, deed), _payment(case, deed), _partner(case, deed)


def _count(case: Case, deed: Deed) -> Stage:
    count, read = float(case.answer(requests_drawn)), case.read_by(requests_drawn)
    terms = (Term("requests", count, read[0].meaning, read),)
    return Stage("requests of the month", terms, count, f"request {deed.item + 1} of {count:.0f}", read=read)


def _good(case: Case, deed: Deed) -> Stage:
    goods = case.scenario.head.goods
    weights = dict(zip(goods, case.moment.world.need[deed.actor].tolist(), strict=True))
    return race("the good", goods[deed.good], weights, case.read_by(draw_good))


def _payment(case: Case, deed: Deed) -> Stage:
    goods = case.scenario.head.goods
    weights = {"money": float(case.moment.world.liquidity[deed.actor])}
    weights |= {good: float(case.answer(payment_weight, b=b)) for b, good in enumerate(goods)}
    return race("the payment", "money" if deed.paid_in == MONEY else goods[deed.paid_in], weights, case.read_by(draw_payment))


def _partner(case: Case, deed: Deed) -> Stage:
    weights, remarks = {}, {}
    ids = case.scenario.names.sets["state"]
    for j, state in enumerate(ids):
        weight = float(case.answer(partner_weight, j=j))
        if weight > 0.0:
            weights[state] = weight
            wait = case.answer(waiting_time, j=j, weight=weight)
            remarks[state] = f"would be turned to after {wait:.4g}; the shortest wait wins"
    return race("the partner", ids[deed.partner], weights, case.read_by(draw_partner), remarks)
