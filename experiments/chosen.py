"""The scenario that a command is about: a name, a folder or the provenance of an earlier run, with changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

import scenarios
from experiments import completing
from simulation.engine import program_of
from simulation.faults import Fault, ScenarioError
from simulation.scenario import Scenario

ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", autocompletion=completing.scenario, help="a scenario's name, a folder, or a provenance.json of an earlier run"
    ),
]
Changes = Annotated[
    list[str],
    typer.Option(
        "--set", metavar="KEY=VALUE", autocompletion=completing.change, help="change a value: parameters.balance=0, levers.secondary=1"
    ),
]


def recalled(name: str) -> tuple[Scenario, dict[str, Any]]:
    """The scenario of a name, folder or provenance file, and the content of the latter."""
    if name.endswith(".json"):
        from experiments.provenance import recall

        return recall(Path(name))
    return scenarios.load(name), {}


def parsed(changes: list[str]) -> tuple[dict[str, Any], list[Fault]]:
    """Changes by key, values as JSON where they read so and as text otherwise, and a fault for each that is not ``KEY=VALUE``."""
    wanted: dict[str, Any] = {}
    faults: list[Fault] = []
    for change in changes:
        key, equals, text = change.partition("=")
        if equals and key:
            wanted[key] = _value(text)
        else:
            faults.append(Fault("--set", change, change, "KEY=VALUE"))
    return wanted, faults


def changed(scenario: Scenario, changes: list[str], months: int | None) -> Scenario:
    """The scenario with changes of the form KEY=VALUE; raises ScenarioError with every fault of them."""
    wanted, faults = parsed(changes)
    if months is not None:
        wanted["months"] = months
    try:
        changed = scenario.override(wanted) if wanted else scenario
    except ScenarioError as error:
        raise ScenarioError([*faults, *error.faults]) from None
    if faults:
        raise ScenarioError(faults)
    return changed


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        try:
            return float(text)
        except ValueError:
            return text


def announce(scenario: Scenario) -> None:
    """Say that the rules are compiled, where they must be."""
    if not program_of(scenario).is_cached:
        from experiments import screen

        screen.err.print("Compiling the rules, once for this version and machine; this takes about half a minute ...")
