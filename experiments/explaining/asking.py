"""Why a state asked this partner for this good and offered this payment: three draws in proportion to weights."""

from __future__ import annotations

from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.reading import Readings, called, watched
from experiments.explaining.stages import quantities, race
from simulation.events import MONEY
from simulation.rules.deals import requests_drawn
from simulation.rules.requests import draw_good, draw_partner, draw_payment, partner_weight, payment_weight, waiting_time


def asking(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """How many requests, which good, which payment, and last whom to ask, which has the probability that the log holds."""
    return _count(moment, deed), _good(moment, deed), _payment(moment, deed), _partner(moment, deed)


def _count(moment: Moment, deed: Deed) -> Stage:
    stand_ins, noted = watched(moment.owners)
    count = called(requests_drawn, {"i": deed.actor, **stand_ins})
    read = quantities(moment, noted)
    terms = (Term("requests", float(count), read[0].meaning, read),)
    return Stage("requests of the month", terms, float(count), f"request {deed.item + 1} of {count}", read=read)


def _good(moment: Moment, deed: Deed) -> Stage:
    goods = moment.trajectory.scenario.head.goods
    weights = dict(zip(goods, moment.world.need[deed.actor].tolist(), strict=True))
    return race(moment, "the good", goods[deed.good], weights, {}, _noted(moment, deed, draw_good))


def _partner(moment: Moment, deed: Deed) -> Stage:
    names = {"i": deed.actor, "good": deed.good, "item": deed.item, **moment.owners}
    ids = moment.trajectory.scenario.names.sets["state"]
    weights, said = {}, {}
    for j, state in enumerate(ids):
        weight = float(called(partner_weight, {**names, "j": j}))
        if weight > 0.0:
            weights[state] = weight
            wait = called(waiting_time, {**names, "j": j, "weight": weight})
            said[state] = f"would be turned to after {wait:.4g}; the shortest wait wins"
    return race(moment, "the partner", ids[deed.partner], weights, said, _noted(moment, deed, draw_partner))


def _payment(moment: Moment, deed: Deed) -> Stage:
    names = {"i": deed.actor, "j": deed.partner, "good": deed.good, **moment.owners}
    goods = moment.trajectory.scenario.head.goods
    weights = {"money": float(moment.world.liquidity[deed.actor])}
    weights |= {good: float(called(payment_weight, {**names, "b": b})) for b, good in enumerate(goods)}
    chosen = "money" if deed.paid_in == MONEY else goods[deed.paid_in]
    return race(moment, "the payment", chosen, weights, {}, _noted(moment, deed, draw_payment))


def _noted(moment: Moment, deed: Deed, draw: object) -> Readings:
    """Everything that one of the draws reads."""
    stand_ins, noted = watched(moment.owners)
    called(draw, {"i": deed.actor, "j": deed.partner, "good": deed.good, "item": deed.item, **stand_ins})  # type: ignore[arg-type]
    return noted
