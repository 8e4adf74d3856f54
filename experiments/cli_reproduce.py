"""The command of published results: reproduce."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from experiments import completing
from experiments.as_json import AsJson, print_json
from simulation.faults import BlocformError


def reproduce(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET", autocompletion=completing.target, help="names of targets, all by default; --list names them"),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="folder of folders with tables of the same shape, in place of ours")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="only list the targets and the data they need")] = False,
    as_json: AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="print the table of the README")] = False,
    every: Annotated[bool, typer.Option("--all", help="a row for every single number, with its tolerance")] = False,
) -> None:
    """Make published results again and compare.

    Exit code 1 if a number falls outside its tolerance, 2 if a target that is named has no data, or one could not be run.
    """
    from experiments import screen_reproduce
    from experiments.reproducing import reproduce as reproducing

    refuse_together({"--json": as_json, "--markdown": as_markdown, "--all": every})
    refuse_together({"--list": listed, "--markdown": as_markdown, "--all": every})
    cases = reproducing.cases(targets or [], data)
    if listed and as_json:
        print_json([reproducing.plain_case(case) for case in cases])
        return
    if listed:
        screen_reproduce.print_targets(cases)
        return
    results = []
    for result in reproducing.reproduce(cases):
        results.append(result)
        if result.error:
            typer.echo(f"blocform: {result.case.name}: {result.error}", err=True)
        if not (as_json or as_markdown):
            screen_reproduce.print_result(result, every)
    if as_json:
        print_json([reproducing.plain(result) for result in results])
    elif as_markdown:
        typer.echo(screen_reproduce.markdown(results))
    else:
        screen_reproduce.print_summary(results)
    verdicts = {result.verdict for result in results}
    if "stopped" in verdicts or (targets and "skipped" in verdicts):
        raise typer.Exit(2)
    if "fails" in verdicts:
        raise typer.Exit(1)


def refuse_together(flags: Mapping[str, bool]) -> None:
    """Raise BlocformError where more than one of these flags is given."""
    given = [name for name, is_given in flags.items() if is_given]
    if len(given) > 1:
        raise BlocformError(f"reproduce: given {' and '.join(given)}, allowed: one of {', '.join(flags)}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reproduce)
