"""The command ``blocform``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

import scenarios
import simulation
from experiments import cli_check, cli_compare, cli_explain, cli_page, cli_reproduce, cli_sweep
from experiments.as_json import AsJson, print_json
from experiments.chosen import Changes, ScenarioName, announce, changed, recalled
from simulation.faults import BlocformError

EXIT_CODES = {
    0: "done",
    1: "a result that is not as recorded, or outside its tolerance",
    2: "a fault of the input (the message says what is allowed)",
    130: "interrupted",
}
"""What the command ends with."""

app = typer.Typer(
    name="blocform",
    epilog="Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()) + ".",
    help="Agent-based simulation of bloc formation: scenarios in, measures and figures out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Seed = Annotated[int, typer.Option(min=0, max=2**32 - 1, help="seed of every draw")]
_Jobs = Annotated[int, typer.Option(min=1, help="threads; results do not depend on it")]
_CORES = os.cpu_count() or 1


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"blocform {simulation.__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")] = False) -> None:
    pass


@app.command()
def run(
    scenario: ScenarioName,
    seed: Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="seed of every draw, 1 by default")] = None,
    out: Annotated[Path | None, typer.Option(help="folder for tables, figures and provenance")] = None,
    change: Changes = [],  # noqa: B006  typer reads it
    months: Annotated[int | None, typer.Option(min=1, help="months to run")] = None,
    replicates: Annotated[int | None, typer.Option(min=1, help="runs with other luck, for bands")] = None,
    jobs: _Jobs = _CORES,
    figures: Annotated[bool, typer.Option("--figures/--no-figures", help="draw figures")] = True,
    chronicle: Annotated[bool, typer.Option("--chronicle", help="print every event instead of the measures")] = False,
    variants: Annotated[bool | None, typer.Option("--variants/--no-variants", help="run the variants beside the replicates")] = None,
    events: Annotated[bool, typer.Option("--events", help="with --out keep the events of every replicate")] = False,
    as_json: AsJson = False,
) -> None:
    """Run a scenario, print its outcome and measures, write tables, events and figures."""
    from experiments import screen, screen_outcome
    from experiments.chronicle import chronicle as lines
    from experiments.outcomes import VARIANTS
    from experiments.provenance import differences, record_digest
    from experiments.single import perform, save

    chosen, recorded = recalled(scenario)
    chosen = changed(chosen, change, months)
    seed = seed if seed is not None else recorded.get("seed", 1)
    replicates = replicates if replicates is not None else recorded.get("replicates", 1)
    announce(chosen)
    beside = VARIANTS if (variants if variants is not None else recorded.get("variants", True)) else {}
    with _progress("runs", replicates * (1 + len(beside)) if replicates > 1 else 0) as tick:
        single = perform(chosen, seed, replicates, jobs, tick, beside, events)
    if as_json:
        print_json(_plain(single, seed))
    elif chronicle:
        for line in lines(single.trajectory):
            typer.echo(line)
    else:
        screen_outcome.print_outcome(single.trajectory)
        if single.report is not None:
            screen_outcome.print_report(single.report)
        screen.print_measures(single)
    unchanged = not change and months is None and seed == recorded.get("seed")
    if recorded and unchanged:
        same = record_digest(single.trajectory.record) == recorded["record_digest"]
        screen.err.print(
            "The measures equal those of the recorded run to the last bit."
            if same
            else "The measures DIFFER from those of the recorded run. Not as recorded: "
            + (", ".join(differences(recorded, chosen)) or "nothing that was recorded")
        )
        if not same:
            raise typer.Exit(1)
    if out is not None:
        files = save(single, out, ["blocform", *sys.argv[1:]], figures)
        screen.err.print(f"Wrote {len(files)} files to {out}")


def _plain(single: Any, seed: int) -> dict[str, Any]:
    """What ``run --json`` prints."""
    from experiments.verdict import summary, verdict

    trajectory = single.trajectory
    shares = summary(single.report) if single.report is not None else None
    measures = trajectory.measures.to_dict("list")
    return {"scenario": trajectory.scenario.name, "seed": seed, "outcome": verdict(trajectory), "shares": shares, "measures": measures}


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the scenarios that ship."""
    from experiments import screen

    found = [scenarios.load(name) for name in scenarios.names()]
    if as_json:
        print_json([{"name": s.name, "title": s.head.title, "start": s.head.start, "states": len(s.states)} for s in found])
    else:
        screen.print_list(found)


