"""The commands of sweeps: sweep, analyze, rerun."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments import completing
from experiments.as_json import AsJson, print_json
from simulation.faults import Fault, StudyError

_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="folder of a sweep")]


def sweep(
    study: Annotated[str, typer.Argument(metavar="STUDY", autocompletion=completing.study, help="a study's name, or a TOML file")],
    out: Annotated[Path | None, typer.Option(help="folder of the sweep; started again, it goes on where it stopped")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="threads; results do not depend on it")] = os.cpu_count() or 1,
    worker: Annotated[str, typer.Option(metavar="I/N", help="this one's part of the chunks, for job arrays that share the folder")] = "1/1",
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="address of a Dask cluster that makes the chunks")] = None,
    replicates: Annotated[int | None, typer.Option(min=1, help="replicates, in place of those of the study")] = None,
    as_json: AsJson = False,
) -> None:
    """Run a study, chunk by chunk; without --out only check it and say what it would take."""
    from experiments.screen_sweep import Watch, print_plan
    from experiments.sweeps import study as studies
    from experiments.sweeps.plan import plan as planned
    from experiments.sweeps.sweep import here
    from experiments.sweeps.sweep import sweep as run

    plan = planned(studies.read(study, replicates))
    part = _worker(worker)
    if out is None:
        print_plan(plan, as_json)
        return
    if dask is None:
        make = here(jobs)
    else:
        from experiments.sweeps.cluster import on_cluster

        make = on_cluster(dask)
    with Watch(plan, out, dask is None) as watch:
        standing = run(plan, out, make, part, watch.tell, watch.tick)
    if as_json:
        shown = {"folder": str(out), "runs": standing.runs, "total": standing.total, "found": standing.found}
        print_json(shown | {"failed": standing.failed, "outcomes": dict(standing.outcomes), "is_complete": standing.is_complete})
    else:
        watch.summarise(standing)


def analyze(
    folder: _Folder,
    out: Annotated[
        Path | None, typer.Option(help="folder for report.html, analysis.md, tables and figures; DIR/analysis by default")
    ] = None,
    over: Annotated[str, typer.Option(metavar="FACTOR,FACTOR", help="one or two factors of the phase diagram")] = "",
    as_json: AsJson = False,
) -> None:
    """Read a sweep: shares, phases, what matters, where and when it breaks; a report with tables and figures."""
    from experiments import screen
    from experiments.analyze import analyze as write

    with screen.err.status("reading the runs") as status:
        files, report = write(folder, out, tuple(filter(None, over.split(","))), lambda title: status.update(f"{title}: done"))
    if as_json:
        shown = {
            section.title: {name: json.loads(table.to_json(orient="records")) for name, table in section.tables.items()}
            for section in report.sections
        }
        print_json({"file": str(files[-1]), "sections": shown})
        return
    screen.out.print(report.question)
    for section in report.sections:
        screen.out.print(section.title, style="bold")
        for line in section.text:
            screen.out.print(f"  {line}")
    screen.out.print(f"Wrote {len(files)} files; read {files[-2]} or {files[-1]}")


def rerun(
    folder: _Folder,
    row: Annotated[int, typer.Argument(min=0, help="row of the sweep")],
    replicate: Annotated[int, typer.Argument(min=0, help="replicate of the row")],
    out: Annotated[Path | None, typer.Option(help="folder for tables, figures and provenance")] = None,
    figures: Annotated[bool, typer.Option("--figures/--no-figures", help="draw figures")] = True,
    as_json: AsJson = False,
) -> None:
    """Make one run of a sweep again, with everything that happened in it."""
    from experiments import screen, screen_outcome
    from experiments.single import Single, save
    from experiments.sweeps.result import read
    from experiments.verdict import verdict

    result = read(folder)
    trajectory = result.rerun(row, replicate)
    same = result.is_as_recorded(trajectory, row, replicate)
    if as_json:
        changes = dict(result.plan.changes(row))
        print_json({"row": row, "changes": changes, "as_recorded": same, "outcome": verdict(trajectory)})
    else:
        screen.out.print(f"Row {row}: " + (", ".join(f"{k}={v}" for k, v in result.plan.changes(row).items()) or "as in the scenario"))
        screen_outcome.print_outcome(trajectory)
    said = {True: "equal those of the sweep to the last bit", False: "DIFFER from those of the sweep", None: "were not kept by the sweep"}
    screen.err.print(f"The measures {said[same]}.")
    if out is not None:
        files = save(Single(trajectory, None), out, ["blocform", *sys.argv[1:]], figures)
        screen.err.print(f"Wrote {len(files)} files to {out}")
    if same is False:
        raise typer.Exit(1)


def _worker(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    number, of = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= number <= of:
        raise StudyError([Fault("--worker", "I/N", text, "a number from 1 to N and how many there are, as 1/4")])
    return number, of


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (sweep, analyze, rerun):
        app.command()(command)
