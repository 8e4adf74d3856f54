"""What is shown of a sweep: its plan, how far it is, and what it found."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from experiments.as_json import print_json
from experiments.outcomes import Share
from experiments.screen import err, grid, out
from experiments.sweeps.plan import Plan
from experiments.sweeps.sweep import Standing
from simulation.engine import program_of
from simulation.outcome import CLASSES

RATE = 150.0
"""Runs of 72 months and twenty states a second that one thread makes, for a first guess of the time."""
REDRAW = 0.2
"""Seconds between two changes of the bar."""
EVERY = 60.0
"""Seconds between two lines where no bar can be drawn."""


def runs_of(plan: Plan) -> str:
    """How many runs a plan has, in words."""
    precision = plan.study.precision
    if precision is None:
        assert plan.study.replicates is not None
        return f"{len(plan) * plan.study.replicates:,} runs"
    return f"{len(plan) * precision.floor:,} to {len(plan) * precision.ceiling:,} runs"


def print_plan(plan: Plan, as_json: bool = False) -> None:
    """What a study would run."""
    study = plan.study
    if as_json:
        sizes = dict(zip(("scenarios", "policies", "futures", "points"), plan.sizes, strict=True))
        print_json({"study": study.model_dump(mode="json"), "rows": len(plan), **sizes, "runs": runs_of(plan), "digest": plan.digest})
        return
    out.print(f"{study.name}: {study.title}")
    out.print(study.question)
    scenarios, policies, futures, points = plan.sizes
    design = study.design.kind if study.design else "one point"
    out.print(
        f"{len(plan):,} rows: {scenarios} scenarios x {policies} policies x {futures} futures x {points:,} points "
        f"({design}); {runs_of(plan)}"
    )
    table: Table = grid("Factors", "factor", "sets", "from", "to", "levels or options")
    for factor in plan.factors:
        if hasattr(factor, "low"):
            scale = " log" if factor.log else ""
            table.add_row(
                factor.name,
                ", ".join(factor.keys),
                f"{factor.low:g}",
                f"{factor.high:g}{scale}",
                str(factor.levels) if design == "grid" else "",
            )
        else:
            keys = sorted({key for changes in factor.options.values() for key in changes})
            table.add_row(factor.name, ", ".join(keys), "", "", ", ".join(map(str, factor.options)))
    out.print(table)
    out.print(f"blocform sweep {study.name} --out DIR runs it.")


class Watch:
    """Progress of a sweep while the block lasts: a bar with rate, time left and outcome shares so far, or a line a minute.

    An interruption is told with what is kept.
    """

    def __init__(self, plan: Plan, folder: Path, is_local: bool):
        self._plan, self._folder, self._is_local = plan, folder, is_local
        self._standing = Standing()
        self._made, self._began, self._said = 0, time.monotonic(), time.monotonic()
        self._shown, self._drawn = 0, 0.0
        columns = (
            TextColumn("runs"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[shares]}"),
        )
        self._bar = Progress(*columns, console=err, transient=True)
        self._task = self._bar.add_task("runs", total=None, rate="", shares="")

    def __enter__(self) -> Watch:
        if self._is_local and not all(program_of(scenario).is_cached for scenario in self._plan.scenarios.values()):
            err.print("Compiling the rules, once for this version and machine; this takes about half a minute ...")
        if err.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()
        if kind is not None and self._standing.total:
            err.print(
                f"Stopped: {self._standing.runs:,} of {self._standing.total:,} runs are kept in {self._folder}; the same "
                f"command goes on from them."
            )

    def tell(self, standing: Standing) -> None:
        """Show the standing; called when it is known and after every chunk."""
        if standing.found and not self._made and standing.found != self._standing.found:
            err.print(f"{standing.found:,} of {standing.total:,} runs are there already.")
        self._standing = Standing(standing.runs, standing.total, standing.found, standing.outcomes.copy())
        self._bar.update(self._task, total=standing.total, completed=standing.runs, shares=shares(standing))
        self._shown = self._made
        now = time.monotonic()
        if not err.is_terminal and self._made and now - self._said >= EVERY:
            self._said = now
            rate = self._rate()
            left = (standing.total - standing.runs) / rate
            err.print(f"{standing.runs:,} of {standing.total:,} runs, {rate:.0f} a second, {left / 60:.0f} min left; {shares(standing)}")

    def tick(self, runs: int) -> None:
        """Count runs that this process made."""
        self._made += runs
        now = time.monotonic()
        if now - self._drawn >= REDRAW:  # drawing a bar takes longer than one would think
            self._bar.update(self._task, advance=self._made - self._shown, rate=f"{self._rate():.0f} a second")
            self._shown, self._drawn = self._made, now

    def _rate(self) -> float:
        return self._made / max(time.monotonic() - self._began, 1e-9)

    def summarise(self, standing: Standing) -> None:
        """Say what the folder holds now."""
        table = grid(
            f"{self._plan.study.name}: {standing.runs:,} of {standing.total:,} runs",
            "outcome",
            "runs",
            "share",
            "95 %",
            numbers=("runs", "share"),
        )
        sound = standing.runs - standing.failed
        for name in CLASSES if sound else ():
            share = Share(standing.outcomes[name], sound)
            table.add_row(name, f"{share.count:,}", f"{share.share:.3f}", f"{share.low:.3f} to {share.high:.3f}")
        out.print(table)
        if standing.failed:
            out.print(f"{standing.failed:,} runs failed; their rows say why.")
        if standing.is_complete:
            out.print(f"Complete: blocform analyze {self._folder}")
        else:
            out.print(
                "This worker's part is done; others have chunks to make. Start it again when they are finished if there are more rounds."
            )


def shares(standing: Standing) -> str:
    """Outcome shares so far."""
    sound = standing.runs - standing.failed
    return ", ".join(f"{name} {standing.outcomes[name] / sound:.2f}" for name in CLASSES) if sound else ""
