"""Measures of damage: what sanctions do to their targets, and what they cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oracle.arithmetic import mean
from simulation.levers import LEVERS

if TYPE_CHECKING:
    from oracle.model import OracleModel
    from oracle.state import State

NEXT_TO_NOTHING = 0.001
COST = {lever.name: lever.cost for lever in LEVERS}


def loss_of(states: Iterable[State]) -> float:
    """Loss of the states weighted by their GDP of the start."""
    states = list(states)
    size = sum(state.gdp_start for state in states)
    return sum(state.gdp_start * state.loss for state in states) / size if size > 0.0 else 0.0


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
