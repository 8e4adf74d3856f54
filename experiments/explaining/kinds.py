"""For every kind of event the rules that note it and the decisions that those rules call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from experiments.explaining.aligning import binding, falling, moving
from experiments.explaining.asking import asking
from experiments.explaining.case import Case
from experiments.explaining.dealing import agreed, asked, delivering, paying, supplying
from experiments.explaining.explanation import Stage
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.stages import by_chance
from experiments.explaining.voting import voting
from experiments.explaining.watching import watching
from simulation import chance, events
from simulation.compiled import decision
from simulation.rules.concessions import answer_demands, concession, demand_probability, yielding
from simulation.rules.crises import crisis_probability, face_crisis, is_called_on, solidarity, support
from simulation.rules.deals import make_deals
from simulation.rules.exercises import exercise_together, exercises_expected, pledge, pledge_probability
from simulation.rules.leaders import change_leaders, exit_probability
from simulation.rules.membership import choose_camp, value_axis
from simulation.rules.recognitions import recognise, recognition_probability
from simulation.rules.signposts import watch_signposts
from simulation.rules.treaties import consider_treaties
from simulation.rules.votes import cast_votes
from simulation.schedule import Rule


@dataclass(frozen=True)
class Kind:
    """How events of a kind come about.

    Attributes
    ----------
    rules : those that note the event, with what they compute first, in the order of the schedule.
    before : the steps of earlier decisions, events of their own, without which it would not have come to this one.
    stages : the steps of the decision, the one that decides last, at the moment before ``rules``.
    opposite : what is noted where the last step comes out otherwise; None where nothing is.
    has_degrees : whether the quantity of the event is part of what is decided.
    """

    rules: tuple[Rule, ...]
    stages: Callable[[Moment, Deed], tuple[Stage, ...]]
    opposite: int | None = None
    has_degrees: bool = False
    before: Callable[[Moment, Deed], tuple[Stage, ...]] = lambda moment, deed: ()

    def steps(self, moment: Moment, deed: Deed) -> tuple[Stage, ...]:
        """All that led to a deed: ``before`` and ``stages``."""
        return (*self.before(moment, deed), *self.stages(moment, deed))


def _answer(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The demand, and whether the state gives in."""
    case = Case(moment, {"i": deed.actor, "j": deed.partner})
    luck = _luck(moment, chance.DEMAND, deed.actor, deed.partner)
    return by_chance(case, "demand", demand_probability, draw=luck), by_chance(case, "give in", yielding, concession, deed.draw)


def _struck(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """The crisis of the partner."""
    return (by_chance(Case(moment, {"i": deed.partner}), "crisis", crisis_probability, draw=_luck(moment, chance.CRISIS, deed.partner)),)


def _solidarity(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """Whether the actor is called on, and whether it stands by the partner in its crisis."""
    case = Case(moment, {"i": deed.partner, "j": deed.actor})
    return by_chance(case, "called on", is_called_on), by_chance(case, "stand by", solidarity, support, deed.draw)


def _luck(moment: Moment, purpose: int, i: int, j: int | None = None) -> float:
    """The draw of a state, or of two, for a purpose."""
    ids = moment.world.id
    return float(chance.uniform(moment.world.key, moment.month, purpose, ids[i], 0 if j is None else ids[j], 0))


def _exercises(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """How many exercises were expected; the draw is the quantile of their count."""
    rate = by_chance(Case(moment, {"i": deed.actor, "j": deed.partner}), "exercises expected", exercises_expected)
    text = f"At the quantile {deed.draw:.4g} a Poisson count of that rate is {deed.quantity:.0f}."
    return (replace(rate, draw=deed.draw, verdict=text),)


def _alone(title: str, likely: decision) -> Callable[[Moment, Deed], tuple[Stage, ...]]:
    """Stages of a decision in one piece, of a state or of a pair."""
    return lambda moment, deed: (by_chance(Case(moment, {"i": deed.actor, "j": deed.partner}), title, likely, draw=deed.draw),)


KINDS: Mapping[int, Kind] = {
    events.REQUEST: Kind((make_deals,), asking),
    events.ACCEPTANCE: Kind((make_deals,), supplying, events.REFUSAL, before=asked),
    events.REFUSAL: Kind((make_deals,), supplying, events.ACCEPTANCE, before=asked),
    events.DELIVERY: Kind((make_deals,), delivering, events.BREACH, before=agreed),
    events.BREACH: Kind((make_deals,), delivering, events.DELIVERY, before=agreed),
    events.PAYMENT: Kind((make_deals,), paying, events.DEFAULT, before=agreed),
    events.DEFAULT: Kind((make_deals,), paying, events.PAYMENT, before=agreed),
    events.CONCESSION: Kind((answer_demands,), _answer, events.RESISTANCE),
    events.RESISTANCE: Kind((answer_demands,), _answer, events.CONCESSION),
    events.CRISIS: Kind((face_crisis,), _alone("crisis", crisis_probability)),
    events.SUPPORT: Kind((face_crisis,), _solidarity, events.ABANDONMENT, before=_struck),
    events.ABANDONMENT: Kind((face_crisis,), _solidarity, events.SUPPORT, before=_struck),
    events.VOTE: Kind((cast_votes,), voting, has_degrees=True),
    events.EXERCISE: Kind((exercise_together,), _exercises, has_degrees=True),
    events.RECOGNITION: Kind((recognise,), _alone("recognition", recognition_probability)),
    events.TREATY: Kind((consider_treaties,), binding, has_degrees=True),
    events.PLEDGE: Kind((pledge,), _alone("pledge", pledge_probability)),
    events.LEADER_EXIT: Kind((change_leaders,), _alone("new leader", exit_probability)),
    events.MEMBERSHIP: Kind((value_axis, choose_camp), moving, has_degrees=True),
    events.FALL: Kind((choose_camp,), falling),
    events.TRIGGER: Kind((watch_signposts,), watching),
}
"""Every kind of event by its number."""
