"""Which parameters move cohesion and fracture: rank correlations over a Latin hypercube of their ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.analysis.correlations import rank_correlation
from experiments.outcomes import Shares, shares
from experiments.sweeps.designs import latin_hypercube
from simulation.engine import ensemble
from simulation.outcome import FRACTURES, classify, trailing
from simulation.parameters import Parameter
from simulation.scenario import Scenario
from simulation.variant import Variant


@dataclass(frozen=True)
class Sensitivity:
    """Rank correlation (Spearman) of a parameter with cohesion at the end and with whether the run fractures; -1 to 1."""

    parameter: Parameter
    cohesion: float
    fractures: float


def swept(scenario: Scenario) -> tuple[Parameter, ...]:
    """The parameters that are not fixed, in order of name."""
    return tuple(sorted((p for p in scenario.declared.values() if not p.fixed), key=lambda p: p.name))


def hypercube(parameters: Sequence[Parameter], runs: int, seed: int) -> list[dict[str, float]]:
    """A Latin hypercube over the ranges of the parameters, logarithmic where they say so; one dictionary a run."""
    points = latin_hypercube(len(parameters), runs, seed)
    return [{p.name: _scaled(p, u) for p, u in zip(parameters, point, strict=True)} for point in points]


def sensitivities(
    scenario: Scenario, runs: int = 2000, seed: int = 1, jobs: int = 1, progress: Callable[[int], None] | None = None
) -> tuple[list[Sensitivity], Shares]:
    """Run the hypercube, each run with luck of its own, and correlate; the largest correlation first, and shares of the classes."""
    parameters = swept(scenario)
    values = hypercube(parameters, runs, seed)
    course = ensemble(scenario, [(seed, replicate) for replicate in range(runs)], jobs, progress, variants=[Variant(v) for v in values])
    outcome = classify(course, scenario.thresholds)
    cohesion = trailing(course.series("cohesion"))[:, -1]
    fractured = (outcome.code == FRACTURES).astype(float)
    found = []
    for parameter in parameters:
        column = np.array([value[parameter.name] for value in values])
        found.append(Sensitivity(parameter, rank_correlation(column, cohesion), rank_correlation(column, fractured)))
    return sorted(found, key=lambda s: -max(abs(s.cohesion), abs(s.fractures))), shares(outcome)


def _scaled(parameter: Parameter, u: float) -> float:
    low, high = parameter.low, parameter.high
    return float(low * (high / low) ** u if parameter.log else low + (high - low) * u)
