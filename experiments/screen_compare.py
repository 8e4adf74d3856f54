"""What is shown of a comparison: what it would run, how far it is, and its answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from experiments import screen_sweep
from experiments.as_json import print_json
from experiments.comparing.changes import in_words
from experiments.report.report import Report
from experiments.screen import err, grid, out
from experiments.sweeps.plan import Plan
from scenarios.future import Futures
from scenarios.policy import Policy


class Watch(screen_sweep.Watch):
    """Progress of one of the sweeps of a comparison."""

    def __init__(self, plan: Plan, folder: Path):
        super().__init__(plan, folder, is_local=True)


@contextmanager
def status() -> Iterator[Callable[[str], None]]:
    """A line that names the last section that is finished, while the report is made."""
    with err.status("reading the runs") as line:
        yield lambda title: line.update(f"{title}: done")


def print_plans(plans: Sequence[Plan], jobs: int, as_json: bool = False) -> None:
    """What a comparison would run, and for about how long."""
    runs = sum(len(plan) * (plan.study.replicates or 0) for plan in plans)
    seconds = runs / (screen_sweep.RATE * jobs)
    if as_json:
        sizes = {plan.study.name: {"rows": len(plan), "replicates": plan.study.replicates, "digest": plan.digest} for plan in plans}
        print_json({"runs": runs, "seconds": round(seconds), "studies": sizes})
        return
    for plan in plans:
        _, policies, futures, points = plan.sizes
        what = f"{futures} named futures" if points == 1 else f"{points:,} draws from the ranges of {len(plan.factors)} parameters"
        out.print(f"{policies} policies in {what}, {plan.study.replicates:,} replicates: {screen_sweep.runs_of(plan)}")
    out.print(f"Policies: {', '.join(plans[0].study.policies)}")
    out.print(f"{runs:,} runs take about {_time(seconds)} with {jobs} threads; the same command with --out DIR makes them.")


def print_report(report: Report, folder: Path, files: Sequence[Path], as_json: bool = False) -> None:
    """The answer, and where the rest stands."""
    if as_json:
        tables = {
            section.title: {name: json.loads(table.to_json(orient="records")) for name, table in section.tables.items()}
            for section in report.sections
        }
        said = {"folder": str(folder), "question": report.question, "answer": report.answer, "sections": tables}
        print_json(said | {"provenance": dict(report.provenance)})
        return
    out.print(report.question, style="bold")
    for line in report.answer:
        out.print(f"  {line.replace('`', '')}")
    out.print(f"Wrote {len(files)} files; read {folder / 'report.html'}")


def print_policies(policies: Sequence[Policy]) -> None:
    """Policies with their purpose and source."""
    table = grid("Policies", "name", "purpose", "source")
    for policy in policies:
        table.add_row(policy.name, policy.purpose, policy.source)
    out.print(table)
    out.print("blocform policies NAME shows what one changes; a TOML file of your own works wherever a name does.")


def print_policy(policy: Policy) -> None:
    """A policy and what it changes."""
    out.print(f"{policy.name}: {policy.title}", style="bold")
    out.print(policy.purpose)
    out.print(f"Changes: {in_words(policy.changes)}")
    if policy.budget is not None:
        out.print(f"Budget: {policy.budget:g} of the coalition's GDP")
    out.print(f"Source: {policy.source}")


def print_sets(sets: Sequence[Futures]) -> None:
    """Sets of futures."""
    table = grid("Futures", "name", "futures", "draws", "title", numbers=("futures", "draws"))
    for one in sets:
        table.add_row(one.name, str(len(one.futures)), str(one.draws.points if one.draws else 0), one.title)
    out.print(table)
    out.print("blocform futures NAME shows the futures of one; a TOML file of your own works wherever a name does.")


def print_futures(futures: Futures) -> None:
    """The futures of a set and what each changes."""
    table = grid(f"{futures.name}: {futures.title}", "future", "meaning", "changes", "source")
    for name, future in futures.futures.items():
        table.add_row(name, future.title, in_words(future.changes), future.source)
    out.print(table)
    if futures.draws is not None:
        out.print(f"and {futures.draws.points} draws from the ranges of the parameters")


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{max(seconds, 1):.0f} seconds"
