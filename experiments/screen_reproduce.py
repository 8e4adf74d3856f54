"""What is printed of reproduced results: a table a target, and the table of all for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from experiments.reproducing.finding import Finding, Value
from experiments.reproducing.reproduce import Case, Result
from experiments.screen import grid, out

_VERDICTS = ("fails", "differs", "agrees", "passes")
"""From what has to be seen to what need not."""
_LONG = 1e12
"""From here on a whole number is printed by its leading digits."""


def print_targets(cases: Iterable[Case]) -> None:
    """Names, sources and files of targets, and whether their data are there."""
    table = grid("Targets", "name", "source", "what", "label", "files", "data")
    for name, target, folder in cases:
        table.add_row(name, target.source, target.what, target.label, ", ".join(target.files), "there" if folder else "missing")
    out.print(table)


def print_result(result: Result, every: bool = False) -> None:
    """Published, ours, difference, tolerance and verdict; cases of one quantity that pass are one row, unless ``every`` is asked for."""
    case = result.case
    head = f"{case.name} ({case.source}; {case.target.label})"
    if result.missing or result.error:
        out.print(f"{head}: skipped, for want of data: {result.missing}" if result.missing else f"{head}: could not be run", markup=False)
        out.print()
        return
    numbers = ("published", "ours", "difference", "tolerance")
    table = grid(f"{head}: {result.seconds:.1f} s", "quantity", "case", *numbers, "verdict", numbers=numbers)
    for group in [[finding] for finding in result.findings] if every else rows(result.findings):
        table.add_row(*_cells(group))
    out.print(table)
    for finding in result.findings:
        if finding.note:
            out.print(f"{_name(finding)}: {finding.note}.", markup=False)
    out.print()


def print_summary(results: Sequence[Result]) -> None:
    """How many targets and numbers passed, failed and were skipped."""
    ran = [result for result in results if result.verdict in ("passes", "fails")]
    required = [finding for result in ran for finding in result.findings if finding.is_required]
    passed = sum(finding.agrees for finding in required)
    differs = sum(finding.verdict == "differs" for result in ran for finding in result.findings)
    others = ", ".join(f"{sum(result.verdict == verdict for result in results)} {verdict}" for verdict in ("skipped", "stopped"))
    out.print(
        f"{passed} of {len(required)} numbers of {len(ran)} targets are within their tolerance, in {sum(r.seconds for r in ran):.0f} s; "
        f"targets {others}. {differs} numbers that a text prints and that are not required differ."
    )


def rows(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings in rows: those of one quantity that pass are together, any other stands alone."""
    ordered = sorted(findings, key=lambda finding: (finding.quantity, _VERDICTS.index(finding.verdict)))
    position = {finding.quantity: k for k, finding in reversed(list(enumerate(findings)))}
    found: list[list[Finding]] = []
    for (_, verdict), group in groupby(ordered, key=lambda finding: (finding.quantity, finding.verdict)):
        members = list(group)
        found += [members] if verdict in ("passes", "agrees") else [[member] for member in members]
    return sorted(found, key=lambda group: position[group[0].quantity])


def markdown(results: Sequence[Result]) -> str:
    """The results as Markdown: a row a target, then every claim that does not come out."""
    lines = ["| source | what | label | numbers | within tolerance | time | data |", "|---|---|---|---|---|---|---|"]
    for result in results:
        target = result.case.target
        required = [finding for finding in result.findings if finding.is_required]
        held = result.verdict if result.missing or result.error else str(sum(finding.agrees for finding in required))
        cells = (
            result.case.source,
            target.what,
            target.label,
            str(len(required)),
            held,
            f"{result.seconds:.1f} s",
            f"`{result.digest[:12]}`" if result.digest else "-",
        )
        lines.append(f"| {' | '.join(cells)} |")
    claims = [f"- {_claim(result, group)}" for result in results for group in rows(result.findings) if group[0].verdict == "differs"]
    return "\n".join([*lines, "", *(["Printed, not required, and not what comes out:", "", *claims] if claims else [])])


def _claim(result: Result, group: Sequence[Finding]) -> str:
    one = group[0]
    said = f"{result.case.source}, {_name(one)}: {_text(one.published)} by the text, {_text(one.ours)} here"
    return f"{said}; {one.note}" if one.note else said


def _name(finding: Finding) -> str:
    """Quantity, and of what."""
    words = finding.quantity.replace("_", " ")
    return f"{finding.case}, {words}" if finding.case else words


def _cells(group: Sequence[Finding]) -> tuple[str, ...]:
    first = group[0]
    differences = [finding.difference for finding in group if finding.difference is not None]
    return (
        first.quantity.replace("_", " "),
        first.case if len(group) == 1 else f"{len(group)} cases",
        _span([finding.published for finding in group]),
        _span([finding.ours for finding in group]),
        f"{max(differences, key=abs):.2g}" if differences else "",
        _tolerance(first) if len({_tolerance(finding) for finding in group}) == 1 else "its own",
        first.verdict,
    )


def _span(values: Sequence[Value]) -> str:
    """The one value of all, or the least and the largest."""
    kinds = sorted(set(values), key=str)
    if len(kinds) == 1:
        return _text(kinds[0])
    numbers = [value for value in values if isinstance(value, float)]
    return f"{_text(min(numbers))} to {_text(max(numbers))}" if len(numbers) == len(values) else ", ".join(map(_text, kinds))


def _tolerance(finding: Finding) -> str:
    """The distance from the published value that passes, or the range."""
    if finding.difference is None or finding.low == finding.high == finding.published:
        return "exact"
    return f"{finding.low:g} to {finding.high:g}" if finding.tolerance is None else f"{finding.tolerance:.2g}"


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if value.is_integer() and abs(value) < _LONG else f"{value:.7g}"
