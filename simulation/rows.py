"""Rows of tables: from text to checked entries."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from simulation.faults import Fault, unknown
from simulation.months import is_month, months_between
from simulation.parameters import Quantity
from simulation.tables import EVIDENCE, TABLES, Table


class Row(NamedTuple):
    """A row as it was read: where it stands and what its columns say."""

    where: str
    cells: Mapping[str, Any]


class Entry(NamedTuple):
    """A value of a table with where it comes from, and the extra numbers that the table has."""

    value: float
    evidence: str
    source: str
    note: str = ""
    extras: tuple[float, ...] = ()


class Names(NamedTuple):
    """The names that keys may use in one scenario."""

    start: str
    sets: Mapping[str, tuple[str, ...]]


Key = tuple[str, ...]
Entries = dict[str, dict[Key, Entry]]

_OPTIONAL = ("note",)


def read_tables(
    tables: Mapping[str, list[Row]],
    names: Names,
    faults: list[Fault],
    unread: set[str],
    kept: Mapping[str, Mapping[Key, Entry]] = MappingProxyType({}),
) -> Entries:
    """Checked entries of every declared table.

    What is wrong with a row goes to ``faults``, the row is left out, and the name of its table goes to ``unread``,
    where the tables stand that were not read whole. Tables of ``kept`` were checked before under the same names.
    """
    declared = {table.name: table for table in TABLES}
    faults += [unknown(f"{name}.csv", "table", name, declared) for name in tables if name not in declared]
    entries: Entries = {}
    for table in TABLES:
        before = len(faults)
        entries[table.name] = dict(kept.get(table.name, {}))
        if table.name in kept:
            continue
        if table.name not in tables and table.required and table.name not in unread:
            faults.append(Fault(f"{table.name}.csv", "file", "nothing", f"the table {table.name}: {table.meaning}"))
        for row in tables.get(table.name, []):
            read = _entry(table, row, names, faults)
            if read is None:
                continue
            key, entry = read
            if key in entries[table.name]:
                faults.append(Fault(row.where, ".".join(key), "a second row", "one row for each key"))
            entries[table.name][key] = entry
        if len(faults) > before:
            unread.add(table.name)
    return entries


def _entry(table: Table, row: Row, names: Names, faults: list[Fault]) -> tuple[Key, Entry] | None:
    before = len(faults)
    known = (*table.columns, *_OPTIONAL)
    faults += [unknown(row.where, "column", column, known) for column in row.cells if column not in known]
    missing = [column for column in table.columns if row.cells.get(column) is None]
    faults += [Fault(row.where, column, "nothing", f"the columns {', '.join(table.columns)}") for column in missing]
    if missing:
        return None
    cells = {column: _text(row.cells.get(column)) for column in known}
    key = tuple(cells[column] for column in table.keys)
    for column, name in zip(table.keys, key, strict=True):
        _check_key(table, column, name, cells, row, names, faults)
    quantity = table.quantity(key)
    value = _number(row.where, quantity, cells[table.value], faults) if quantity else 0.0
    extras = [_number(row.where, extra, cells[extra.name], faults) for extra in table.extra]
    for extra, number in zip(table.extra, extras, strict=True):
        if extra.unit == "months" and number % 1.0 > 0.0:
            faults.append(Fault(row.where, extra.name, cells[extra.name], "a whole number of months"))
    if cells["evidence"] not in EVIDENCE:
        faults.append(unknown(row.where, "evidence", cells["evidence"], EVIDENCE))
    if not cells["source"]:
        faults.append(Fault(row.where, "source", "nothing", "where the value comes from"))
    if len(faults) > before:
        return None
    return key, Entry(value, cells["evidence"], cells["source"], cells["note"], tuple(extras))


def _check_key(table: Table, column: str, name: str, cells: Mapping[str, str], row: Row, names: Names, faults: list[Fault]) -> None:
    if column in ("event", "signpost"):
        if not name:
            faults.append(Fault(row.where, column, name, f"a name for the {column}"))
        return
    if column == "month":
        if not is_month(name) or months_between(names.start, name) < 0:
            faults.append(Fault(row.where, column, name, f"a month YYYY-MM from {names.start} on"))
        return
    if column in ("property", "attribute", "lever", "variable"):
        allowed: tuple[str, ...] = tuple(quantity.name for quantity in table.quantities)
    else:
        allowed = names.sets[column]
    if name == "" and table.name in ("levers", "calendar", "responses") and column in ("state", "channel"):
        return
    if name not in allowed:
        faults.append(unknown(row.where, column, name, allowed))
    elif column == "partner" and name == cells["state"]:
        faults.append(Fault(row.where, column, name, "another state than the first"))


def _text(cell: Any) -> str:
    return "" if cell is None else cell.strip() if isinstance(cell, str) else str(cell)


def _number(where: str, quantity: Quantity, text: str, faults: list[Fault]) -> float:
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not quantity.admits(value):
        faults.append(Fault(where, quantity.name, text, quantity.allowed))
    return value
