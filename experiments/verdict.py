"""The answer of a run, and of an ensemble, as plain values for ``outcome.json`` and ``shares.json``."""

from __future__ import annotations

from typing import Any

from experiments.chronicle import chronicle, telling
from experiments.outcomes import Report, Shares, final
from experiments.theory import camps, predict
from simulation.classic import landscape, signed
from simulation.classic.graph import signed_graph
from simulation.measures.dependence import LEAST_DEMANDS
from simulation.months import month_after
from simulation.outcome import CAUSES, CLASSES
from simulation.trajectory import Trajectory


def verdict(trajectory: Trajectory) -> dict[str, Any]:
    """Outcome of a run with what decides it: indices, absorption of every core state, blocs, telling events."""
    outcome = trajectory.outcome
    month = int(outcome.month[0])
    scenario = trajectory.scenario
    return {
        "scenario": scenario.name,
        "seed": trajectory.seed,
        "replicate": trajectory.replicate,
        "outcome": CLASSES[outcome.code[0]],
        "fracture": {"month": month, "date": month_after(scenario.head.start, month), "cause": CAUSES[outcome.cause[0]]}
        if month >= 0
        else None,
        "indices": indices(trajectory),
        "thresholds": dict(scenario.thresholds),
        "absorption": absorption(trajectory),
        "blocs": {"start": blocs(trajectory, 0), "end": blocs(trajectory, -1)},
        "telling_events": chronicle(trajectory, telling(trajectory)),
    }


def indices(trajectory: Trajectory) -> dict[str, float]:
    """Measures at the end; those that the outcome is judged by as their mean over the last twelve months."""
    course = trajectory.course
    return {name: float(final(course, name)[0]) for name in course.names}


def absorption(trajectory: Trajectory) -> dict[str, dict[str, float]]:
    """Of every core state but the hub: growth of the hub's leverage over it, asymmetry, rate of concessions (0 before the third demand)."""
    start, end = trajectory.world(0), trajectory.world()
    hub = int(end.hub[0])
    found: dict[str, dict[str, float]] = {}
    for i, state in enumerate(trajectory.scenario.states):
        if state.group != "core" or i == hub or hub < 0:
            continue
        both = end.leverage[i, hub] + end.leverage[hub, i]
        demands, conceded = end.demanded[:, i].sum(), end.conceded[:, i].sum()
        found[state.id] = {
            "leverage_growth": float(end.leverage[i, hub] / start.leverage[i, hub]) if start.leverage[i, hub] > 0 else 0.0,
            "asymmetry": float((end.leverage[i, hub] - end.leverage[hub, i]) / both) if both > 0 else 0.0,
            "concession_rate": float((conceded + 1) / (demands + 2)) if end.demands[i] >= LEAST_DEMANDS else 0.0,
        }
    return found


def blocs(trajectory: Trajectory, month: int) -> dict[str, Any]:
    """Frustration of the ties and landscape energy, of the camps and of the best two blocs.

    ``frustration_bound`` is a share that no division goes below: where the search proved its best, that of ``frustration_index``.
    What needs every division is None beyond 24 states. ``tied`` minima have the energy of the one given, and ``states_placed`` is the
    share of the states in a camp that stand on the side where landscape theory puts them.
    """
    world = trajectory.world(month)
    ids = [state.id for state in trajectory.scenario.states]
    ties = signed_graph(world, ids)
    best = signed.frustration_index(ties)
    theory = predict(world, ids)
    return {
        "frustration_index": (index := signed.frustration(ties, best.group)),
        "frustration_is_proven": best.is_proven,
        "frustration_bound": index if best.is_proven else index * best.bound / best.wrong,
        "frustration_of_camps": signed.frustration(ties, world.membership),
        "best_division": [list(group) for group in (*best.groups, ())[:2]],
        "energy_of_camps": landscape.energy(world.capability, ties, world.membership),
        "landscape": theory
        and {
            "division": [list(theory.blocs.first), list(theory.blocs.second)],
            "energy": theory.blocs.energy,
            "basin": theory.basin,
            "minima": theory.minima,
            "tied": theory.tied,
            "states_placed": theory.placed(camps(world, ids)),
        },
    }


def summary(report: Report) -> dict[str, Any]:
    """Shares with their intervals, moved thresholds, variants, ceilings and the survival curve."""
    return {
        "runs": len(report.keys),
        "base": _plain(report.shares),
        "fractures_by_cause": report.causes,
        "variants": {name: _plain(shares) for name, shares in report.variants.items()},
        "moved_by_a_fifth": [{"threshold": name, "towards": towards, **_plain(shares)} for (name, towards), shares in report.moved.items()],
        "changed_by_trust_slope": _share(report.ceilings) if report.ceilings else None,
        "barred_by_trust_limits": _share(report.barred),
        "survival": {name: getattr(report.curve, name).tolist() for name in ("month", "survival", "low", "high", "at_risk")},
    }


def _plain(shares: Shares) -> dict[str, Any]:
    return {name: _share(share) for name, share in shares.items()}


def _share(share: Any) -> dict[str, float]:
    return {"count": share.count, "share": share.share, "low": share.low, "high": share.high}
