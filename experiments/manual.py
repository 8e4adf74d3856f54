"""The tables of the ODD page and of the README, made from declarations and runs; ``python -m experiments.manual`` rewrites them.

A table stands between ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->``. Nothing else of the page is touched.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import scenarios
import simulation
from experiments.chronicle import SENTENCES
from experiments.files import write
from experiments.headline import facts_table, measures_table, outcomes_table, sensitivity_table
from experiments.patterns import read_patterns
from simulation import schedule
from simulation.footprint import footprint
from simulation.levers import LEVERS
from simulation.measures import MEASURES
from simulation.outcome import THRESHOLDS
from simulation.parameters import Parameter, Quantity
from simulation.properties import ATTRIBUTES, CHANNELS, GOODS, ISSUES, SUPPLY, Property
from simulation.tables import EVENTS, TABLES, Shock
from simulation.world import VARIABLES, Variable

ODD = Path(simulation.__file__).parent / "ODD.md"
README = ODD.parents[1] / "README.md"
"""The pages."""

_MARKED = re.compile(r"<!-- begin: (?P<name>\S+) -->\n(?P<table>.*?)<!-- end: (?P=name) -->", re.DOTALL)
_MARK = re.compile(r"<!-- (?:begin|end): ")


def tables() -> dict[str, str]:
    """Every table of the page as Markdown, by the name between its marks."""
    return {
        "patterns": _patterns(),
        "variables": _variables(),
        "attributes": _properties(ATTRIBUTES),
        "channels": _properties(CHANNELS),
        "issues": _properties(ISSUES),
        "goods": _properties(GOODS),
        "capacities": _properties(SUPPLY),
        "levers": _levers(),
        "schedule": _table(("step", "rule", "file", "what it does"), ((step, *_rule(rule)) for step, rule in steps())),
        "start": _table(("rule", "file", "what it does"), map(_rule, schedule.START)),
        "measures": _table(("measure", "meaning"), ((_code(name), _text(measure)) for name, measure in MEASURES.items())),
        "inputs": _inputs(),
        "calendar": _table(
            ("variable", "bounds", "unit", "of", "holds", "meaning"),
            ((_code(q.name), _bounds(q), q.unit, _of(q), "that month" if q.passing else "until changed", q.meaning) for q in EVENTS),
        ),
        "thresholds": _table(
            ("threshold", "base", "unit", "bounds", "meaning"),
            ((_code(q.name), _number(q.base), q.unit, _bounds(q), q.meaning) for q in THRESHOLDS),
        ),
        "events": _table(("event", "as the chronicle tells it"), ((_code(name), text) for name, text in SENTENCES.items())),
        "parameters": _parameters(),
    }


def _of(shock: Shock) -> str:
    return " and ".join(word for word, named in (("state", shock.of_state), ("channel", shock.of_channel)) if named)


def marked(text: str) -> dict[str, str]:
    """The tables that stand in ``text``, by name; raises ValueError where a mark is not one of a pair."""
    found = list(_MARKED.finditer(text))
    if len(_MARK.findall(text)) != 2 * len(found):
        raise ValueError("a mark of a table lacks its partner: <!-- begin: NAME --> ... <!-- end: NAME -->")
    return {match["name"]: match["table"].strip() for match in found}


def results() -> dict[str, str]:
    """Every table of the README, from runs."""
    return {"outcomes": outcomes_table(), "headline": measures_table(), "facts": facts_table(), "sensitivity": sensitivity_table()}


def update(text: str, made: dict[str, str]) -> str:
    """``text`` with every marked table made anew; raises ValueError where a mark names no table."""
    unknown = sorted(set(marked(text)) - set(made))
    if unknown:
        raise ValueError(f"no such table: {', '.join(unknown)}; there are {', '.join(made)}")
    return _MARKED.sub(lambda match: _between_marks(match["name"], made[match["name"]]), text)


def steps() -> list[tuple[str, schedule.Rule]]:
    """The rules of a month, each with the comment of schedule.py that it stands under."""
    listed = inspect.getsource(schedule).partition("\nMONTH:")[2].partition("\n)")[0]
    step, found = "", []
    for line in listed.splitlines()[1:]:
        comment, entry = re.fullmatch(r"\s*# (.+)", line), re.fullmatch(r"\s*\w+\.(\w+),", line)
        if comment:
            step = comment[1]
        elif entry:
            found.append((step, schedule.RULES[entry[1]]))
    if tuple(rule for _, rule in found) != schedule.MONTH:
        raise ValueError("schedule.py: MONTH is one rule a line, under comments that name the steps")
    return found


def _between_marks(name: str, table: str) -> str:
    return f"<!-- begin: {name} -->\n\n{table}\n\n<!-- end: {name} -->"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _code(name: str) -> str:
    return f"`{name}`"


def _number(value: float) -> str:
    return f"{value:.10g}"


def _bounds(quantity: Quantity | Variable) -> str:
    if quantity.high == float("inf"):
        return f"{_number(quantity.low)} upwards"
    return f"{_number(quantity.low)} to {_number(quantity.high)}"


def _text(function: Callable) -> str:
    """A docstring on one line."""
    return " ".join((inspect.getdoc(function) or "").split()).replace("``", "`")


def _rule(rule: schedule.Rule) -> tuple[str, str, str]:
    first = (inspect.getdoc(rule) or "").split("\n")[0].replace("``", "`")
    return _code(rule.__name__), _code(f"rules/{rule.__module__.rpartition('.')[2]}.py"), first


def _properties(properties: Iterable[Property]) -> str:
    rows = ((_code(q.name), _bounds(q), q.unit, "required" if q.default is None else _number(q.default), q.meaning) for q in properties)
    return _table(("property", "bounds", "unit", "default", "meaning"), rows)


def _levers() -> str:
    rows = ((_code(q.name), _bounds(q), q.unit, "target" if q.each else "coalition", _number(q.cost), q.meaning) for q in LEVERS)
    return _table(("lever", "bounds", "unit", "one value a", "cost at 1", "meaning"), rows)


def _parameters() -> str:
    rows = ((_code(q.name), _number(q.base), _swept(q), q.unit, q.meaning, q.source) for q in schedule.PARAMETERS.values())
    return _table(("parameter", "base", "swept over", "unit", "meaning", "source"), rows)


def _swept(parameter: Parameter) -> str:
    """The range of a sweep; in brackets that of a coefficient which is held unless somebody studies it."""
    if parameter.fixed:
        return f"held ({_bounds(parameter)})"
    return _bounds(parameter) + (", log" if parameter.log else "")


def _variables() -> str:
    written = {rule.__name__: footprint(rule).writes for rule in (*schedule.START, *schedule.MONTH)}
    rows = []
    for name, variable in VARIABLES.items():
        movers = ", ".join(_code(rule.__name__) for rule in schedule.MONTH if name in written[rule.__name__])
        makers = ", ".join(_code(rule.__name__) for rule in schedule.START if name in written[rule.__name__])
        table, _, column = variable.data.partition(".")
        start = f"{table}.csv" + (f": {column}" if column else "") if table else makers
        rows.append((_code(name), variable.dims, _bounds(variable), variable.meaning, start, movers))
    return _table(("field", "dims", "range", "meaning", "start", "moved by"), rows)


def _inputs() -> str:
    rows = []
    for table in TABLES:
        values = (table.value, *(extra.name for extra in table.extra))
        required = "yes" if table.required else "no"
        rows.append((_code(f"{table.name}.csv"), ", ".join(table.keys), ", ".join(values), required, table.meaning))
    return _table(("file", "keys", "values", "required", "meaning"), rows)


def _patterns() -> str:
    rows = []
    for pattern in read_patterns(scenarios.load("axis-2022")).patterns:
        checks = (f"{c.name}: {_number(c.range[0])} to {_number(c.range[1])} ({c.unit}; {c.label})" for c in pattern.checks)
        rows.append((pattern.id, pattern.statement, "; ".join(checks)))
    return _table(("id", "statement", "checks"), rows)


def main() -> None:
    """Rewrite the tables of the pages."""
    for page, made in ((ODD, tables()), (README, results())):
        text = update(page.read_text(encoding="utf-8"), made)
        write(page, lambda path, text=text: path.write_text(text, encoding="utf-8"))
        print(f"{page.name}: {len(marked(text))} tables")


if __name__ == "__main__":
    main()
