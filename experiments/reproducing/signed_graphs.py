"""Signed graphs: tribes (Read 1954) and the windows of the Correlates of War (Doreian & Mrvar 2015).

One graph, or one for every value of a column that both tables share. ``edges.csv`` has two columns of names that end in ``_a`` and
``_b`` and a column ``sign``; ``expected.csv`` a row a graph, or rows of quantity, value and tolerance for one graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from experiments.reproducing.columns import HEADER, numbers, pair_faults, repeated, side_faults
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, refuse
from experiments.reproducing.graph_quantities import ARCS, QUANTITIES, Measured, ends_of
from experiments.reproducing.partitions import partition
from experiments.reproducing.target import Target
from simulation.faults import Fault, unknown

FEWEST = 2
"""Windows that say nothing of a movement."""


def compare(edges: pd.DataFrame, folder: Folder, name: str) -> Iterator[Finding]:
    """A finding for every quantity of every graph in the table ``name`` of expected values."""
    for case, rows, values, tolerance in _cases(edges, folder.table(name), folder.where(name)):
        graph = Measured(rows)
        for quantity, value in values.items():
            ours, near_enough = QUANTITIES[quantity](graph), tolerance.get(quantity, 0.0)
            if quantity == ARCS:
                yield near(case, quantity, value, ours, near_enough, is_required=False, note=_of_the_series(float(value), ours))
            else:
                yield near(case, quantity, value, ours, near_enough)
        searched = {"two", "any_number"} & graph.__dict__.keys()
        if searched:
            yield near(case, "proven optimal", True, all(getattr(graph, name).is_proven for name in sorted(searched)))


def findings(folder: Folder) -> Iterator[Finding]:
    """What ``edges.csv`` gives against ``expected.csv``, and against ``partition_two_groups.csv`` where there is one."""
    table = edges(folder, "edges.csv", folder.table("expected.csv").columns[0])
    yield from compare(table, folder, "expected.csv")
    if folder.has("partition_two_groups.csv"):
        name = folder.table("partition_two_groups.csv").columns[0]
        groups = folder.table("partition_two_groups.csv", (), (name, "group"))
        where = folder.where("partition_two_groups.csv")
        refuse([*repeated(where, groups, name), *side_faults(where, "group", groups["group"])])
        ours = frozenset(frozenset(names) for names in Measured(table).two.groups)
        yield near("", "best two groups", True, ours == partition(groups[name], groups["group"]))


def edges(folder: Folder, name: str, key: str) -> pd.DataFrame:
    """A table of signed edges; those of every value of its column ``key``, where it has one, are a graph of their own."""
    table, where = folder.table(name, ("sign",)), folder.where(name)
    ends = ends_of(table)
    if len(ends) != 2:
        refuse([Fault(where, "columns", list(table.columns), "two columns of names that end in _a and _b")])
    table = folder.table(name, ("sign",), (*ends, *{key}.intersection(table.columns)))
    faults = [Fault(f"{where} row {i}", "sign", sign, "1 or -1") for i, sign in enumerate(table["sign"], HEADER) if sign not in (1, -1)]
    refuse([*faults, *pair_faults(where, table, *ends, by=key if key in table.columns else None)])
    return table


def windows(folder: Folder) -> Iterator[Finding]:
    """As ``findings``, and whether the line index per edge moved one way alone from window to window."""
    found = list(findings(folder))
    yield from found
    wrong, of = ([f.ours for f in found if f.quantity == name] for name in ("line_index_two_factions", "edges"))
    if len(wrong) == len(of) > FEWEST:
        steps = np.diff(np.array(wrong, dtype=float) / np.array(of, dtype=float))
        note = f"the line index per edge falls in {np.sum(steps < 0)} steps of {len(steps)} and rises in {np.sum(steps > 0)}"
        yield near(f"{len(wrong)} windows", "moves one way alone towards balance", False, bool((steps <= 0).all()), note=note)


def _cases(edges: pd.DataFrame, expected: pd.DataFrame, where: str) -> Iterator[tuple[str, pd.DataFrame, dict[str, Any], dict[str, float]]]:
    """Every graph with its name, edges, expected values and tolerances."""
    if {"quantity", "value"} <= set(expected.columns):
        yield "", edges, *_asked(expected, where)
        return
    key, asked = expected.columns[0], [column for column in expected.columns if column in QUANTITIES]
    if not asked:
        refuse([unknown(where, "column", ", ".join(expected.columns), QUANTITIES)])
    values = {column: numbers(where, expected[column], may_be_empty=True) for column in asked}
    cases = set(edges[key]) if key in edges.columns else set(expected[key])
    faults = [fault for _, wrong in values.values() for fault in wrong] + repeated(where, expected, key)
    faults += [
        Fault(f"{where} row {row}", f"column {key}", case, "a value of that column in the table of edges")
        for row, case in enumerate(expected[key], HEADER) if case not in cases
    ]  # fmt: skip
    refuse(faults)
    for row, case in enumerate(expected[key]):
        chosen = edges[edges[key] == case] if key in edges.columns else edges
        yield case, chosen, {name: found.iloc[row] for name, (found, _) in values.items() if pd.notna(found.iloc[row])}, {}


def _of_the_series(published: float, optimum: float) -> str:
    """Why a number of the published series is another than the optimum."""
    if published > optimum:
        return "the search behind the series stopped above the optimum, which is proven here"
    return "below the optimum, which is proven here, so the digits of the series are wrong" if published < optimum else ""


def _asked(expected: pd.DataFrame, where: str) -> tuple[dict[str, Any], dict[str, float]]:
    """Values and tolerances of a table with a row a quantity."""
    faults = [unknown(where, "quantity", name, QUANTITIES) for name in expected["quantity"] if name not in QUANTITIES]
    value, wrong = numbers(where, expected["value"])
    tolerance, wide = numbers(where, expected.get("tolerance", pd.Series(index=expected.index)), may_be_empty=True)
    refuse([*faults, *wrong, *wide, *repeated(where, expected, "quantity")])
    return tuple(dict(zip(expected["quantity"], column, strict=True)) for column in (value, tolerance.fillna(0.0)))  # type: ignore


TRIBES = Target(
    "read_1954_tribes",
    "Read 1954; Schoch 2023",
    "frustration, clusterability, triangles and walks of 16 tribes",
    "exact",
    ("edges.csv", "expected.csv"),
    findings,
)
WARS = Target(
    "doreian_mrvar_2015_cow",
    "Doreian & Mrvar 2015",
    "26 windows of the Correlates of War, both line indices proven optimal",
    "exact",
    ("edges.csv", "expected.csv"),
    windows,
)
