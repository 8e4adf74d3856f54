"""For every kind of event the rules that note it and the decisions that those rules call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from experiments.explaining.asking import asking
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.reading import Reading
from experiments.explaining.stages import by_chance, quantities, summed
from experiments.explaining.voting import voting
from experiments.explaining.watching import watching
from simulation import chance, events
from simulation.compiled import decision
from simulation.rules.acceptance import acceptance, willingness
from simulation.rules.concessions import answer_demands, concession, demand_probability, yielding
from simulation.rules.crises import crisis_probability, face_crisis, solidarity, support
from simulation.rules.deals import FULL_PAY, make_deals
from simulation.rules.delivery import delivery, reliability
from simulation.rules.exercises import exercise_together, exercises_expected, pledge, pledge_probability
from simulation.rules.leaders import change_leaders, exit_probability
from simulation.rules.membership import (
    AXIS,
    HEDGING,
    axis_value,
    choose_camp,
    defecting,
    joining,
    leaving,
    towards_axis,
    towards_coalition,
    value_axis,
)
from simulation.rules.recognitions import recognise, recognition_probability
from simulation.rules.signposts import watch_signposts
from simulation.rules.treaties import consider_treaties, debt, is_let_down, treaty_probability
from simulation.rules.votes import cast_votes
from simulation.schedule import Rule


@dataclass(frozen=True)
class Kind:
    """How events of a kind come about.

    Attributes
    ----------
    rules : those that note the event, with what they compute first, in the order of the schedule.
    stages : the steps of the decision, the one that decides last, at the moment before ``rules``.
    opposite : what is noted where the last step comes out otherwise; None where nothing is.
    has_degrees : whether the quantity of the event is part of what is decided.
    """

    rules: tuple[Rule, ...]
    stages: Callable[[Moment, Deed], tuple[Stage, ...]]
    opposite: int | None = None
    has_degrees: bool = False


def _supply(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    names = {"i": deed.partner, "j": deed.actor, "good": deed.good, "pay": deed.quantity}
    return (by_chance(moment, "supply", willingness, names, acceptance, deed.draw, (("payment", deed.quantity),)),)


def _delivery(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    asked = next(d for d in moment.replay() if d.kind == events.REQUEST and (d.actor, d.item) == (deed.partner, deed.item))
    return _promise(moment, deed, asked.quantity)


def _payment(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    return _promise(moment, deed, FULL_PAY)


def _promise(moment: Moment, deed: Deed, pay: float) -> tuple[Stage, ...]:
    names = {"i": deed.actor, "j": deed.partner, "good": deed.good, "pay": pay}
    return (by_chance(moment, "keep the promise", reliability, names, delivery, deed.draw, (("payment", pay),)),)


def _answer(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    names = {"i": deed.actor, "j": deed.partner}
    ids = moment.world.id
    luck = chance.uniform(moment.world.key, moment.month, chance.DEMAND, ids[deed.actor], ids[deed.partner], 0)
    demand = by_chance(moment, "demand", demand_probability, names, draw=luck)
    return demand, by_chance(moment, "give in", yielding, names, concession, deed.draw)


def _solidarity(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    return (by_chance(moment, "stand by", solidarity, {"i": deed.partner, "j": deed.actor}, support, deed.draw),)


def _treaty(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    names = {"i": deed.actor, "j": deed.partner}
    up = by_chance(moment, "step up", treaty_probability, names, debt, deed.draw)
    down = replace(by_chance(moment, "let down", is_let_down, names), draw=deed.draw)
    return (down, up) if deed.quantity > moment.world.commitment[deed.actor, deed.partner] else (up, down)


def _membership(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    names, was = {"i": deed.actor}, moment.world.membership[deed.actor]
    value = summed(moment, "value of the axis", axis_value, names)
    valued = replace(moment, world=moment.world.copy())
    value_axis(valued.world, valued.p, deed.actor)
    up = by_chance(valued, "step towards the axis", towards_axis, names, joining if was == HEDGING else None, deed.draw)
    pull = {AXIS: leaving, HEDGING: defecting}.get(was)
    down = by_chance(valued, "step towards the coalition", towards_coalition, names, pull, deed.draw, floor=up.probability or 0.0)
    if was == HEDGING:
        return (value, down, up) if deed.quantity > was else (value, up, down)
    return (value, down) if was == AXIS else (value, up)


def _alone(title: str, likely: decision) -> Callable[[Moment, Deed], tuple[Stage, ...]]:
    """Stages of a decision in one piece, of a state or of a pair."""
    return lambda moment, deed: (by_chance(moment, title, likely, {"i": deed.actor, "j": deed.partner}, draw=deed.draw),)


def _exercises(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    rate = by_chance(moment, "exercises expected", exercises_expected, {"i": deed.actor, "j": deed.partner})
    text = f"At the quantile {deed.draw:.4g} a Poisson count of that rate is {deed.quantity:.0f}."
    return (replace(rate, draw=deed.draw, verdict=text),)


def _fall(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    read = quantities(moment, {Reading("world", "fall", (deed.actor,)): 1.0})
    terms = (Term("fall", 1.0, read[0].meaning, read),)
    return (Stage("fall of the regime", terms, 1.0, probability=1.0, draw=deed.draw, read=read),)


KINDS: Mapping[int, Kind] = {
    events.REQUEST: Kind((make_deals,), asking),
    events.ACCEPTANCE: Kind((make_deals,), _supply, events.REFUSAL),
    events.REFUSAL: Kind((make_deals,), _supply, events.ACCEPTANCE),
    events.DELIVERY: Kind((make_deals,), _delivery, events.BREACH),
    events.BREACH: Kind((make_deals,), _delivery, events.DELIVERY),
    events.PAYMENT: Kind((make_deals,), _payment, events.DEFAULT),
    events.DEFAULT: Kind((make_deals,), _payment, events.PAYMENT),
    events.CONCESSION: Kind((answer_demands,), _answer, events.RESISTANCE),
    events.RESISTANCE: Kind((answer_demands,), _answer, events.CONCESSION),
    events.CRISIS: Kind((face_crisis,), _alone("crisis", crisis_probability)),
    events.SUPPORT: Kind((face_crisis,), _solidarity, events.ABANDONMENT),
    events.ABANDONMENT: Kind((face_crisis,), _solidarity, events.SUPPORT),
    events.VOTE: Kind((cast_votes,), voting, has_degrees=True),
    events.EXERCISE: Kind((exercise_together,), _exercises, has_degrees=True),
    events.RECOGNITION: Kind((recognise,), _alone("recognition", recognition_probability)),
    events.TREATY: Kind((consider_treaties,), _treaty, has_degrees=True),
    events.PLEDGE: Kind((pledge,), _alone("pledge", pledge_probability)),
    events.LEADER_EXIT: Kind((change_leaders,), _alone("new leader", exit_probability)),
    events.MEMBERSHIP: Kind((value_axis, choose_camp), _membership, has_degrees=True),
    events.FALL: Kind((choose_camp,), _fall),
    events.TRIGGER: Kind((watch_signposts,), watching),
}
"""Every kind of event by its number."""
