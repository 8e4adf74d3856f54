"""Measures: one number of a month each, by the names and meanings of section 4 of the ODD page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from oracle.arithmetic import mean
from simulation.levers import LEVERS
from simulation.numerics import exp, log

if TYPE_CHECKING:
    from oracle.model import OracleModel
    from oracle.relation import Relation
    from oracle.state import State

ACTIVE = 0.35
DEEPEST = 3
LEAST_DEMANDS = 3
LEAST_LIQUIDITY = 0.01
NEXT_TO_NOTHING = 0.001
SENSITIVITY = 1.3
"""alpha of Esteban & Ray 1994."""
COST = {lever.name: lever.cost for lever in LEVERS}


def core_relations(model: OracleModel) -> list[Relation]:
    """Core states as they look at each other."""
    return [relation for pair in model.core_pairs for relation in (pair.there, pair.back)]


def loss_of(states: Iterable[State]) -> float:
    """Loss of the states weighted by their GDP of the start."""
    states = list(states)
    size = sum(state.gdp_start for state in states)
    return sum(state.gdp_start * state.loss for state in states) / size if size > 0.0 else 0.0


def cohesion(model: OracleModel) -> float:
    """Depth, trust, support, affinity and the active share of the core in one number."""
    close = 0.25 * depth(model) + 0.25 * core_trust(model) + 0.15 * support(model)
    return close + 0.20 * core_affinity(model) + 0.15 * active(model)


def depth(model: OracleModel) -> float:
    """Mean cooperation of the core pairs."""
    return mean(pair.cooperation for pair in model.core_pairs)


def active(model: OracleModel) -> float:
    """Share of core pairs whose cooperation is at least .35."""
    return mean(pair.cooperation >= ACTIVE for pair in model.core_pairs)


def support(model: OracleModel) -> float:
    """Share of calls on core partners that were answered, smoothed."""
    return (sum(state.answers for state in model.core) + 1) / (sum(state.pleas for state in model.core) + 2)


def axis_size(model: OracleModel) -> float:
    """Number of states in the axis."""
    return len(model.camps[1])


def axis_capability(model: OracleModel) -> float:
    """Share of world capability that stands in the axis."""
    return sum(state.capability for state in model.camps[1])


def core_outside(model: OracleModel) -> float:
    """Number of core states outside the axis."""
    return sum(state.membership < 1 for state in model.core)


def core_tie(model: OracleModel) -> float:
    """Mean tie of the core pairs."""
    return mean(pair.tie for pair in model.core_pairs)


def core_affinity(model: OracleModel) -> float:
    """Mean of (1 + tie)/2 over the core pairs."""
    return (1.0 + core_tie(model)) / 2.0


def core_trust(model: OracleModel) -> float:
    """Mean trust of the core pairs."""
    return mean(relation.trust for relation in core_relations(model))


def core_trust_limit(model: OracleModel) -> float:
    """Mean trust limit of the core pairs."""
    return mean(pair.ceiling for pair in model.core_pairs)


def core_shared_grievance(model: OracleModel) -> float:
    """Mean shared grievance of the core pairs."""
    return mean(pair.shared for pair in model.core_pairs)


def core_resentment(model: OracleModel) -> float:
    """Mean resentment within the core."""
    return mean(relation.resentment for relation in core_relations(model))


def rift(model: OracleModel) -> float:
    """Mean tie between the core and the group of the coalition."""
    opponents = [state for state in model.states if state.group == "coalition"]
    return mean(state.ties[other.row] for state in model.core for other in opponents)


def polarisation(model: OracleModel) -> float:
    """Polarisation of the three camps, weighted by capability (Esteban & Ray 1994, eq. 3)."""
    return between_camps({camp: sum(state.capability for state in members) for camp, members in model.camps.items()})


def polarisation_gdp(model: OracleModel) -> float:
    """The same weighted by the part of each state in the GDP of the start."""
    world = sum(state.gdp_start for state in model.states) or 1.0
    return between_camps({camp: sum(state.gdp_start / world for state in members) for camp, members in model.camps.items()})


def between_camps(mass: dict[int, float]) -> float:
    """Sum over pairs of camps of mass^(1 + alpha), the mass of the other and the distance between them."""
    total = 0.0
    for one, size in mass.items():
        if size > 0.0:
            weight = exp((1.0 + SENSITIVITY) * log(size))
            total += sum(weight * other_size * abs(one - other) for other, other_size in mass.items())
    return total


def core_deliveries(model: OracleModel) -> float:
    """Quantity that core states deal in with each other, of late."""
    return sum(pair.deals for pair in model.core_pairs)


def non_delivery(model: OracleModel) -> float:
    """Share of the deals made so far that a side reneged on."""
    made = sum(state.deals_made for state in model.states)
    return sum(state.deals_broken for state in model.states) / made if made else 0.0


def desperation(model: OracleModel) -> float:
    """Requests expected over the means to pay for them, both against the start; capability does not change."""
    asking = [state for state in model.core if state.request_rate_start > 0.0]
    return mean(
        state.request_rate
        / state.request_rate_start
        / (max(state.liquidity, LEAST_LIQUIDITY) / max(state.liquidity_start, LEAST_LIQUIDITY))
        for state in asking
    )


def mutual_defence(model: OracleModel) -> float:
    """Number of core pairs under mutual defence."""
    return sum(pair.commitment >= DEEPEST for pair in model.core_pairs)


def hub_leverage(model: OracleModel) -> float:
    """Mean leverage of the hub over the other core states."""
    return mean(state.relations[model.hub].leverage for state in model.core if state is not model.hub)


def second_dependence(model: OracleModel) -> float:
    """Leverage of the hub over the second core state."""
    return model.second.relations[model.hub].leverage if model.second else 0.0


def asymmetry(model: OracleModel) -> float:
    """Asymmetry of leverage between second and hub, (a - b)/(a + b)."""
    if model.second is None:
        return 0.0
    depends, holds = second_dependence(model), model.hub.relations[model.second].leverage
    return (depends - holds) / (depends + holds) if depends + holds > 0.0 else 0.0


def dependence_growth(model: OracleModel) -> float:
    """Leverage of the hub over the second core state against the start."""
    start = model.second.relations[model.hub].leverage_start if model.second else 0.0
    return second_dependence(model) / start if start > 0.0 else 0.0


def concession_rate(model: OracleModel) -> float:
    """Share of the hub's demands of 24 months that the second conceded, smoothed; 0 before its third demand."""
    if model.second is None or model.second.demands < LEAST_DEMANDS:
        return 0.0
    answers = [answer for answer in model.second.answers_to_hub if answer is not None]
    return (sum(answers) + 1) / (len(answers) + 2)


