"""Every measure, one number of a month each, by the names and meanings of section 4 of the ODD page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from oracle import closeness, damage, dependence, order

if TYPE_CHECKING:
    from oracle.model import OracleModel

MEASURES: dict[str, Callable[[OracleModel], float]] = {
    measure.__name__: measure
    for measure in (
        closeness.cohesion, closeness.depth, closeness.active, closeness.support, closeness.axis_size,
        closeness.axis_capability, closeness.core_outside, closeness.core_tie, closeness.core_affinity, closeness.core_trust,
        closeness.core_trust_limit, closeness.core_shared_grievance, closeness.core_resentment, closeness.rift,
        order.polarisation, order.polarisation_gdp, closeness.core_deliveries, closeness.non_delivery, closeness.desperation,
        closeness.mutual_defence, dependence.hub_leverage, dependence.second_dependence, dependence.asymmetry,
        dependence.dependence_growth, dependence.concession_rate, dependence.core_coalition_leverage, dependence.own_currency,
        damage.target_loss, damage.resilience, damage.core_evasion, damage.third_party_compliance, damage.coalition_loss,
        damage.coalition_cost, damage.world_loss, order.vote_consensus, order.respect_for_norms, order.trade_outside_camps,
        order.multilateral_index,
    )
}  # fmt: skip
"""In the order of the page."""
