"""A comparison: policies crossed with named futures, and with draws from the ranges of the parameters, under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pandas as pd

import scenarios
from experiments.comparing.goal import Goal
from experiments.comparing.outputs import KEPT
from experiments.comparing.runs import Runs
from experiments.sweeps.plan import Plan, plan
from experiments.sweeps.result import Result, read
from experiments.sweeps.study import Study, checked
from experiments.sweeps.sweep import Standing, here, sweep
from scenarios.future import Futures
from scenarios.policy import Policy
from simulation.faults import Fault, StudyError
from simulation.outcome import CLASSES
from simulation.overrides import flatten
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
    goal: Goal = field(default_factory=Goal)

    @cached_property
    def runs(self) -> Runs:
        """The runs in the named futures."""
        return Runs(self.named, "future")

    @cached_property
    def drawn(self) -> Runs | None:
        """The runs in the draws, of the policies that are judged in the named futures."""
        return Runs(self.draws, "point", self.runs.policies) if self.draws is not None else None

    @property
    def first(self) -> str:
        """The policy that the others are held against."""
        return self.policies[0].name

    @property
    def is_judged(self) -> bool:
        """Whether there is a first policy, another one and pairs of runs to hold against each other."""
        runs = self.runs
        return self.first in runs.policies and len(runs.policies) > 1 and len(runs.places) > 0 and len(runs.replicates) > 1

    @cached_property
    def enough(self) -> float:
        """Mean of the goal that is good enough: what was asked for, or what the first policy reaches in the first future."""
        return self.goal.enough if self.goal.enough is not None else float(self.runs.values(self.goal.output)[0, 0].mean())

    def _repr_html_(self) -> str:
        """Shares of the classes by policy in the first future."""
        if not self.is_judged:
            return "<p>Nothing can be compared: runs fail.</p>"
        ends = self.runs.text("outcome")[:, 0]
        table = pd.DataFrame({name: (ends == name).mean(axis=1) for name in CLASSES}, index=pd.Index(self.runs.policies, name="policy"))
        return f"<p>{ends.shape[1]:,} runs a policy in {self.runs.places[0]}</p>" + table.to_html(float_format="{:.2f}".format)


class Watching(Protocol):
    """Who is told how far a sweep is, see ``sweep``."""

    def tell(self, standing: Standing) -> None:
        """Takes the standing when it is known and after every chunk."""

    def tick(self, runs: int) -> None:
        """Takes the number of runs made, 1, after every run."""


class _Nobody:
    def tell(self, standing: Standing) -> None:
        """Nothing is shown."""

    def tick(self, runs: int) -> None:
        """Nothing is counted."""


Watch = Callable[[Plan, Path], AbstractContextManager[Watching]]
"""Gives who watches a sweep into a folder while it lasts."""


def named_by(scenario: Scenario) -> str:
    """Name of a scenario that ships, folder of any other."""
    return scenario.name if scenario.name in scenarios.names() else scenario.folder


def studies(
    scenario: Scenario, policies: Sequence[Policy], futures: Futures, replicates: int, seed: int = 1, months: int | None = None
) -> list[Study]:
    """The studies that a comparison sweeps: that of the named futures, and that of the draws where the set has some."""
    names = [policy.name for policy in policies]
    faults = []
    if len(set(names)) < len(names) or len(names) < 2:
        faults.append(Fault("--policies", "names", ",".join(names), "two or more policies, each once"))
    if scenarios.load(scenario.folder).digest != scenario.digest:
        faults.append(Fault("scenario", scenario.name, "changed after it was read", "as its folder says: write changes into a policy"))
    run = scenario if months is None else scenario.override({"months": months})
    faults += [fault for one in (*policies, futures) for fault in one.misfits(run)]
    if faults:
        raise StudyError(faults)
    common = {
        "question": "Which policy changes the outcome, for whom, at what cost?",
        "scenarios": [named_by(scenario)],
        "seed": seed,
        "months": months,
        "measures": KEPT,
        "policies": {policy.name: dict(policy.changes) for policy in policies},
    }
    named = {**common, "name": "futures", "title": futures.title, "replicates": replicates}
    named["futures"] = {name: dict(future.changes) for name, future in futures.futures.items()}
    made = [checked(named, "comparison")]
    if futures.draws is not None:
        taken = {key for policy in policies for key in flatten(policy.changes)}  # what a policy decides is not drawn
        swept = {p.name: {} for p in scenario.declared.values() if not p.fixed and f"parameters.{p.name}" not in taken}
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
    months: int | None = None,
    goal: Goal | None = None,
    watch: Watch = lambda made, place: nullcontext(_Nobody()),
) -> Comparison:
    """Run what is missing of a comparison in a folder, and read it; started again it goes on where it stopped.

    Parameters
    ----------
    scenario : as it was read from its folder.
    policies, futures : the first of each is what the others are held against.
    replicates : runs of every policy in every named future; a twentieth of it, at least 5, in every draw.
    months : length of every run, by default that of the scenario.
    goal : by what policies are ranked; it changes no run.
    watch : who is told of a sweep's standing and of every run, see ``sweep``.

    Raises StudyError, ScenarioError or SweepError as a sweep does.
    """
    results = []
    for made in map(plan, studies(scenario, policies, futures, replicates, seed, months)):
        place = folder / made.study.name
        with watch(made, place) as watching:
            sweep(made, place, here(jobs), tell=watching.tell, tick=watching.tick)
        results.append(read(place))
    return Comparison(scenario, tuple(policies), futures, results[0], results[1] if len(results) > 1 else None, goal or Goal())
