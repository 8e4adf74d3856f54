"""Month 0: what completes the tables to a world, so that nothing moves without a cause (section 5 of the ODD page)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle import deals
from oracle.arithmetic import clip
from oracle.dealer import IN_FULL
from oracle.kinds import Good
from oracle.relation import Relation
from simulation.numerics import LN2

if TYPE_CHECKING:
    from oracle.model import OracleModel
    from oracle.state import State


def begin(model: OracleModel) -> None:
    """The rules of month 0, in order; every start value is taken down where it stands for good."""
    model.impose()
    for state in model.states:
        state.weigh_grievances()
    for pair in model.pairs:
        pair.compare()
        pair.limit_trust()
    for pair in model.tied:
        pair.close_triads()
        pair.settle_tie()
    model.find_complying()
    for route in model.routes:
        route.open()
        route.access_start = route.access
    model.agents.do("cap_revenue")
    model.agents.do("bear_loss")
    model.agents.do("measure_leverage")
    for relation in model.relations:
        relation.asymmetry = relation.leverage - relation.reverse.leverage
        relation.reference = max(relation.asymmetry, 0.0)
        relation.trust = min(relation.trust, relation.pair.ceiling)
    model.agents.do("feel_needs")
    for state in model.states:
        expect_deals(state)
    settle(model)
    for relation in model.relations:
        weigh_evidence(relation)
    remember_start(model)
    model.agents.do("value_axis")
    for state in model.states:
        state.value_start = state.value


def expect_deals(state: State) -> None:
    """The deals of a month in expectation: every good, partner and form of payment with its probability."""
    needed = sum(store.need for store in state.stores.values())
    if needed <= 0.0:
        return
    for good, store in state.stores.items():
        candidates = state.candidates_for(good)
        total = sum(weight for _, weight in candidates)
        for relation, weight in candidates:
            asked = state.request_rate * store.need / needed * weight / total
            expect_payments(relation, good, asked)


def expect_payments(relation: Relation, good: Good, asked: float) -> None:
    """Requests for a good of one partner in expectation: by form of payment, what is delivered and what is broken."""
    liquidity = relation.owner.liquidity
    offers = {form: weight for form, weight in relation.owner.offers_to(relation).items() if form is not good}
    offered = liquidity + sum(offers.values())
    if liquidity > 0.0 or not offers:  # who has nothing to pay with still asks, for nothing
        made = asked * (liquidity / offered if offers else 1.0) * deals.willingness(relation, good, liquidity)
        expect_delivery(relation.reverse, good, made, deals.reliability(relation.reverse, good, liquidity))
    for form, weight in offers.items():
        pay = min(1.0, liquidity + weight)
        made = asked * weight / offered * deals.willingness(relation, good, pay)
        expect_delivery(relation.reverse, good, made, deals.reliability(relation.reverse, good, pay))
        expect_delivery(relation, form, made, deals.reliability(relation, form, IN_FULL))


def expect_delivery(relation: Relation, good: Good, promised: float, likely: float) -> None:
    """What the owner hands over of what it promised to the partner, and what it breaks, in parts of a delivery."""
    received = relation.reverse
    received.delivered[good] = received.delivered.get(good, 0.0) + promised * likely
    received.breaches += promised * (1.0 - likely)


def settle(model: OracleModel) -> None:
    """The memory that the expected deals of every month settle at, cooperation likewise, and expected exercises."""
    faded = 1.0 - model.p.deals_kept
    for relation in model.relations:
        relation.settle_deals()
        relation.cover = relation.cover_start = relation.cover_received / faded
    model.agents.do("count_supplies")
    for pair in model.tied:
        pair.deals = (pair.there.received + pair.back.received) / faded
        pair.cooperation = pair.working_together()
        pair.exercises = pair.expect_exercises()


def weigh_evidence(relation: Relation) -> None:
    """Equation 20 at month 0: evidence for the trust of the start, and the prior that the deals of the start hold it against."""
    p = relation.pair.model.p
    memory = p.trust_half_life / LN2
    good, bad = (memory * part for part in relation.evidence())
    weight = p.trust_evidence + good + bad
    relation.alpha = weight * relation.trust
    relation.beta = weight - relation.alpha
    relation.prior_alpha = clip(relation.alpha - good, 0.0, p.trust_evidence)
    relation.prior_beta = p.trust_evidence - relation.prior_alpha


def remember_start(model: OracleModel) -> None:
    """Take down the values that later months are measured against."""
    model.coalition.carried_out_start = model.coalition.carried_out
    for market in model.markets:
        market.sanctions_start = market.sanctions
    for pair in model.pairs:
        pair.shared_start, pair.common_threat_start = pair.shared, pair.common_threat
        pair.closure_start = pair.closure
        for relation in (pair.there, pair.back):
            relation.leverage_start = relation.leverage
    for state in model.states:
        state.own_grievance_start = state.own_grievance
        state.secondary_start = state.secondary
        state.engagement_start = state.engagement
        state.messaging_start = state.messaging
        state.cap_effect_start, state.loss_start = state.cap_effect, state.loss
        state.request_rate_start = state.request_rate
        for store in state.stores.values():
            store.supplied_start = store.supplied
