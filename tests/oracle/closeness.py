"""Measures of the core: how close it is and what its members do for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.arithmetic import mean

if TYPE_CHECKING:
    from oracle.model import OracleModel
    from oracle.relation import Relation

ACTIVE = 0.35
DEEPEST = 3
LEAST_LIQUIDITY = 0.01


def core_relations(model: OracleModel) -> list[Relation]:
    """Core states as they look at each other."""
    return [relation for pair in model.core_pairs for relation in (pair.there, pair.back)]


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
