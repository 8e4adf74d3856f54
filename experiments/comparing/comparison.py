"""A comparison: policies crossed with named futures, and with draws from the ranges of the parameters, under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.sweeps.plan import Plan, plan
from experiments.sweeps.result import Result, read
from experiments.sweeps.study import Study, checked
from experiments.sweeps.sweep import Standing, here, sweep
from scenarios.future import Futures
from scenarios.policy import Policy
from simulation.faults import Fault, StudyError
from simulation.scenario import Scenario

FEWEST = 5
"""Replicates of a draw, at least: what a policy does there is a mean over them."""
PART = 20
"""A draw has one replicate for so many of a named future, as there are many draws and they stand for one thing together."""


@dataclass(frozen=True)
class Comparison:
    """Policies against each other; the first policy and the first future are what the others are held against.

    ``named`` has every policy in every named future, ``draws`` in every draw from the ranges of the parameters, or is None.
    """

    scenario: Scenario
    policies: tuple[Policy, ...]
    futures: Futures
    named: Result
    draws: Result | None


def studies(scenario: Scenario, policies: Sequence[Policy], futures: Futures, replicates: int, seed: int = 1) -> list[Study]:
    """The studies that a comparison sweeps: that of the named futures, and that of the draws where the set has some."""
    names = [policy.name for policy in policies]
    if len(set(names)) < len(names) or len(names) < 2:
        raise StudyError([Fault("--policies", "names", ",".join(names), "two or more different policies")])
    common = {
        "question": "Which policy changes the outcome, at what cost?",
        "scenarios": [scenario.folder],
        "seed": seed,
        "policies": {policy.name: dict(policy.changes) for policy in policies},
    }
    named = {**common, "name": "futures", "title": futures.title, "replicates": replicates}
    named["futures"] = {name: dict(future.changes) for name, future in futures.futures.items()}
    made = [checked(named, "comparison")]
    if futures.draws is not None:
        swept = {p.name: {} for p in scenario.declared.values() if not p.fixed}
        design = {"kind": "latin-hypercube", "points": futures.draws.points, "seed": futures.draws.seed}
        drawn = {**common, "name": "draws", "title": f"{futures.title}: draws", "factors": swept, "design": design}
        made.append(checked({**drawn, "replicates": max(replicates // PART, FEWEST)}, "comparison"))
    return made


def compare(
    scenario: Scenario,
    policies: Sequence[Policy],
    futures: Futures,
    replicates: int,
    folder: Path,
    jobs: int = 1,
    seed: int = 1,
    watch: Callable[[Plan, Path], tuple[Callable[[Standing], None], Callable[[int], None]]] | None = None,
) -> Comparison:
    """Run what is missing of a comparison in a folder, and read it; started again it goes on where it stopped.

    Parameters
    ----------
    policies, futures : the first of each is what the others are held against.
    replicates : runs of every policy in every named future; a twentieth of it, at least 5, in every draw.
    watch : gives what is told of a sweep's standing and of every run, see ``sweep``.

    Raises StudyError, ScenarioError or SweepError as a sweep does.
    """
    results = []
    for study in studies(scenario, policies, futures, replicates, seed):
        made = plan(study)
        place = folder / study.name
        tell, tick = watch(made, place) if watch else (lambda standing: None, lambda runs: None)
        sweep(made, place, here(jobs), tell=tell, tick=tick)
        results.append(read(place))
    return Comparison(scenario, tuple(policies), futures, results[0], results[1] if len(results) > 1 else None)
