"""Small comparisons of the invented world, and results whose runs failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import scenarios
from experiments.comparing import Comparison, Goal, compare
from experiments.sweeps.result import Result
from scenarios.future import Draws, Future, Futures
from scenarios.policy import Policy

POLICIES: dict[str, dict[str, Any]] = {
    "calm": {},
    "twin": {},
    "nothing": {"levers.wedge.BOR@1900-06": 0.0, "levers.messaging@1900-06": 0.0},
    "talk": {"levers.messaging@1900-06": 1.0},
    "firm": {"levers.secondary@1900-06": 1.0, "parameters.exit_hazard": 0.02},
}
"""The base, the base again, levers of size zero, one that does little, and one that does much."""
FUTURES: dict[str, dict[str, Any]] = {"plain": {}, "harsh": {"parameters.crisis_rate": 0.04}}


def policies(changes: Mapping[str, Mapping[str, Any]] = POLICIES, budget: float | None = None) -> list[Policy]:
    """Policies of these changes."""
    return [
        Policy(name=name, title=name, purpose="to be tried", source="invented", budget=budget, changes=own) for name, own in changes.items()
    ]


def futures(changes: Mapping[str, Mapping[str, Any]] = FUTURES, points: int = 0) -> Futures:
    """A set of futures with so many draws."""
    named = {name: Future(title=name, source="invented", changes=own) for name, own in changes.items()}
    return Futures(name="invented", title="Invented", futures=named, draws=Draws(points=points, seed=3) if points else None)


def compared(
    folder: Path,
    changes: Mapping[str, Mapping[str, Any]] = POLICIES,
    ahead: Mapping[str, Mapping[str, Any]] = FUTURES,
    points: int = 0,
    replicates: int = 40,
    goal: Goal | None = None,
) -> Comparison:
    """A comparison in ten-states over 30 months."""
    return compare(scenarios.load("ten-states"), policies(changes), futures(ahead, points), replicates, folder, 2, months=30, goal=goal)


def failed(result: Result, rows: Sequence[int], replicates: Sequence[int] | None = None) -> Result:
    """The same result, had the runs of these rows failed, or some of their replicates."""
    runs = result.runs.copy()
    gone = runs["row"].isin(rows) & (runs["replicate"].isin(replicates) if replicates is not None else True)
    for column in runs.columns.difference(["row", "replicate", "failure"]):
        runs[column] = runs[column].astype(object if runs[column].dtype == bool else runs[column].dtype).where(~gone)
    runs["failure"] = np.where(gone, "no reason", None)
    other = Result(result.store, result.plan)
    other.__dict__["runs"] = runs
    return other


def ending(comparison: Comparison, outcome: str) -> Comparison:
    """The same comparison, had every run ended like this, without its draws."""
    other = Result(comparison.named.store, comparison.named.plan)
    other.__dict__["runs"] = comparison.named.runs.assign(outcome=outcome)
    return replace(comparison, named=other, draws=None)


def turned(comparison: Comparison, policy: str, count: int, outcome: str = "stagnates", future: str | None = None) -> Comparison:
    """The same comparison, had the first replicates of a policy ended like this, in all futures or in one."""
    rows = comparison.named.plan.rows
    at = rows[(rows["policy"] == policy) & ((rows["future"] == future) if future else True)]["row"]
    runs = comparison.named.runs
    other = Result(comparison.named.store, comparison.named.plan)
    moved = runs["row"].isin(at) & (runs["replicate"] < count)
    other.__dict__["runs"] = runs.assign(outcome=runs["outcome"].astype(object).where(~moved, outcome))
    return replace(comparison, named=other)


def without(comparison: Comparison, policy: str, future: str | None = None, replicates: Sequence[int] | None = None) -> Comparison:
    """The same comparison, had the runs of a policy failed in all futures or in one."""
    rows = comparison.named.plan.rows
    gone = rows[(rows["policy"] == policy) & ((rows["future"] == future) if future else True)]["row"]
    return replace(comparison, named=failed(comparison.named, list(gone), replicates), draws=None)
