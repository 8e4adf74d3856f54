"""The command that tells why a run went as it did: explain."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments import cli_twin, completing
from experiments.as_json import AsJson, print_json
from experiments.chosen import Changes, ScenarioName, announce, changed, parsed, recalled
from simulation.faults import ScenarioError

if TYPE_CHECKING:
    from experiments.explaining.selection import Selection
    from simulation.trajectory import Trajectory

_CORES = os.cpu_count() or 1


def explain(
    scenario: ScenarioName,
    seed: Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="seed of every draw, 1 by default")] = None,
    replicate: Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="replicate of the run, 0 by default")] = None,
    change: Changes = [],  # noqa: B006  typer reads it
    months: Annotated[int | None, typer.Option(min=1, help="months to run")] = None,
    policy: Annotated[
        str | None, typer.Option(metavar="NAME", autocompletion=completing.policy_, help="a policy by name, or its TOML file")
    ] = None,
    event: Annotated[str | None, typer.Option(metavar="ID", help="take this event apart; the chronicle shows ids")] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="POLICY", autocompletion=completing.policy_, help="what differs under a policy, the luck being the same"),
    ] = None,
    fork: Annotated[str | None, typer.Option(metavar="MONTH", help="what differs with --set from this month on")] = None,
    everything: Annotated[bool, typer.Option("--all", help="show every event, not only those that say most")] = False,
    state: Annotated[str, typer.Option(metavar="ID", help="show events of a state")] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", autocompletion=completing.kind, help="show events of a kind: treaty, vote ...")] = "",
    since: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="show events from a month on")] = "",
    until: Annotated[str, typer.Option("--to", metavar="YYYY-MM", help="show events up to a month")] = "",
    turning: Annotated[
        bool | None, typer.Option("--turning/--no-turning", help="turning points, if not only some events are shown")
    ] = None,
    continuations: Annotated[
        int | None, typer.Option(min=10, help="runs from every month in which a turning point is looked for, 40 by default")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="threads; results do not depend on it")] = _CORES,
    out: Annotated[Path | None, typer.Option(help="folder for text, data and figure of the answer")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell a run and its turning points, take one of its events apart, or hold it against the same luck under other conditions."""
    from experiments.explaining.asked import Asked
    from experiments.explaining.selection import Selection
    from scenarios.policy import load
    from simulation.engine import run

    answers = {"--event": event, "--against": against, "--fork": fork}
    asked = Asked(answers, Selection(everything, state, kind, since, until), turning, continuations, bool(change))
    asked.check()
    chosen, recorded = recalled(scenario)
    seed = recorded.get("seed", 1) if seed is None else seed
    replicate = recorded.get("replicate", 0) if replicate is None else replicate
    if policy is not None:
        chosen = load(policy).under(chosen)
    chosen = changed(chosen, [] if fork else change, months)
    announce(chosen)
    if against is not None:
        cli_twin.against(chosen, against, seed, replicate, as_json, out)
    elif fork is not None:
        wanted, faults = parsed(change)
        if faults:
            raise ScenarioError(faults)
        cli_twin.fork(chosen, fork, wanted, seed, replicate, as_json, out)
    elif event is not None:
        _take_apart(run(chosen, seed, replicate), event, as_json, out)
    else:
        _tell(run(chosen, seed, replicate), asked.selection, asked.looked_for, jobs, as_json, out)


def _tell(trajectory: Trajectory, selection: Selection, continuations: int, jobs: int, as_json: bool, out: Path | None) -> None:
    """Print the chronicle, and where ``continuations`` are asked for the turning points."""
    from experiments import screen, screen_explain
    from experiments.explaining import files
    from experiments.explaining.plain_twins import turning_plain
    from experiments.explaining.turning import turning_points
    from experiments.screen_turning import print_turning
    from experiments.verdict import verdict

    table = selection.of(trajectory)
    if not as_json:
        screen_explain.print_chronicle(trajectory, table)
    shown = {"outcome": verdict(trajectory), "events": screen_explain.plain_events(table)}
    written = [files.save_chronicle(table, out)] if out else []
    if continuations:
        saying = "looking for turning points: the run goes on from its months under other luck"
        with screen.err.status(saying) as status:
            done = 0

            def count(more: int) -> None:
                nonlocal done
                done += more
                status.update(f"{saying}, {done} times so far")

            found = turning_points(trajectory.scenario, trajectory.seed, trajectory.replicate, continuations, jobs=jobs, progress=count)
        shown |= turning_plain(found)
        if not as_json:
            print_turning(found)
        written += files.save_turning(found, out) if out else []
    if as_json:
        print_json(shown)
    _say(written)


def _take_apart(trajectory: Trajectory, event: str, as_json: bool, out: Path | None) -> None:
    from experiments import screen_explain
    from experiments.explaining import files
    from experiments.explaining.explain import explain as take_apart
    from experiments.explaining.plain import plain

    explanation = take_apart(trajectory, event)
    if as_json:
        print_json(plain(explanation))
    else:
        screen_explain.print_explanation(explanation)
    _say(files.save(explanation, out) if out else [])


def _say(written: list[Path]) -> None:
    from experiments import screen

    if written:
        screen.err.print(f"Wrote {', '.join(file.name for file in written)} to {written[0].parent}")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(explain)
