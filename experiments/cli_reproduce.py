"""The command of published results: reproduce."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments import completing
from experiments.as_json import AsJson, print_json


def reproduce(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TARGET]...", autocompletion=completing.target, help="names of targets, all by default; --list names them"),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="folder of folders with tables of the same shape, in place of ours")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="only list the targets and the data they need")] = False,
    as_json: AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="print the table of the README")] = False,
) -> None:
    """Make published results again and compare; exit code 1 if a number falls outside its tolerance."""
    from experiments import screen_reproduce
    from experiments.reproducing import reproduce as reproducing

    cases = reproducing.cases(targets or [], data)
    if listed and as_json:
        print_json([reproducing.listed(case) for case in cases])
        return
    if listed:
        screen_reproduce.print_targets(cases)
        return
    results = []
    for result in reproducing.reproduce(cases):
        results.append(result)
        if not (as_json or as_markdown):
            screen_reproduce.print_result(result)
    if as_json:
        print_json([reproducing.plain(result) for result in results])
    elif as_markdown:
        typer.echo(screen_reproduce.markdown(results))
    else:
        screen_reproduce.print_summary(results)
    if any(result.fails for result in results):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reproduce)
