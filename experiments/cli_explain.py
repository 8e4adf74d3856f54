"""The command that tells a run and takes its events apart: explain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from experiments.chosen import Changes, ScenarioName, announce, changed, recalled


def explain(
    scenario: ScenarioName,
    seed: Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="seed of every draw, 1 by default")] = None,
    replicate: Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="replicate of the run, 0 by default")] = None,
    change: Changes = [],  # noqa: B006  typer reads it
    months: Annotated[int | None, typer.Option(min=1, help="months to run")] = None,
    policy: Annotated[str | None, typer.Option(metavar="NAME", help="a policy by name, or its TOML file")] = None,
    event: Annotated[str | None, typer.Option(metavar="ID", help="take this event apart; the chronicle shows ids")] = None,
    everything: Annotated[bool, typer.Option("--all", help="show every event, not only those that say most")] = False,
    state: Annotated[str, typer.Option(metavar="ID", help="show events of a state")] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="show events of a kind: treaty, vote ...")] = "",
    since: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="show events from a month on")] = "",
    until: Annotated[str, typer.Option("--to", metavar="YYYY-MM", help="show events up to a month")] = "",
    out: Annotated[Path | None, typer.Option(help="folder for the explanation and its figure, or for the chronicle")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print results as JSON")] = False,
) -> None:
    """Tell a run as a chronicle, or take one of its events apart: terms, probability, draw, and what would have changed it."""
    from experiments import screen, screen_explain
    from experiments.explaining import files
    from experiments.explaining.explain import explain as take_apart
    from experiments.explaining.plain import plain
    from experiments.explaining.selection import Selection
    from experiments.verdict import verdict
    from scenarios.policy import load
    from simulation.engine import run

    chosen, recorded = recalled(scenario)
    if policy is not None:
        chosen = chosen.override(load(policy).changes)
    chosen = changed(chosen, change, months)
    announce(chosen)
    trajectory = run(
        chosen,
        recorded.get("seed", 1) if seed is None else seed,
        recorded.get("replicate", 0) if replicate is None else replicate,
    )
    if event is None:
        table = Selection(everything, state, kind, since, until).of(trajectory)
        if as_json:
            typer.echo(json.dumps({"outcome": verdict(trajectory), "events": screen_explain.plain_events(table)}))
        else:
            screen_explain.print_chronicle(trajectory, table)
        written = [files.save_chronicle(table, out)] if out else []
    else:
        explanation = take_apart(trajectory, event)
        if as_json:
            typer.echo(json.dumps(plain(explanation)))
        else:
            screen_explain.print_explanation(explanation)
        written = files.save(explanation, out) if out else []
    if written:
        screen.err.print(f"Wrote {', '.join(file.name for file in written)} to {out}")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(explain)
