"""What is printed: tables for the terminal, in words of the field."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from experiments.contract.file import Finding
from experiments.patterns import Patterns, Verdict
from experiments.single import Single
from simulation.footprint import footprint
from simulation.levers import LEVERS
from simulation.months import month_after
from simulation.properties import GROUPS
from simulation.scenario import Scenario
from simulation.tables import TABLES


def _console(stderr: bool) -> Console:
    """As wide as the terminal; wide enough for every table where there is none."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=180)


out = _console(stderr=False)
"""Results go here."""
err = _console(stderr=True)
"""Progress, notices and faults go here."""


def grid(title: str, *columns: str, numbers: Iterable[str] = ()) -> Table:
    """An empty table; columns of ``numbers`` are set to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(
            column, justify="right" if column in numbers else "left", overflow="fold", no_wrap=column in (*numbers, *columns[:1])
        )
    return table


def meaning(function: object) -> str:
    """First sentence of a docstring."""
    return (inspect.getdoc(function) or "").split("\n")[0].rstrip(".")


def print_findings(file: str, found: Sequence[Finding]) -> None:
    """What a file holds, function by function, and what is wrong with it."""
    table = grid(file, "name", "what", "must hold", "found")
    for finding in found:
        verdict = Text("holds", style="green") if finding.holds else Text(finding.problem, style="red")
        table.add_row(finding.function, finding.kind, finding.check, verdict)
    out.print(table)
    wrong = sum(not finding.holds for finding in found)
    out.print(f"{len(found) - wrong} of {len(found)} hold." if wrong else "Everything holds.")


def print_measures(single: Single) -> None:
    """Measures at the start, after a year and at the end, with the band of the replicates where there are any."""
    trajectory = single.trajectory
    last = trajectory.months
    shown = sorted({0, min(12, last), min(24, last), last})
    dates = [month_after(trajectory.scenario.head.start, month) for month in shown]
    band = [] if single.bands is None else [f"{dates[-1]}: 5 % .. median .. 95 %"]
    title = f"{trajectory.scenario.name}, seed {trajectory.seed}" + (f", {single.replicates} replicates" if band else "")
    table = grid(title, "measure", *dates, *band, "meaning", numbers=(*dates, *band))
    for k, (name, measure) in enumerate(trajectory.program.measures.items()):
        cells = [f"{trajectory.record[month, k]:.3f}" for month in shown]
        if single.bands is not None:
            low, middle, high = np.quantile(single.bands[:, -1, k], [0.05, 0.5, 0.95])
            cells.append(f"{low:.3f} .. {middle:.3f} .. {high:.3f}")
        table.add_row(name, *cells, Text(meaning(measure), style="dim"))
    out.print(table)


def print_list(scenarios: Iterable[Scenario]) -> None:
    """The scenarios that ship."""
    table = grid("Scenarios", "name", "start", "months", "states", "title", numbers=("months", "states"))
    for scenario in scenarios:
        head = scenario.head
        table.add_row(scenario.name, head.start, str(head.months), str(len(scenario.states)), head.title)
    out.print(table)


def print_scenario(scenario: Scenario) -> None:
    """What a scenario holds: states, tables with their evidence, parameters, levers, events, repairs."""
    head = scenario.head
    out.print(Text(f"{scenario.name}: {head.title}", style="bold"))
    out.print(head.description.strip())
    listed = "; ".join(f"{kind} {', '.join(getattr(head, kind))}" for kind in ("channels", "issues", "goods"))
    out.print(f"{head.months} months from {head.start}; {listed}")
    out.print()
    states = grid("States", "group", "members")
    for group in GROUPS:
        members = [f"{state.id} {state.name}" for state in scenario.states if state.group == group]
        if members:
            states.add_row(group, ", ".join(members))
    out.print(states)
    out.print()
    tables = grid("Tables", "table", "rows", "evidence", "what it holds", numbers=("rows",))
    for table in TABLES:
        entries = scenario.tables[table.name].values()
        evidence = Counter(entry.evidence for entry in entries)
        tables.add_row(table.name, str(len(entries)), ", ".join(f"{n} {kind}" for kind, n in evidence.most_common()), table.meaning)
    out.print(tables)
    out.print()
    sources = Counter(entry.source.split(";")[0].split(":")[0] for table in scenario.tables.values() for entry in table.values())
    listed = grid("Sources most used (every row of the tables names its own)", "rows", "source", numbers=("rows",))
    for source, count in sources.most_common(12):
        listed.add_row(str(count), source)
    out.print(listed)
    out.print()
    _print_parameters(scenario)
    _print_levers(scenario)
    events = grid("Calendar", "month", "event", "sets", "to", "over", "source", numbers=("to",))
    for (event, variable, state, channel, month), entry in sorted(scenario.tables["calendar"].items(), key=lambda item: item[0][4]):
        target = " ".join(part for part in (variable, state, channel) if part)
        events.add_row(month, event, target, f"{entry.value:g}", f"{entry.extras[0]:g} months", Text(entry.source, style="dim"))
    out.print(events)
    for repair in scenario.repairs:
        out.print(f"Repaired: {repair}")


def _print_parameters(scenario: Scenario) -> None:
    table = grid("Parameters (--set parameters.NAME=VALUE)", "name", "value", "swept over", "unit", "meaning", "source", numbers=("value",))
    ordered = sorted(scenario.declared.values(), key=lambda parameter: (parameter.fixed, parameter.name))
    for parameter in ordered:
        swept = "fixed" if parameter.fixed else f"{parameter.low:g} .. {parameter.high:g}" + (" log" if parameter.log else "")
        source = Text(parameter.source, style="dim")
        table.add_row(parameter.name, f"{scenario.parameters[parameter.name]:g}", swept, parameter.unit, parameter.meaning, source)
    out.print(table)
    out.print()


def _print_levers(scenario: Scenario) -> None:
    setters = ("follow_calendar", "pull_levers", "pull_joint_levers")
    read = {field for rule in scenario.month if rule.__name__ not in setters for field in footprint(rule).fields["world"]}
    table = grid("Levers (--set levers.NAME=VALUE or levers.NAME.STATE=VALUE)", "name", "start", "later", "cost at 1", "meaning")
    for lever in LEVERS:
        rows = sorted((key[2], key[1], entry.value) for key, entry in scenario.tables["levers"].items() if key[0] == lever.name)
        start = [f"{state} {value:g}".strip() for month, state, value in rows if month == scenario.head.start]
        later = [f"{month} {state} {value:g}" for month, state, value in rows if month != scenario.head.start]
        note = "" if lever.name in read else " (no rule of this schedule reads it)"
        table.add_row(lever.name, ", ".join(start), ", ".join(later), f"{lever.cost:g} of GDP" if lever.cost else "", lever.meaning + note)
    out.print(table)
    out.print()


def print_patterns(scenario: Scenario, verdicts: Sequence[Verdict], replicates: int) -> None:
    """Value, expected range, verdict and label of every check, with the world that never changed and landscape theory beside it."""
    numbers = ("median", "90 % of runs", "expected", "no change", "theory")
    table = grid(f"{scenario.name}: patterns, {replicates} runs", "id", "check", "label", *numbers, "verdict", numbers=numbers)
    for v in verdicts:
        low, high = v.check.range
        table.add_row(
            v.pattern, v.check.name, f"{v.check.label} {'to 2022' if v.check.label == 'fitted' else 'on 2023'}", f"{v.number:.3f}",
            f"{v.interval[0]:.3f} .. {v.interval[1]:.3f}", f"{low:g} .. {high:g}",
            f"{v.unchanged:.3f}" + (" holds" if v.check.holds(v.unchanged) else ""), _theory(v), v.verdict,
        )  # fmt: skip
    out.print(table)
    for label in ("fitted", "tested"):
        chosen = [v for v in verdicts if v.check.label == label]
        holds = sum(v.verdict == "holds" for v in chosen)
        idle = sum(v.check.holds(v.unchanged) for v in chosen)
        out.print(f"{label}: {holds} of {len(chosen)} checks hold; of a world that never changes {idle} would")


def print_unmet(patterns: Patterns, verdicts: Sequence[Verdict]) -> None:
    """The explanation of every pattern with a check that does not hold, and what no run can speak to."""
    for pattern in patterns.patterns:
        if any(v.verdict != "holds" for v in verdicts if v.pattern == pattern.id):
            out.print(f"{pattern.id}: {pattern.explanation}")
    for other in patterns.not_testable:
        out.print(f"{other.id}: not testable here and never counted: {other.reason}")


def _theory(verdict: Verdict) -> str:
    if verdict.theory is None:
        return ""
    return f"{verdict.theory:.3f}" + (" holds" if verdict.check.holds(verdict.theory) else "")