@app.command()
def show(scenario: ScenarioName, change: Changes = [], as_json: AsJson = False) -> None:  # noqa: B006
    """Show what a scenario holds: states, tables with evidence and sources, parameters, levers, calendar."""
    from experiments import screen

    chosen = changed(recalled(scenario)[0], change, None)
    if as_json:
        print_json(chosen.config() | {"parameters": dict(chosen.parameters), "repairs": chosen.repairs})
    else:
        screen.print_scenario(chosen)


@app.command()
def patterns(
    scenario: ScenarioName = "axis-2022",
    replicates: Annotated[int, typer.Option(min=1, help="runs of the ensemble")] = 50,
    seed: _Seed = 1,
    change: Changes = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Hold an ensemble against the stylised facts that the scenario lists."""
    from experiments import screen, screen_theory
    from experiments.patterns import judge, read_patterns, table
    from experiments.theory import Placement

    chosen = changed(recalled(scenario)[0], change, None)
    facts = read_patterns(chosen)
    announce(chosen)
    with _progress("runs", replicates) as tick:
        verdicts = judge(chosen, facts.patterns, replicates, seed, tick, placement := Placement())
    if as_json:
        print_json(table(verdicts))
    else:
        screen.print_patterns(chosen, verdicts, replicates)
        screen_theory.print_beside(verdicts, placement, len(chosen.states))
        screen.print_unmet(facts, verdicts)


@app.command()
def sensitivity(
    scenario: ScenarioName = "axis-2022",
    runs: Annotated[int, typer.Option(min=10, help="runs of the Latin hypercube")] = 2000,
    seed: _Seed = 1,
    jobs: _Jobs = _CORES,
    change: Changes = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Rank correlation of every parameter that is swept with cohesion and with fracture; coefficients stay at their base."""
    from experiments import screen_outcome
    from experiments.analysis.correlations import chance_level
    from experiments.sensitivity import sensitivities

    chosen = changed(recalled(scenario)[0], change, None)
    announce(chosen)
    with _progress("runs", runs) as tick:
        found, shares = sensitivities(chosen, runs, seed, jobs, tick)
    if as_json:
        rows = [{"parameter": s.parameter.name, "cohesion": s.cohesion, "fractures": s.fractures} for s in found]
        print_json({"runs": runs, "shares": {k: v.share for k, v in shares.items()}, "parameters": rows})
    else:
        screen_outcome.print_sensitivity(chosen.name, found, shares, runs, chance_level(runs))


@app.command()
def bench(
    peer: Annotated[Path | None, typer.Option(help="package or file with the same model in ordinary Mesa, class OracleModel")] = None,
    states: Annotated[str, typer.Option(metavar="N,N,...", help="numbers of states")] = "10,20,50,100,200",
    months: Annotated[int, typer.Option(min=1, max=12_000, help="months of a run")] = 72,
    seconds: Annotated[float, typer.Option(min=0.0, help="time for each way at each number of states")] = 10.0,
    start: Annotated[bool, typer.Option("--start/--no-start", help="measure cold and warm start, which compiles every rule anew")] = True,
    as_json: AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="print the block of the README")] = False,
) -> None:
    """Measure what runs cost in every way to make them, from ordinary Mesa to the engine; takes some minutes."""
    from experiments import screen, screen_bench
    from experiments.benchmark.bench import bench as measure
    from experiments.benchmark.bench import states_of
    from experiments.benchmark.peer import load_peer

    numbers, other = states_of(states), load_peer(peer)
    with screen.err.status("") as status:
        report = measure(other, numbers, months, seconds, start, status.update)
    if as_json:
        print_json(report)
    elif as_markdown:
        typer.echo(screen_bench.markdown(report))
    else:
        screen_bench.print_bench(report)


cli_check.register(app)
cli_explain.register(app)
cli_page.register(app)
cli_sweep.register(app)
cli_compare.register(app)
cli_reproduce.register(app)


@contextmanager
def _progress(what: str, total: int) -> Iterator[Callable[[int], None] | None]:
    """A bar with rate and time left on the terminal; none without work to count."""
    if total <= 0:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from experiments import screen

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)


def main() -> None:
    """Run the command; faults of the user's end in a message and exit code 2, never in a traceback."""
    try:
        app()
    except BlocformError as error:
        typer.echo(f"blocform: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        typer.echo(f"blocform: {error.filename or 'file'}: {error.strerror or error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("blocform: interrupted", err=True)
        sys.exit(130)
