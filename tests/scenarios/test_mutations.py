"""Spoiled scenarios: whatever stands in the files, they load or their faults are told. Nothing else ever comes out."""

import csv
import io
import tomllib

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from watched import WATCHED

from scenarios.folder import HERE
from simulation import Scenario, ScenarioError
from simulation.initial import imposed_on, initial_world
from simulation.months import month_after
from simulation.tables import TABLES

ORIGINAL = {file.name: file.read_bytes() for file in sorted((HERE / "ten-states").iterdir()) if file.suffix in (".csv", ".toml")}
ORIGINAL |= {file: text.encode() for file, text in WATCHED.items()}
HEAD = [
    *tomllib.loads(ORIGINAL["scenario.toml"].decode()),
    "base",
    "drop",
    "rules",
    "recognition_lag",
    "chance_from",
    "outcome",
    "parameters.balance",
    "x",
]
VALUE = {f"{table.name}.csv": table.value for table in TABLES}
CELLS = [
    "", " ", "nan", "inf", "-inf", "-1", "0", "1", "0.5", "2.5", "3", "1e400", "-0", "1_0", "٣", "high", "ARD", "BOR", "grain", "borders",
    "gdp", "war", "programme", "price", "primary", "coordination", "1900-01", "1900-02", "1899-12", "9999-12", "1900-13", '"', ",", "\x00",
    "\ufeff", "measured", "\n", "\r", "#", "=", "x" * 200_000,
]  # fmt: skip
VALUES = [
    "0", "-1", "1", "1e400", "nan", "true", '""', '"grain"', '"1900-02"', '"9999-12"', "1900-01-01", "[]", '["grain"]', '["x", "x"]',
    '["..."]', '["...", "mine.py:rule"]', '["..", ""]', "{}", "{ balance = 0.5 }", "{ calendar = ['*'] }", "{ states = ['ARD'] }",
    "{ ties = ['*'] }", "{ months = 1 }", "[[1]]", '"."', '".."', '"mine"', '"no-war"', '"a\\u0000b"', f'"{"x" * 300}"', "10" * 9,
]  # fmt: skip

Edit = tuple[str, str, int, int, str | bytes]
files, tables, rows, columns = st.sampled_from(list(ORIGINAL)), st.sampled_from(list(VALUE)), st.integers(0, 300), st.integers(0, 6)
numbers = st.floats(-0.5, 2.0).map(lambda value: f"{value:.3g}")
months = st.integers(-5, 1300).map(lambda count: month_after("1900-01", count))
cells = st.sampled_from(CELLS) | st.text(max_size=8)
kinds = st.sampled_from(["cell", "header", "drop row", "repeat row", "move row", "drop column", "repeat column"])
edits = st.one_of(
    st.tuples(tables, st.just("value"), rows, columns, numbers),
    st.tuples(st.sampled_from(["calendar.csv", "levers.csv"]), st.just("month"), rows, columns, months),
    st.tuples(tables, kinds, rows, columns, cells),
    st.tuples(files, st.just("bytes"), st.integers(0, 40_000), st.sampled_from([0, 1, 2, 30, 40_000]), st.binary(max_size=4)),
    st.tuples(st.just("scenario.toml"), st.just("head"), st.integers(0, len(HEAD) - 1), st.just(0), st.sampled_from(VALUES)),
)  # fmt: skip


def edited(text: bytes, edit: Edit) -> bytes:
    """The bytes of a file after an edit."""
    file, kind, a, b, put = edit
    if kind == "bytes":
        k = a % (len(text) + 1)
        return text[:k] + put + text[k + b :]
    if kind == "head":
        key = HEAD[a].encode()
        kept = [line for line in text.split(b"\n") if not line.startswith((key + b" =", b"[" + key + b"]"))]
        return b"\n".join([key + b" = " + put.encode(), *kept])
    try:
        grid = list(csv.reader(io.StringIO(text.decode(), newline="")))
    except (csv.Error, UnicodeDecodeError):
        return text
    if not grid or not grid[0]:
        return text
    header, row = grid[0], grid[0] if kind == "header" else grid[a % len(grid)]
    if kind in ("value", "month", "cell", "header"):
        wanted = VALUE[file] if kind == "value" else kind
        at = header.index(wanted) if wanted in header else b % len(header)
        row[at : at + 1] = [put]
    elif kind == "drop row":
        grid.remove(row)
    elif kind in ("repeat row", "move row"):
        grid.append(row if kind == "repeat row" else grid.pop(a % len(grid)))
    else:
        for one in grid:
            one[b : b + 1] = one[b : b + 1] * (2 if kind == "repeat column" else 0)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(grid)
    return out.getvalue().encode()


def sound(scenario: Scenario) -> None:
    """What holds of every scenario that is accepted: its world can be built and holds numbers."""
    assert Scenario.from_config(scenario.config()).digest == scenario.digest
    for array in (*initial_world(scenario), *imposed_on(scenario, min(scenario.head.months, 60))):
        assert np.isfinite(array).all()


def load_or_tell(scratch, changes: list[Edit]) -> None:
    spoiled: dict[str, bytes] = {}
    for edit in changes:
        spoiled[edit[0]] = edited(spoiled.get(edit[0], ORIGINAL[edit[0]]), edit)
    faults = None
    try:
        for file, text in spoiled.items():
            (scratch.path / file).write_bytes(text)
        sound(scratch.load())
    except ScenarioError as error:
        faults = error.faults
    finally:
        for file in spoiled:
            (scratch.path / file).write_bytes(ORIGINAL[file])
    event("accepted" if faults is None else "faults told")
    assert faults is None or (faults and all(".csv" in str(fault) or ".toml" in str(fault) for fault in faults))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(changes=st.lists(edits, min_size=1, max_size=2))
def test_a_spoiled_scenario_loads_or_tells_its_faults(scratch, changes):
    load_or_tell(scratch, changes)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None, derandomize=True)
@given(changes=st.lists(edits, min_size=1, max_size=3))
def test_many_spoiled_scenarios_load_or_tell_their_faults(scratch, changes):
    load_or_tell(scratch, changes)
