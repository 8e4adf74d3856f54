"""The commands of policies: compare, policies, futures."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import completing
from experiments.as_json import AsJson, print_json
from simulation.faults import Fault, FaultyError, StudyError

_ONE = {"metavar": "NAME", "help": "one of them, by name or file, with what it changes"}
_Policy = Annotated[str | None, typer.Argument(**_ONE, autocompletion=completing.policy_)]
_Futures = Annotated[str | None, typer.Argument(**_ONE, autocompletion=completing.futures)]


def compare(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", autocompletion=completing.scenario, help="a scenario's name, or a folder")],
    policies: Annotated[
        str,
        typer.Option(
            metavar="A,B,...", autocompletion=completing.policies, help="names or files, the first to hold the others against; or all"
        ),
    ] = "all",
    futures: Annotated[
        str, typer.Option(metavar="NAME", autocompletion=completing.futures, help="a set of futures by name or file, or none")
    ] = "default",
    replicates: Annotated[int, typer.Option(min=2, help="runs of every policy in every named future")] = 500,
    out: Annotated[Path | None, typer.Option(help="folder of runs and report; started again, it goes on where it stopped")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="threads; results do not depend on it")] = os.cpu_count() or 1,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="seed of every draw")] = 1,
    months: Annotated[int | None, typer.Option(min=1, help="months to run, by default those of the scenario")] = None,
    goal: Annotated[str, typer.Option(metavar="OUTPUT:WAY", help="what policies are ranked by, WAY lower or higher")] = "coheres:lower",
    good_enough: Annotated[float | None, typer.Option(help="mean of the goal that will do, by default that of the first policy")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare policies under the same luck; without --out only check them and say what it would take."""
    import scenarios
    from experiments import screen_compare
    from experiments.comparing.comparison import compare as run
    from experiments.comparing.comparison import studies
    from experiments.comparing.goal import Goal
    from experiments.comparing.loading import load_futures, load_policies
    from experiments.comparing.report import report
    from experiments.report.writing import write
    from experiments.sweeps.plan import plan

    chosen, named, ahead, wanted = _all_of(
        lambda: scenarios.load(scenario),
        lambda: load_policies([name.strip() for name in policies.split(",")]),
        lambda: load_futures(futures),
        lambda: Goal.of(goal, good_enough),
    )
    if out is None:
        made = _all_of(*(lambda study=study: plan(study) for study in studies(chosen, named, ahead, replicates, seed, months)))
        screen_compare.print_plans(made, jobs, as_json)
        return
    comparison = run(chosen, named, ahead, replicates, out, jobs, seed, months, wanted, screen_compare.Watch)
    with screen_compare.status() as tell:
        said = report(comparison, tell)
        files = write(said, out)
    screen_compare.print_report(said, out, files, as_json)


def policies(name: _Policy = None, as_json: AsJson = False) -> None:
    """List the policies that ship with their purpose and source, or show one."""
    from experiments import screen_compare
    from scenarios import policy

    found = [policy.load(name)] if name else [policy.load(known) for known in policy.names()]
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    elif name:
        screen_compare.print_policy(found[0])
    else:
        screen_compare.print_policies(found)


def futures(name: _Futures = None, as_json: AsJson = False) -> None:
    """List the sets of futures that ship, or show the futures of one with their source."""
    from experiments import screen_compare
    from scenarios import future

    found = [future.load(name)] if name else [future.load(known) for known in future.names()]
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    elif name:
        screen_compare.print_futures(found[0])
    else:
        screen_compare.print_sets(found)


def _all_of(*makes: Callable[[], Any]) -> list[Any]:
    """What each of them makes; raises StudyError with the faults of all that make nothing."""
    made: list[Any] = []
    faults: list[Fault] = []
    for make in makes:
        try:
            made.append(make())
        except FaultyError as error:
            faults += error.faults
    if faults:
        raise StudyError({str(fault): fault for fault in faults}.values())
    return made


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (compare, policies, futures):
        app.command()(command)
