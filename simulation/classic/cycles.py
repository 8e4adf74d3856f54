"""Cycles that no division satisfies, found where a covering of edges leaves them open.

Two groups frustrate an edge of every cycle with an odd number of negative edges (Harary 1953, "On the notion of balance of a signed
graph", Michigan Mathematical Journal 2, 143-146), any number of groups one of every cycle with exactly one (Davis 1967, "Clustering
and structural balance in graphs", Human Relations 20, 181-187). Both kinds are shortest paths: the first in the double cover of the
graph, where a negative edge leads to the other copy, the second among positive edges between the ends of a negative one. Both theorems
are restated, not numbered here.
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from simulation.classic.graph import Edges

OPEN = 1.0 - 1e-6
"""A cycle is open where its edges are covered by less than this."""
_STEP = 1e-7
"""Length of an edge that nothing covers: of equal paths the one with the fewest edges is found."""

Cycle = tuple[int, ...]
"""Numbers of the edges of a cycle, in rising order."""


def double_cover(n: int, edges: Edges, length: np.ndarray) -> csr_array:
    """Two copies of the actors, i and i + n: a positive edge joins ends of the same copy, a negative one of different copies."""
    other = np.where(edges.weight > 0.0, 0, n)
    row, column = np.concatenate([edges.a, edges.a + n]), np.concatenate([edges.b + other, edges.b + n - other])
    return csr_array((np.concatenate([length, length]), (row, column)), shape=(2 * n, 2 * n))


def odd_cycles(n: int, edges: Edges, covered: np.ndarray) -> set[Cycle]:
    """Through every actor the least covered cycle with an odd number of negative edges, where it is open.

    ``covered`` holds a number from 0 to 1 for every edge.
    """
    network = double_cover(n, edges, np.maximum(covered, 0.0) + _STEP)
    distance, before = dijkstra(network, directed=False, return_predecessors=True, indices=np.arange(n))
    number = _numbers(edges)
    found = set()
    for start in np.flatnonzero(np.diagonal(distance, n) < OPEN).tolist():
        walk = [node % n for node in _path(before[start], start, start + n)]
        cycle = _simple([(node, number[node, onward]) for node, onward in itertools.pairwise(walk)], edges.weight)
        found.add(cycle)
    return found


def single_cycles(n: int, edges: Edges, covered: np.ndarray) -> set[Cycle]:
    """For every negative edge the least covered cycle that has it as the only negative one, where it is open."""
    friend = edges.weight > 0.0
    length = np.maximum(covered, 0.0) + _STEP
    network = csr_array((length[friend], (edges.a[friend], edges.b[friend])), shape=(n, n))
    starts, at = np.unique(edges.a[~friend], return_inverse=True)
    if not len(starts):
        return set()
    distance, before = dijkstra(network, directed=False, return_predecessors=True, indices=starts)
    number = _numbers(edges)
    found = set()
    for edge, row in zip(np.flatnonzero(~friend), at, strict=True):
        if distance[row, edges.b[edge]] + covered[edge] < OPEN:
            path = _path(before[row], edges.a[edge], edges.b[edge])
            found.add(tuple(sorted([int(edge), *(number[pair] for pair in itertools.pairwise(path))])))
    return found


def _numbers(edges: Edges) -> dict[tuple[int, int], int]:
    """Number of the edge between two actors, either way round."""
    ends = list(zip(edges.a.tolist(), edges.b.tolist(), strict=True))
    return {pair: k for k, (a, b) in enumerate(ends) for pair in ((a, b), (b, a))}


def _path(before: np.ndarray, start: int, end: int) -> list[int]:
    """Nodes of the shortest path, from its end to its start."""
    path = [end]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    return path


def _simple(walk: list[tuple[int, int]], weight: np.ndarray) -> Cycle:
    """An odd cycle within a closed odd walk of (actor, edge that leaves it): loops that are even are left out on the way."""
    nodes: list[int] = []
    edges: list[int] = []
    for node, edge in [*walk, (walk[0][0], -1)]:
        if node in nodes:
            k = nodes.index(node)
            loop = edges[k:]
            if np.count_nonzero(weight[loop] < 0.0) % 2:
                return tuple(sorted(loop))
            del nodes[k:], edges[k:]
        nodes.append(node)
        edges.append(edge)
    raise ValueError("a walk with an even number of negative edges")
