"""Measures of the world: how divided it is, and what is left of its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.numerics import exp, log

if TYPE_CHECKING:
    from oracle.model import OracleModel

SENSITIVITY = 1.3
"""alpha of Esteban & Ray 1994."""


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
