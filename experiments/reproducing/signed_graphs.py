"""Signed graphs: tribes (Read 1954) and the windows of the Correlates of War (Doreian & Mrvar 2015).

One graph, or one for every value of a column that both tables share. ``edges.csv`` has two columns of names that end in ``_a`` and
``_b`` and a column ``sign``; ``expected.csv`` a row a graph, or rows of quantity, value and tolerance for one graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import DataError, Folder
from experiments.reproducing.target import Target
from simulation.classic import balance, signed
from simulation.classic.graph import signed_graph
from simulation.faults import Fault, unknown

ARCS = "published_line_index_arcs"
"""A published series from a heuristic search that counts both directions of an edge: compared, never required."""


class Measured:
    """A signed graph with what is known of it, found when it is asked for."""

    def __init__(self, edges: pd.DataFrame):
        network = nx.Graph()
        a, b = _ends(edges)
        network.add_weighted_edges_from(zip(edges[a], edges[b], edges["sign"], strict=True))
        self.graph = signed_graph(network)

    @cached_property
    def two(self) -> signed.Division:
        """The best two groups."""
        return signed.frustration_index(self.graph)

    @cached_property
    def any_number(self) -> signed.Division:
        """The best division into any number of groups."""
        return signed.clusterability(self.graph)

    @cached_property
    def triads(self) -> balance.Triads:
        """Its triangles."""
        return balance.triads(self.graph)


_ACTORS: Callable[[Measured], Any] = lambda m: len(m.graph)  # noqa: E731
_TWO: Callable[[Measured], Any] = lambda m: m.two.wrong  # noqa: E731
QUANTITIES: dict[str, Callable[[Measured], Any]] = {
    "actors": _ACTORS,
    "states": _ACTORS,
    "tribes": _ACTORS,
    "edges": lambda m: len(m.graph.edges.a),
    "negative_edges": lambda m: np.count_nonzero(m.graph.edges.weight < 0.0),
    "triads": lambda m: m.triads.total,
    "balanced_triads": lambda m: m.triads.balanced,
    "unbalanced_triads": lambda m: m.triads.total - m.triads.balanced,
    "share_of_balanced_triads": lambda m: m.triads.score,
    "walk_balance": lambda m: balance.walk_balance(m.graph),
    "normalised_frustration": lambda m: 1.0 - 2.0 * signed.frustration(m.graph, m.two.group),
    "line_index_two_groups": _TWO,
    "line_index_two_factions": _TWO,
    "line_index_three_groups": lambda m: signed.line_index(m.graph, 3).wrong,
    "line_index_any_number_of_groups": lambda m: m.any_number.wrong,
    "optimal_two_group_partitions": lambda m: signed.optima(m.graph),
    ARCS: lambda m: 2.0 * m.any_number.wrong,
}
"""What can be asked of a signed graph."""


def compare(edges: pd.DataFrame, expected: pd.DataFrame, where: str) -> Iterator[Finding]:
    """A finding for every quantity of every graph; ``where`` names the table of expected values in messages."""
    for case, rows, values, tolerance in _cases(edges, expected):
        known = set(edges.columns)
        faults = [unknown(where, "quantity", name, QUANTITIES) for name in values if name not in QUANTITIES and name not in known]
        if faults:
            raise DataError(faults)
        graph = Measured(rows)
        asked = {name: value for name, value in values.items() if name in QUANTITIES}
        for name, value in asked.items():
            yield near(case, name, value, QUANTITIES[name](graph), tolerance.get(name, 0.0), is_required=name != ARCS)
        searched = {"two", "any_number"} & graph.__dict__.keys()
        if searched:
            yield near(case, "proven optimal", True, all(getattr(graph, name).is_proven for name in sorted(searched)))


def findings(folder: Folder) -> Iterator[Finding]:
    """What ``edges.csv`` gives against ``expected.csv``, and against ``partition_two_groups.csv`` where there is one."""
    edges = _edges(folder, "edges.csv")
    yield from compare(edges, folder.table("expected.csv"), folder.where("expected.csv"))
    if folder.has("partition_two_groups.csv"):
        table = folder.table("partition_two_groups.csv", ("group",))
        group = dict(zip(table[table.columns[0]], table["group"], strict=True))
        ours = {frozenset(names) for names in Measured(edges).two.groups}
        yield near("", "best two groups", True, ours == {frozenset(n for n in group if group[n] == k) for k in set(group.values())})


def _edges(folder: Folder, name: str) -> pd.DataFrame:
    table = folder.table(name, ("sign",))
    where, ends = folder.where(name), _ends(table)
    faults = [] if len(ends) == 2 else [Fault(where, "columns", list(table.columns), "two columns of names that end in _a and _b")]
    faults += [Fault(f"{where} row {i + 2}", "sign", sign, "1 or -1") for i, sign in enumerate(table["sign"]) if sign not in (1, -1)]
    if faults:
        raise DataError(faults)
    return table


def _ends(table: pd.DataFrame) -> list[str]:
    """The two columns of names."""
    return [column for letter in ("_a", "_b") for column in table.columns if str(column).endswith(letter)]


def _cases(edges: pd.DataFrame, expected: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, dict[str, Any], dict[str, float]]]:
    """Every graph with its name, edges, expected values and tolerances."""
    if {"quantity", "value"} <= set(expected.columns):
        values = dict(zip(expected["quantity"], expected["value"], strict=True))
        given = expected["tolerance"].fillna(0.0) if "tolerance" in expected.columns else [0.0] * len(expected)
        yield "", edges, values, dict(zip(expected["quantity"], map(float, given), strict=True))
        return
    key = expected.columns[0]
    for row in expected.to_dict("records"):
        chosen = edges[edges[key] == row[key]] if key in edges.columns else edges
        yield str(row[key]), chosen, {str(k): v for k, v in row.items() if k != key and not pd.isna(v)}, {}


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
    findings,
)
