"""Measures: one number of a world each, a plain function of ``world`` and ``start``.

Like rules they run compiled inside the loop of a sweep, or as plain Python. ``MEASURES`` is the
list of them; the docstring of a measure starts with its meaning and names its unit and range.
"""

from __future__ import annotations

from collections.abc import Callable

from simulation.measures import bloc, coalition, cohesion, dealings, dependence, order

Measure = Callable[..., float]

MEASURES: dict[str, Measure] = {
    measure.__name__: measure
    for measure in (
        cohesion.cohesion,
        cohesion.depth,
        cohesion.active,
        cohesion.support,
        cohesion.axis_size,
        cohesion.axis_capability,
        cohesion.core_outside,
        bloc.core_tie,
        bloc.core_affinity,
        bloc.core_trust,
        bloc.core_trust_limit,
        bloc.core_shared_grievance,
        bloc.core_resentment,
        bloc.rift,
        bloc.polarisation,
        bloc.polarisation_gdp,
        dealings.core_deliveries,
        dealings.non_delivery,
        dealings.desperation,
        dealings.mutual_defence,
        dependence.hub_leverage,
        dependence.second_dependence,
        dependence.asymmetry,
        dependence.dependence_growth,
        dependence.concession_rate,
        dependence.core_coalition_leverage,
        dependence.own_currency,
        coalition.target_loss,
        coalition.resilience,
        coalition.core_evasion,
        coalition.third_party_compliance,
        coalition.coalition_loss,
        coalition.coalition_cost,
        coalition.world_loss,
        order.vote_consensus,
        order.respect_for_norms,
        order.trade_outside_camps,
        order.multilateral_index,
    )
}
"""Every measure by name, in the order of the columns of results."""
