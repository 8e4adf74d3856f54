"""What is printed of the benchmark: tables for the terminal, and the block of the README as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.text import Text

from experiments.benchmark.operations import KINDS
from experiments.benchmark.ways import WORDS
from experiments.screen import grid, out

_Report = dict[str, Any]
_Row = dict[str, Any]


def print_bench(report: _Report) -> None:
    """Every measurement: the machine, a table of all ways, and what is derived from it."""
    out.print(Text(_machine(report), style="bold"))
    seconds = ("best", "median", "processor", "founding", "once")
    timed = ("laps", "runs", "months")
    numbers = ("states", "runs/s", "x peer", "x silent", "ns", *seconds, *timed)
    table = grid("", "way", *numbers, numbers=numbers)
    for row in report["rows"]:
        rates = (_digits(row["rate"]), _times(row["ratio"]), _times(row["ratio_silent"]), _digits(row["nanoseconds"]))
        cells = (*(_digits(row[name]) for name in seconds), *(str(row[name]) for name in timed))
        table.add_row(WORDS[row["way"]], str(row["states"]), *rates, *cells)
    out.print(table)
    for line in [*LEGEND, *_left_out(report)]:
        out.print(line, style="dim")
    for line in _lines(report):
        out.print(line, highlight=False, markup=False)
    if report["floor"]:
        out.print(_floor_table(report))
        out.print(_prices(report), style="dim")


def markdown(report: _Report) -> str:
    """The block of the README: runs a second with ratio to the peer, nanoseconds a pair, and the lines of what is derived."""
    exponent = {way: f"{b:.2f}" for way, b in report["exponents"].items()}
    rates = _by_way(report, _rate_head(report), _rate, {"exponent": exponent} if exponent else {})
    times = _by_way(report, "ns a directed pair, channel and month", lambda row: _digits(row["nanoseconds"]), {})
    lines = [_machine(report), *_lines(report), *_floor_lines(report), *_stretched(report), *_left_out(report)]
    return "\n".join([*rates, "", *times, "", *(f"- {line}" for line in lines)])


def _by_way(report: _Report, head: str, cell: Callable[[_Row], str], more: dict[str, dict[str, str]]) -> list[str]:
    """Lines of a Markdown table with a row a way and a column a number of states, and ``more`` columns by head and way."""
    states = report["settings"]["states"]
    rows = {(row["way"], row["states"]): row for row in report["rows"]}
    lines = [f"| {' | '.join([head, *(f'{count} states' for count in states), *more])} |", "|---" * (1 + len(states) + len(more)) + "|"]
    for way in dict.fromkeys(row["way"] for row in report["rows"]):
        cells = [cell(rows[way, count]) if (way, count) in rows else "" for count in states]
        lines.append(f"| {' | '.join([WORDS[way], *cells, *(column.get(way, '') for column in more.values())])} |")
    return lines


LEGEND = (
    "runs/s: best lap. x peer, x silent: rate over that of ordinary Mesa, collecting and not. ns: a directed pair, channel and month.",
    "Seconds of a run of all months: best and median lap, processor time of all threads, founding (before the first month, included).",
    "once: seconds before the first run, in no rate. laps, runs a lap, months of each: what was timed; fewer months are stretched to all.",
)
"""What the columns mean."""


def _rate(row: _Row) -> str:
    return _digits(row["rate"]) + (f" ({_digits(row['ratio'])}×)" if row["ratio"] is not None else "")


def _rate_head(report: _Report) -> str:
    text = f"runs of {report['settings']['months']} months a second"
    return f"{text} (over ordinary Mesa)" if report["settings"]["peer"] else text


def _machine(report: _Report) -> str:
    m, settings = report["machine"], report["settings"]
    libraries = ", ".join(f"{name} {m[name]}" for name in ("python", "numba", "mesa", "numpy"))
    text = f"{m['date'][:10]}, {m['processor']}, {m['cores']} cores, {m['system']}, {libraries}"
    load = f"load {m['load']:.1f} before and {report['load_after']:.1f} after"
    return f"{text}; {settings['months']} months, 5 channels, {settings['seconds']:g} s a way, in turn, in one process; {load}"


def _left_out(report: _Report) -> list[str]:
    """Which ways were not timed, and why."""
    lines = [] if report["settings"]["peer"] else ["No peer found (--peer): its rows and the ratios are missing."]
    cells = [(each["way"], each["states"], each["reason"]) for each in report["left_out"]]
    return [*lines, f"Left out: {_listed(cells)}."] if cells else lines


def _stretched(report: _Report) -> Iterable[str]:
    """Which ways were timed over fewer months than a run has."""
    months = report["settings"]["months"]
    cells = [(row["way"], row["states"], str(row["months"])) for row in report["rows"] if row["months"] < months]
    if cells:
        yield f"Months that were timed, the first of a run, where fewer than {months} (by states), and stretched to them: {_listed(cells)}."


def _listed(cells: list[tuple[str, int, str]]) -> str:
    """Way, states and what there is to say of them, by way."""
    ways = dict.fromkeys(way for way, _, _ in cells)
    return "; ".join(f"{WORDS[way]}: " + ", ".join(f"{what} ({n})" for own, n, what in cells if own == way) for way in ways)


def _lines(report: _Report) -> Iterable[str]:
    """What follows from the table, a sentence each."""
    if report["exponents"]:
        yield "Seconds grow as states to the power " + ", ".join(f"{b:.2f} ({WORDS[way]})" for way, b in report["exponents"].items()) + "."
    if report["threads"]:
        parts = (f"{each['of_two']:.2f} ({each['states']} states)" for each in report["threads"])
        yield "Rate of two threads over that of one, 2 at best: " + ", ".join(parts) + "."
    agreement = report["agreement"]
    if agreement is not None and agreement["difference"] is not None:
        yield (
            f"Peer and engine, run for run: {agreement['measures']} measures over all months differ by at most "
            f"{agreement['difference']:.1e} ({agreement['states']} states)."
        )
    start = report["start"]
    if start is not None:
        yield (
            f"Cold start, from a new process with nothing compiled to the first result of axis-2022: {start['cold']:.1f} s, of it "
            f"compiling {start['compiling']:.1f} s. Warm start: {start['warm']:.2f} s, of it imports {start['importing']:.2f} s; "
            f"the process then held {start['peak']:.0f} MiB at most."
        )
    grown = [
        f"{each['growth']:.1f} ({each['states']} states, {each['runs']} runs)" for each in report["memory"] if each["growth"] is not None
    ]
    if grown:
        yield "Memory gained by runs of the engine after the first batch, MiB: " + ", ".join(grown) + "."
    yield f"The benchmark held {report['peak']:.0f} MiB at most and took {report['seconds']:.0f} s."


def _floor_lines(report: _Report) -> Iterable[str]:
    if report["floor"]:
        parts = (
            f"{_digits(each['measured'])} ms over {_digits(each['floor'])} ms, {each['quotient']:.1f} times ({each['states']} states)"
            for each in report["floor"]
        )
        yield f"A run of the engine over the floor of its arithmetic: {'; '.join(parts)}. {_prices(report)}"


def _prices(report: _Report) -> str:
    prices = report["speeds"]
    listed = ", ".join(f"{kind} {prices[kind]:.2g}" for kind in ("divisions", "exp", "log", "draws"))
    return (
        f"Floor: operations as the rules write them, at the fastest this machine does each in vector instructions: "
        f"{1.0 / prices['arithmetic']:.0f} billion sums or products a second; ns for {listed}. Reads and writes are free in it."
    )


def _floor_table(report: _Report) -> Any:
    kinds = tuple(KINDS)
    numbers = ("states", "floor ms", "measured ms", "quotient", *kinds)
    table = grid("Operations of a run, and what they take at least", *numbers, numbers=numbers)
    for each in report["floor"]:
        counts = (f"{each['operations'][kind]:,.0f}" for kind in kinds)
        table.add_row(str(each["states"]), _digits(each["floor"]), _digits(each["measured"]), f"{each['quotient']:.1f}", *counts)
    return table


def _digits(number: float) -> str:
    """Three digits that count."""
    if number == 0.0:
        return "0"
    text = f"{number:.3g}"
    return f"{number:,.0f}" if abs(number) >= 100 else (text if "e" not in text else f"{number:.2e}")


def _times(number: float | None) -> str:
    return "" if number is None else _digits(number)
