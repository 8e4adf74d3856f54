"""The command that checks what users write: check."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments import completing
from experiments.as_json import AsJson, print_json
from experiments.chosen import recalled

if TYPE_CHECKING:
    from experiments.contract.file import Finding
    from simulation.scenario import Scenario


def check(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            autocompletion=completing.scenario,
            help="a scenario, or a file: my_rules.py, a policy, a set of futures or a study",
        ),
    ],
    scenario: Annotated[
        str, typer.Option("--for", autocompletion=completing.scenario, help="scenario that policies and futures are tried on")
    ] = "axis-2022",
    as_json: AsJson = False,
) -> None:
    """Check a scenario with its rules and measures, or a file of your own: every fault at once, and what was repaired."""
    from experiments import screen
    from experiments.contract import check as contract

    if contract.knows(Path(what)):
        found = contract.check(Path(what), scenario)
        if as_json:
            print_json([dataclasses.asdict(finding) for finding in found])
        else:
            screen.print_findings(Path(what).name, found)
    else:
        chosen, _ = recalled(what)
        found = contract.check_code(chosen)
        _show(chosen, found, as_json)
    if not all(finding.holds for finding in found):
        raise typer.Exit(2)


def _show(scenario: Scenario, found: Sequence[Finding], as_json: bool) -> None:
    from experiments import screen

    if as_json:
        shown = {"scenario": scenario.name, "digest": scenario.digest, "repairs": scenario.repairs}
        print_json(shown | {"findings": [dataclasses.asdict(finding) for finding in found]})
        return
    rows = sum(len(table) for table in scenario.tables.values())
    typer.echo(f"{scenario.name}: no faults in {len(scenario.states)} states and {rows} rows; digest {scenario.digest[:16]}")
    for repair in scenario.repairs:
        typer.echo(f"repaired: {repair}")
    if found:
        screen.print_findings(f"Rules and measures of {scenario.name}", found)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(check)
