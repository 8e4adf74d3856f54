"""The search for the division of a signed graph with the least weight on the wrong side; see ``signed``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from simulation.classic.covering import cover
from simulation.classic.cycles import Cycle, double_cover, odd_cycles, single_cycles
from simulation.classic.divisions import contradicted
from simulation.classic.graph import SignedGraph
from simulation.classic.grouping import best_grouping
from simulation.classic.halving import best_halves
from simulation.classic.reduction import reduced
from simulation.classic.rounding import rounding


def best_division(graph: SignedGraph, groups: int | None, seconds: float) -> tuple[np.ndarray, float]:
    """The best division found into at most so many groups, None for any number, and a bound that none undercuts."""
    if groups == 2:
        return _two(graph, seconds)
    if groups is None:
        return _searched(graph, None, single_cycles, _clusters, seconds)
    return best_grouping(graph, groups, _descend(graph.weights, np.zeros(len(graph), dtype=int), groups), seconds)


def _two(graph: SignedGraph, seconds: float) -> tuple[np.ndarray, float]:
    """The best two groups found, and a bound, by way of the core of the graph."""
    whole = reduced(graph)
    core = whole.core

    def finish(cycles: set[Cycle], covered: np.ndarray, left: float) -> tuple[np.ndarray, float, float]:
        halves, bound = best_halves(core, cycles, covered, left)
        group = _descend(core.weights, np.zeros(len(core), dtype=int) if halves is None else halves, 2)
        return group, contradicted(core.weights, group), bound

    best, bound = _searched(core, 2, odd_cycles, _sides, seconds, finish)
    return _descend(graph.weights, whole.lifted(best), 2), whole.always + bound


def _searched(
    graph: SignedGraph, groups: int | None, missed: Callable, shape: Callable, seconds: float, finish: Callable | None = None
) -> tuple[np.ndarray, float]:
    """The best division found by the cycles that it has to break, see ``covering.cover``, and a bound."""
    edges = graph.edges

    def divide(covered: np.ndarray) -> tuple[np.ndarray, float]:
        group = _descend(graph.weights, shape(graph, covered), groups)
        return group, contradicted(graph.weights, group)

    return cover(np.abs(edges.weight), lambda covered: missed(len(graph), edges, covered), divide, seconds, finish)


def _descend(weights: np.ndarray, group: np.ndarray, groups: int | None) -> np.ndarray:
    """A division that no move of one actor, to another group or to one of its own, betters; ``groups`` as in ``line_index``."""
    now, actors, equal = group.copy(), np.arange(len(group)), rounding(weights)
    while len(now):
        used = int(now.max()) + 1
        room = min(used + 1, len(now)) if groups is None else groups
        support = weights @ np.eye(max(room, used))[now]
        gain = support - support[actors, now][:, None]
        actor, target = divmod(int(gain.argmax()), support.shape[1])
        if gain[actor, target] <= equal:
            break
        now[actor] = target
    return now


def _sides(graph: SignedGraph, covered: np.ndarray) -> np.ndarray:
    """Two groups that satisfy a spanning tree of the least covered edges."""
    n, edges = len(graph), graph.edges
    tree = minimum_spanning_tree(csr_array((1.0 + covered, (edges.a, edges.b)), shape=(n, n))).tocoo()
    kept = np.array(tree.row), np.array(tree.col)
    _, part = connected_components(double_cover(n, type(edges)(*kept, graph.weights[kept]), np.ones(tree.nnz)), directed=False)
    return (part[:n] > part[n:]).astype(int)  # the copy of the lowest actor of a component is reached first


def _clusters(graph: SignedGraph, covered: np.ndarray) -> np.ndarray:
    """Groups that positive edges hold together which are covered by less than one half."""
    edges = graph.edges
    kept = (edges.weight > 0.0) & (covered < 0.5)
    holds = csr_array((np.ones(kept.sum()), (edges.a[kept], edges.b[kept])), shape=graph.weights.shape)
    return connected_components(holds, directed=False)[1]
