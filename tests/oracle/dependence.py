"""Measures of dependence: on the hub, and on the coalition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.arithmetic import mean

if TYPE_CHECKING:
    from oracle.model import OracleModel

LEAST_DEMANDS = 3


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
