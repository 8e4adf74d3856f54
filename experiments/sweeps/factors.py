"""From what a study says of its factors to factors, with what scenarios declare filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.analysis.phase import TAKEN
from experiments.outcomes import measure_of
from experiments.sweeps.factor import Changes, Choice, Factor, Range
from experiments.sweeps.study import FactorText, Study
from experiments.sweeps.summary import schema
from simulation.faults import Fault, nearest
from simulation.levers import LEVERS
from simulation.outcome import THRESHOLDS
from simulation.overrides import canonical, flatten
from simulation.parameters import Parameter, Quantity
from simulation.scenario import Scenario

LEVELS = 5
"""Levels of a factor of a grid that names none, where the design names none either."""
RESERVED = (*schema(()).names, "scenario", "policy", "future", "point", "place", "limits_alone", "runs_of", *TAKEN)
"""Columns of results that no factor may be called."""


def factors_of(study: Study, scenario: Scenario, faults: list[Fault]) -> tuple[Factor, ...]:
    """The factors of a study whose first scenario is ``scenario``; what is wrong goes to ``faults`` and its factor is left out."""
    found = []
    for name, text in study.factors.items():
        before = len(faults)
        factor = _factor(name, text, study, scenario, faults)
        if len(faults) == before and factor is not None:
            found.append(factor)
    return tuple(found)


def _factor(name: str, text: FactorText, study: Study, scenario: Scenario, faults: list[Fault]) -> Factor | None:
    where, key = f"{study.name}.toml", f"factors.{name}"
    if name in RESERVED or measure_of(name, scenario.measures) in scenario.measures:
        own = f', with set = "outcome.{name}"' if name in _thresholds() else ""
        faults.append(Fault(where, key, name, f"a name that no measure or other column of the results has{own}"))
        return None
    if text.choices is not None:
        return Choice(name, {label: dict(flatten(changes)) for label, changes in text.choices.items()})
    keys = _keys(name, text, scenario)
    if not keys:
        known = {**scenario.declared, **_levers(), **_thresholds()}
        faults.append(Fault(where, key, name, "a parameter, lever or threshold, or set = its key", nearest(name, known)))
        return None
    if text.values is not None:
        if len(set(text.values)) < len(text.values):
            faults.append(Fault(where, f"{key}.values", list(text.values), "every value once"))
        return Choice(name, {value: _set(keys, value) for value in text.values})
    return _range(name, keys, text, study, scenario, faults)


def _range(name: str, keys: tuple[str, ...], text: FactorText, study: Study, scenario: Scenario, faults: list[Fault]) -> Range | None:
    where, key = f"{study.name}.toml", f"factors.{name}"
    declared = declaration(keys[0], scenario)
    low = text.low if text.low is not None else declared.low if declared else None
    high = text.high if text.high is not None else declared.high if declared else None
    log = text.log if text.log is not None else isinstance(declared, Parameter) and declared.log
    for bound, value in (("low", low), ("high", high)):
        if value is None or not abs(value) < float("inf"):
            given = "nothing" if value is None else value
            faults.append(Fault(where, f"{key}.{bound}", given, f"a finite number, as {keys[0]} declares none"))
    if low is None or high is None:
        return None
    if low >= high:
        faults.append(Fault(where, key, f"{low:g} to {high:g}", "low below high"))
    if log and low <= 0:
        faults.append(Fault(where, f"{key}.low", low, "a number above 0, as the factor is spread over its logarithm"))
    levels = text.levels or (study.design and study.design.levels) or LEVELS
    return Range(name, keys, low, high, log, levels)


def _keys(name: str, text: FactorText, scenario: Scenario) -> tuple[str, ...]:
    if text.set is not None:
        return (text.set,) if isinstance(text.set, str) else text.set
    for kind, known in (("parameters", scenario.declared), ("levers", _levers()), ("outcome", _thresholds())):
        if name in known:
            return (f"{kind}.{name}",)
    return ()


def _set(keys: tuple[str, ...], value: Any) -> Changes:
    """What a value of a few sets; ``on`` leaves an event of the calendar as it is."""
    return {key: value for key in keys if not (key.startswith("calendar.") and value == "on")}


def declaration(key: str, scenario: Scenario) -> Quantity | None:
    """Where the bounds of a key are declared: parameters, levers and thresholds; None for anything else."""
    kind, _, rest = key.partition(".")
    known: Mapping[str, Quantity] = {"parameters": scenario.declared, "levers": _levers(), "outcome": _thresholds()}.get(kind, {})
    return known.get(rest.partition(".")[0])


def clashes(groups: Mapping[str, Iterator[Changes] | list[Changes]]) -> Iterator[tuple[str, str, str]]:
    """Keys that two of the named groups of changes set, or whose part another sets, each with both names."""
    owners: dict[str, str] = {}
    for name, group in groups.items():
        keys = {canonical(key): key for changes in group for key in changes}
        for same, key in sorted(keys.items()):
            others = (owner for other, owner in owners.items() if f"{same}.".startswith(f"{other}.") or f"{other}.".startswith(f"{same}."))
            if owner := next(others, None):
                yield key, owner, name
        owners |= dict.fromkeys(keys, name)


def _levers() -> dict[str, Quantity]:
    return {lever.name: lever for lever in LEVERS}


def _thresholds() -> dict[str, Quantity]:
    return {threshold.name: threshold for threshold in THRESHOLDS}
