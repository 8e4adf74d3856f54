"""What if it had gone the other way: a run against its twin, a fork of it, its turning points."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli_changes import parsed
from simulation.faults import BlocformError, Fault, ScenarioError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.explaining.twin import Twin
    from simulation.scenario import Scenario


def against(scenario: Scenario, policy: str, seed: int, replicate: int, as_json: bool, out: Path | None) -> None:
    """Print the run and its twin under a policy, and write their figure where a folder is given."""
    from experiments.explaining.twin import against as compare
    from scenarios.policy import load

    other = load(policy)
    title = f"{scenario.name}, seed {seed}, replicate {replicate}, and the same luck under {other.name}: {other.title}"
    _show(compare(scenario, other, seed, replicate), title, other.name, as_json, out)


def fork(scenario: Scenario, month: str, changes: dict[str, Any], seed: int, replicate: int, as_json: bool, out: Path | None) -> None:
    """Print the run and what it becomes under changes from a month on, and write their figure where a folder is given."""
    from experiments.explaining.fork import month_of
    from experiments.explaining.twin import fork as compare
    from simulation.months import month_after

    first = month_of(scenario, month)
    named = ", ".join(f"{key}={value}" for key, value in changes.items())
    name = f"from {month_after(scenario.head.start, first)}: {named or 'no change'}"
    title = f"{scenario.name}, seed {seed}, replicate {replicate}, and the same luck {name}"
    _show(compare(scenario, seed, replicate, first, changes), title, name, as_json, out)


def turning(scenario: Scenario, seed: int, replicate: int, continuations: int, jobs: int, as_json: bool, out: Path | None) -> None:
    """Print where the odds of the outcome turned in a run, and write the figure where a folder is given."""
    from experiments import screen
    from experiments.explaining.plain import turning_plain
    from experiments.explaining.turning import turning_points
    from experiments.screen_turning import print_turning

    with screen.err.status("continuing the run from its months under other luck"):
        found = turning_points(scenario, seed, replicate, continuations, jobs=jobs)
    if as_json:
        typer.echo(json.dumps(turning_plain(found)))
    else:
        print_turning(found)
    if out is not None:
        from experiments.figures.turning import draw

        _write(draw(found), out / "turning.png")


def _show(twin: Twin, title: str, name: str, as_json: bool, out: Path | None) -> None:
    from experiments.explaining.plain import twin_plain
    from experiments.screen_twin import print_twin

    if as_json:
        typer.echo(json.dumps(twin_plain(twin)))
    else:
        print_twin(twin, title)
    if out is not None:
        from experiments.figures.twin import draw

        _write(draw(twin, name), out / "twin.png")


def _write(figure: Figure, file: Path) -> None:
    from experiments import screen
    from experiments.files import write

    write(file, figure.savefig)
    screen.err.print(f"Wrote {file}")


def twin(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="a scenario's name or folder")],
    policy: Annotated[str | None, typer.Option("--against", metavar="POLICY", help="the same luck under a policy")] = None,
    month: Annotated[str | None, typer.Option("--fork", metavar="MONTH", help="the same luck with --set from a month on")] = None,
    turns: Annotated[bool, typer.Option("--turning", help="where the odds of the outcome turned")] = False,
    change: Annotated[list[str], typer.Option("--set", metavar="KEY=VALUE", help="what a fork changes")] = [],  # noqa: B006
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="seed of every draw")] = 1,
    replicate: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="replicate")] = 0,
    continuations: Annotated[int, typer.Option(min=10, help="runs from every month that is looked at")] = 40,
    jobs: Annotated[int, typer.Option(min=1, help="threads; results do not depend on it")] = os.cpu_count() or 1,
    out: Annotated[Path | None, typer.Option(help="folder for the figure")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print results as JSON")] = False,
) -> None:
    """Ask of a run what if it had gone the other way: under a policy, changed from a month on, or by its turning points."""
    import scenarios

    chosen = scenarios.load(scenario)
    changes, faults = parsed(change)
    if faults:
        raise ScenarioError(faults)
    if (policy is not None) + (month is not None) + turns != 1:
        raise BlocformError("given none or several of --against, --fork and --turning, allowed: one")
    if changes and month is None:
        raise ScenarioError([Fault("--set", key, value, "together with --fork") for key, value in changes.items()])
    if policy is not None:
        against(chosen, policy, seed, replicate, as_json, out)
    elif month is not None:
        fork(chosen, month, changes, seed, replicate, as_json, out)
    else:
        turning(chosen, seed, replicate, continuations, jobs, as_json, out)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(twin)
