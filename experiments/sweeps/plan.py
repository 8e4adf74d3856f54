"""The plan of a sweep: every row, what each changes, and the key of chance of every run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import scenarios
from experiments.outcomes import measure_of
from experiments.sweeps import points
from experiments.sweeps.factor import Changes, Factor, Range
from experiments.sweeps.factors import clashes, factors_of
from experiments.sweeps.study import Study, checked
from scenarios.folder import find
from simulation.engine import program_of
from simulation.faults import Fault, ScenarioError, StudyError, unknown
from simulation.outcome import CLASSES, thresholds_of
from simulation.overrides import flatten
from simulation.scenario import Scenario
from simulation.variant import ShapeError, Variants

if TYPE_CHECKING:
    import pandas as pd

WORDING = {"title", "question", "replicates"}
"""What of a study may change without making other rows or other runs of them."""
MOST_RUNS = 100_000_000
"""Runs of the largest sweep; every run of it can have a key of chance of its own."""


@dataclass(frozen=True)
class Plan:
    """Rows crossed from scenarios, policies, futures and points of the design, in this order, the last running fastest.

    Attributes
    ----------
    scenarios : the scenarios by name, with the months of the study.
    factors : the factors, in order.
    positions : where each point lies between the bounds of each factor, array (points, factors) from 0 to 1; nan: as in the scenario.
    labels : what each factor is at each point, a tuple a point; None: as in the scenario.
    """

    study: Study
    scenarios: Mapping[str, Scenario]
    factors: tuple[Factor, ...]
    positions: np.ndarray
    labels: tuple[tuple[Any, ...], ...]

    @property
    def sizes(self) -> tuple[int, int, int, int]:
        """Number of scenarios, policies, futures and points; 1 where a study names none."""
        study = self.study
        return len(self.scenarios), max(len(study.policies), 1), max(len(study.futures), 1), len(self.labels)

    def __len__(self) -> int:
        """Number of rows."""
        return int(np.prod(self.sizes))

    def place(self, row: int) -> tuple[str, str, str, int]:
        """Scenario, policy, future and point of a row; policy and future are empty where the study names none."""
        s, p, f, point = np.unravel_index(row, self.sizes)
        policy, future = list(self.study.policies) or [""], list(self.study.futures) or [""]
        return list(self.scenarios)[s], policy[p], future[f], int(point)

    def policy(self, name: str) -> Changes:
        """What a policy changes; nothing for the empty name."""
        return flatten(self.study.policies.get(name, {}))

    def changes(self, row: int) -> Changes:
        """What a row changes in its scenario."""
        _, policy, future, point = self.place(row)
        made: dict[str, Any] = {**flatten(self.study.futures.get(future, {})), **self.policy(policy)}
        for factor, label in zip(self.factors, self.labels[point], strict=True):
            if label is not None:
                made |= factor.changes(label)
        return made

    def scenario(self, row: int) -> Scenario:
        """The scenario of a row with its changes; raises ScenarioError where they make an impossible one."""
        changes = self.changes(row)
        base = self.scenarios[self.place(row)[0]]
        return base.override(changes) if changes else base

    def thresholds(self, row: int) -> dict[str, float]:
        """Thresholds of the outcome in a row."""
        changes = self.changes(row).items()
        given = self.scenarios[self.place(row)[0]].head.outcome
        return thresholds_of({**given, **{k.removeprefix("outcome."): v for k, v in changes if k.startswith("outcome.")}})

    def key(self, row: int, replicate: int) -> tuple[int, int]:
        """Seed and replicate of a run: the same luck in every row, or with ``pairing = "none"`` luck of its own."""
        own = self.study.pairing == "none"
        return self.study.seed, replicate * len(self) + row if own else replicate

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that are kept."""
        return self.study.measures or _shared(self.scenarios)

    @property
    def rows(self) -> pd.DataFrame:
        """A row a row: ``row``, ``scenario``, ``policy`` and ``future`` where the study names some, ``point``, and a column a factor."""
        import pandas as pd

        places = [self.place(row) for row in range(len(self))]
        table = pd.DataFrame(places, columns=["scenario", "policy", "future", "point"])
        table.insert(0, "row", np.arange(len(self)))
        for name in ("policy", "future"):
            if not getattr(self.study, {"policy": "policies", "future": "futures"}[name]):
                del table[name]
        for k, factor in enumerate(self.factors):
            table[factor.name] = pd.Series([labels[k] for labels in self.labels])[table["point"]].to_numpy()
        return table

    @cached_property
    def parts(self) -> dict[str, str]:
        """Digests of all that decides a sweep, by what it is."""
        study = json.dumps(self.study.model_dump(mode="json", exclude=WORDING, exclude_defaults=True), sort_keys=True)
        made = {"study": study, "rows": json.dumps([self.positions.tolist(), self.labels])}
        for name, scenario in self.scenarios.items():
            made |= {f"scenario {name}": scenario.digest, f"rules of {name}": program_of(scenario).digest}
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in made.items()}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of ``parts``."""
        return hashlib.sha256(json.dumps(self.parts, sort_keys=True).encode()).hexdigest()

    def plain(self) -> dict[str, Any]:
        """The plan as plain data, which ``from_plain`` takes back."""
        return {
            "study": self.study.model_dump(mode="json", exclude_unset=True) | {"folder": self.study.folder},
            "scenarios": [scenario.config() for scenario in self.scenarios.values()],
            "positions": [[None if np.isnan(x) else x for x in point] for point in self.positions.tolist()],
            "labels": [list(labels) for labels in self.labels],
        }

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> Plan:
        """The plan that ``plain`` gave; raises StudyError or ScenarioError where it is not one."""
        study = checked(content["study"], "manifest")
        worlds = [Scenario.from_config(config) for config in content["scenarios"]]
        by_name = {scenario.name: scenario for scenario in worlds}
        labels = tuple(tuple(point) for point in content["labels"])
        positions = np.array(content["positions"], dtype=float).reshape(len(labels), -1)
        return cls(study, by_name, factors_of(study, worlds[0], []), positions, labels)


def plan(study: Study) -> Plan:
    """The plan of a study.

    Raises
    ------
    StudyError
        with every fault of its keys, bounds and combinations, and of the scenarios that they would make.
    """
    where = f"{study.name}.toml"
    faults: list[Fault] = []
    worlds = _scenarios(study, where, faults)
    if not worlds:
        raise StudyError(faults)
    first = next(iter(worlds.values()))
    factors = factors_of(study, first, faults)
    positions, labels = points.of(study, factors, faults)
    faults += [*_names(study, _shared(worlds), where), *_collisions(study, factors, where), *_ends(study, worlds, factors, where)]
    made = Plan(study, worlds, factors, positions, labels)
    faults += _too_many(made, where)
    if faults:
        raise StudyError(faults)
    return made


def _scenarios(study: Study, where: str, faults: list[Fault]) -> dict[str, Scenario]:
    worlds: dict[str, Scenario] = {}
    for name in study.scenarios:
        try:
            scenario = scenarios.load(find(name, Path(study.folder) if study.folder else None))
            scenario = scenario.override({"months": study.months}) if study.months else scenario
        except ScenarioError as error:
            faults += [
                Fault(where, f"scenarios: {fault.where}: {fault.key}", fault.given, fault.allowed, fault.nearest) for fault in error.faults
            ]
            continue
        if scenario.name in worlds:
            faults.append(Fault(where, "scenarios", name, "every scenario once"))
        worlds[scenario.name] = scenario
    return worlds


def _shared(worlds: Mapping[str, Scenario]) -> tuple[str, ...]:
    """Names of the measures that all scenarios have, in the order of the first."""
    first, *others = worlds.values()
    return tuple(name for name in first.measures if all(name in other.measures for other in others))


def _names(study: Study, measures: tuple[str, ...], where: str) -> Iterable[Fault]:
    """Faults of names that stand for measures, policies and factors."""
    for name in study.measures:
        if measure_of(name, measures) not in measures:
            yield unknown(where, "measures", name, measures)
    wanted = study.precision
    if wanted is not None:
        if wanted.measure not in (*measures, *CLASSES):
            yield unknown(where, "precision.measure", wanted.measure, (*CLASSES, *measures))
        elif wanted.measure in measures and study.measures and wanted.measure not in study.measures:
            yield Fault(where, "precision.measure", wanted.measure, "a measure that is kept: name it in measures")
        if wanted.policies and len(set(wanted.policies)) < 2:
            yield Fault(where, "precision.policies", list(wanted.policies), "two different policies")
        for policy in wanted.policies or ():
            if policy not in study.policies:
                yield unknown(where, "precision.policies", policy, study.policies)


def _collisions(study: Study, factors: Iterable[Factor], where: str) -> list[Fault]:
    """Keys that two factors, or a factor and a policy, both set."""
    groups: dict[str, Any] = {f"factors.{f.name}": _every_change(f) for f in factors}
    for kind in ("policies", "futures"):
        groups[kind] = [flatten(changes) for changes in getattr(study, kind).values()]
    return [Fault(where, key, f"set by {one} and by {other}", "a key that one of them sets") for key, one, other in clashes(groups)]


def _every_change(factor: Factor) -> list[Changes]:
    """What a factor sets at the ends of its range, or in each of its options."""
    positions = (0.0, 1.0) if isinstance(factor, Range) else factor.positions
    return [factor.changes(factor.label(position)) for position in positions]


def _ends(study: Study, worlds: Mapping[str, Scenario], factors: Iterable[Factor], where: str) -> Iterable[Fault]:
    """Faults of the scenarios that the ends of each factor, each policy and each future would make alone."""
    groups = [(f"factors.{f.name}", changes) for f in factors for changes in _every_change(f)]
    groups += [(f"policies.{name}", flatten(changes)) for name, changes in study.policies.items()]
    groups += [(f"futures.{name}", flatten(changes)) for name, changes in study.futures.items()]
    told: set[tuple[str, str, str]] = set()
    for (name, scenario), (key, changes) in product(worlds.items(), groups):
        for fault in _faults_of(scenario, changes, key.startswith("policies.")):
            place = f"{key} in {name}" if len(worlds) > 1 else key
            about = (place, str(fault.key), str(fault.given))
            if about not in told:
                told.add(about)
                yield Fault(where, f"{place}: {fault.key}", fault.given, fault.allowed, fault.nearest)


def _faults_of(scenario: Scenario, changes: Changes, is_policy: bool) -> Iterable[Fault]:
    forbidden = [key for key in changes if key in ("months", "rules", "measures", "title", "description")]
    if forbidden:
        return [
            Fault("", key, changes[key], "a key of a run; months, rules and measures are the same in the whole study") for key in forbidden
        ]
    try:
        Variants(scenario).of(changes)
    except ScenarioError as error:
        return error.faults
    except ShapeError:
        return (
            [] if is_policy else [Fault("", key, changes[key], "a key of a policy alone") for key in changes if key.startswith("responses")]
        )
    return []


def _too_many(made: Plan, where: str) -> Iterable[Fault]:
    study = made.study
    most = study.replicates or (study.precision.ceiling if study.precision else 1)
    if most * len(made) > MOST_RUNS:
        yield Fault(where, "replicates", f"{len(made):,} rows with {most:,} replicates", f"at most {MOST_RUNS:,} runs")
