"""What can be asked of a signed graph by name: sizes, triangles, walks and line indices."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from simulation.classic import balance, signed
from simulation.classic.graph import signed_graph

ARCS = "published_line_index_arcs"
"""A published series from a heuristic search that counts both directions of an edge: compared, never required."""


def ends_of(table: pd.DataFrame) -> list[str]:
    """The two columns of names."""
    return [column for letter in ("_a", "_b") for column in table.columns if str(column).endswith(letter)]


class Measured:
    """A signed graph with what is known of it, found when it is asked for."""

    def __init__(self, edges: pd.DataFrame):
        network = nx.Graph()
        a, b = ends_of(edges)
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
