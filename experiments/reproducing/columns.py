"""Columns of a table as numbers, texts, truth values, sides and pairs of names, and every cell of them that is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import pandas as pd

from simulation.faults import Fault

HEADER = 2
"""Row of the file that the first row of a table is: one for the header, and the first is row 1."""
MOST = 10
"""Faults of one column that are listed one by one."""
_TRUTHS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}


def numbers(where: str, column: pd.Series, may_be_empty: bool = False) -> tuple[pd.Series, list[Fault]]:
    """A column of text as numbers, and a fault for every cell that holds none; an empty one is nan where it may be."""
    found = pd.to_numeric(column, errors="coerce")
    wrong = ~np.isfinite(found.astype(float)) & ~(column.isna() & may_be_empty)
    return found, list(_faults(where, column, wrong, "a number"))


def texts_of(where: str, column: pd.Series) -> list[Fault]:
    """A fault for every empty cell."""
    return list(_faults(where, column, column.isna(), "a name"))


def truths(where: str, column: pd.Series) -> tuple[pd.Series, list[Fault]]:
    """A column of text as truth values, and a fault for every cell that is none."""
    found = column.astype(str).str.strip().str.casefold().map(_TRUTHS)
    return found.fillna(False).astype(bool), list(_faults(where, column, found.isna(), "true or false"))


def side_faults(where: str, column: str, codes: Collection[object]) -> list[Fault]:
    """The fault of more than two codes for two sides."""
    given = sorted(set(map(str, codes)))
    return [Fault(where, f"column {column}", ", ".join(given), "two codes, one a side")] if len(given) > 2 else []


def pair_faults(where: str, table: pd.DataFrame, a: str, b: str, by: str | None = None, may_be_own: bool = False) -> list[Fault]:
    """A fault for every row that ties a name to itself, or a pair that an earlier row has, whichever of the two comes first.

    With a column ``by`` the pairs of each of its values are apart.
    """
    faults: list[Fault] = []
    first: dict[tuple[object, frozenset[str]], int] = {}
    groups: Iterable[object] = table[by] if by else [None] * len(table)
    for row, (one, other, group) in enumerate(zip(table[a], table[b], groups, strict=True), HEADER):
        if one == other and not may_be_own:
            faults.append(Fault(f"{where} row {row}", f"{a}, {b}", f"{one}, {other}", "two different names"))
        earlier = first.setdefault((group, frozenset((one, other))), row)
        if earlier != row:
            faults.append(Fault(f"{where} row {row}", f"{a}, {b}", f"{one}, {other}", f"each pair once; row {earlier} has it"))
    return faults


def repeated(where: str, table: pd.DataFrame, *columns: str) -> list[Fault]:
    """A fault for every row whose entries in these columns an earlier row has."""
    again = table.duplicated(list(columns))
    given = table[list(columns)].astype(str).agg(", ".join, axis=1)
    return list(_faults(where, given.rename(", ".join(columns)), again, "each once"))


def _faults(where: str, column: pd.Series, wrong: pd.Series, allowed: str) -> Iterator[Fault]:
    rows = np.flatnonzero(wrong)
    for row in rows[:MOST]:
        given = "" if pd.isna(column.iloc[row]) else str(column.iloc[row])
        yield Fault(f"{where} row {row + HEADER}", f"column {column.name}", given, allowed)
    if len(rows) > MOST:
        yield Fault(where, f"column {column.name}", f"{len(rows) - MOST} more rows", allowed)
