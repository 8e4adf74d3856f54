"""Why a state supplied what it was asked for, delivered and paid, or did not."""

from __future__ import annotations

from dataclasses import replace

from experiments.explaining.asking import asking
from experiments.explaining.case import Case
from experiments.explaining.explanation import Stage
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.stages import by_chance
from simulation.events import ACCEPTANCE, DEFAULT, PAYMENT, REQUEST
from simulation.rules.acceptance import acceptance, willingness
from simulation.rules.deals import FULL_PAY
from simulation.rules.delivery import delivery, reliability


def asked(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The steps of the request that a deed is part of."""
    return asking(moment, _earlier(moment, REQUEST, deed))


def agreed(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The same, and the step of the acceptance."""
    return (*asked(moment, deed), *supplying(moment, _earlier(moment, ACCEPTANCE, deed)))


def supplying(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The answer to a request, for the payment that was offered."""
    case = Case(moment, {"i": deed.partner, "j": deed.actor, "good": deed.good, "pay": deed.quantity})
    stage = by_chance(case, "supply", willingness, acceptance, deed.draw)
    return (replace(stage, given=(("payment", deed.quantity),)),)


def delivering(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The promise to deliver, for the payment that the request offered."""
    return _promise(moment, deed, _earlier(moment, REQUEST, deed).quantity)


def paying(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The promise to pay in kind, for which the other side delivers the good in full."""
    return _promise(moment, deed, FULL_PAY)


def _promise(moment: Moment, deed: Deed, pay: float) -> tuple[Stage, ...]:
    case = Case(moment, {"i": deed.actor, "j": deed.partner, "good": deed.good, "pay": pay})
    stage = by_chance(case, "keep the promise", reliability, delivery, deed.draw)
    return (replace(stage, given=(("payment", pay),)),)


def _earlier(moment: Moment, kind: int, deed: Deed) -> Deed:
    """The request or the acceptance that a deed goes back to: that of the same asker and number."""
    asker = deed.actor if deed.kind in (PAYMENT, DEFAULT) else deed.partner
    found = (other for other in moment.replay(state=asker) if other.kind == kind and other.item == deed.item)
    return next(other for other in found if asker == (other.actor if kind == REQUEST else other.partner))