def core_coalition_leverage(model: OracleModel) -> float:
    """Mean leverage of the coalition over the core states."""
    return mean(state.coalition_leverage for state in model.core)


def own_currency(model: OracleModel) -> float:
    """Mean share of the core states' money and payments outside the coalition."""
    return 1.0 - mean(state.coalition_payment for state in model.core)


def target_loss(model: OracleModel) -> float:
    """Largest loss among the core states."""
    return max((state.loss for state in model.core), default=0.0)


def resilience(model: OracleModel) -> float:
    """1 - loss/(loss without recovery), over the core states together."""
    borne = sum(state.loss for state in model.core)
    saved = sum(
        market.channel.weight * (market.lost - market.unserved) * (1.0 + market.channel.premium)
        for state in model.core
        for market in state.markets
    )
    return 1.0 - borne / (borne + saved) if borne + saved > NEXT_TO_NOTHING else 1.0


def core_evasion(model: OracleModel) -> float:
    """Mean know-how of evasion of the core states."""
    return mean(state.evasion for state in model.core)


def third_party_compliance(model: OracleModel) -> float:
    """Mean compliance of states outside the coalition with secondary sanctions on the core states under them."""
    targets = [state for state in model.core if state.secondary > 0.0]
    others = [*model.camps[0], *model.camps[1]]
    return mean(state.relations[target].compliance for state in others for target in targets if state is not target)


def coalition_loss(model: OracleModel) -> float:
    """Loss of the group of the coalition."""
    return loss_of(state for state in model.states if state.group == "coalition")


def coalition_cost(model: OracleModel) -> float:
    """Loss of the coalition, and what its levers cost it."""
    war = max(state.war for state in model.states)
    return (
        coalition_loss(model)
        + COST["military_aid"] * model.coalition.military_aid * war
        + COST["engagement"] * mean(state.engagement for state in model.core)
        + COST["secondary"] * mean(state.secondary for state in model.core)
    )


def world_loss(model: OracleModel) -> float:
    """Loss of all states."""
    return loss_of(model.states)


def vote_consensus(model: OracleModel) -> float:
    """Share of states that voted alike on the last resolutions."""
    return model.consensus


def respect_for_norms(model: OracleModel) -> float:
    """Share of requests so far that break no measure of the United Nations, smoothed."""
    return (sum(state.requests_clean for state in model.states) + 1) / (sum(state.requests_sent for state in model.states) + 1)


def trade_outside_camps(model: OracleModel) -> float:
    """Share of trade with states outside one's own camp; hedging states form no camp here."""
    total = size = 0.0
    for state in model.states:
        inside = 0.0
        if state.membership != 0:
            for market in state.markets:
                if market.channel.dependence > 0.0:
                    served = sum(x.share for x in market.active if x.partner.membership == state.membership)
                    inside += market.channel.dependence * served
        total += state.gdp_start * (1.0 - min(inside, 1.0))
        size += state.gdp_start
    return total / size if size > 0.0 else 0.0


def multilateral_index(model: OracleModel) -> float:
    """Mean of vote consensus, respect for norms and trade outside camps."""
    return (vote_consensus(model) + respect_for_norms(model) + trade_outside_camps(model)) / 3.0


MEASURES: dict[str, Callable[[OracleModel], float]] = {
    measure.__name__: measure
    for measure in (
        cohesion, depth, active, support, axis_size, axis_capability, core_outside, core_tie, core_affinity, core_trust,
        core_trust_limit, core_shared_grievance, core_resentment, rift, polarisation, polarisation_gdp, core_deliveries,
        non_delivery, desperation, mutual_defence, hub_leverage, second_dependence, asymmetry, dependence_growth,
        concession_rate, core_coalition_leverage, own_currency, target_loss, resilience, core_evasion, third_party_compliance,
        coalition_loss, coalition_cost, world_loss, vote_consensus, respect_for_norms, trade_outside_camps, multilateral_index,
    )
}  # fmt: skip
"""Every measure by name, in the order of the page."""
