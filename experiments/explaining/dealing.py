"""Why a state supplied what it was asked for, delivered and paid, or did not."""

from __future__ import annotations

from dataclasses import replace

from experiments.explaining.case import Case
from experiments.explaining.explanation import Stage
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.stages import by_chance
from simulation.events import REQUEST
from simulation.rules.acceptance import acceptance, willingness
from simulation.rules.deals import FULL_PAY
from simulation.rules.delivery import delivery, reliability


def supplying(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The answer to a request, for the payment that was offered."""
    case = Case(moment, {"i": deed.partner, "j": deed.actor, "good": deed.good, "pay": deed.quantity})
    stage = by_chance(case, "supply", willingness, acceptance, deed.draw)
    return (replace(stage, given=(("payment", deed.quantity),)),)


def delivering(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The promise to deliver, for the payment that the request offered."""
    asked = next(other for other in moment.replay() if other.kind == REQUEST and (other.actor, other.item) == (deed.partner, deed.item))
    return _promise(moment, deed, asked.quantity)


def paying(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The promise to pay in kind, for which the other side delivers the good in full."""
    return _promise(moment, deed, FULL_PAY)


def _promise(moment: Moment, deed: Deed, pay: float) -> tuple[Stage, ...]:
    case = Case(moment, {"i": deed.actor, "j": deed.partner, "good": deed.good, "pay": pay})
    stage = by_chance(case, "keep the promise", reliability, delivery, deed.draw)
    return (replace(stage, given=(("payment", pay),)),)
