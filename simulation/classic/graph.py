"""The signed graph: who is tied to whom, as friend or as foe, and how strongly."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from simulation.faults import Fault, FaultyError

_MARKS = ("sign", "weight")
"""Attributes of a networkx edge that hold its weight, the first that it has."""


class Edges(NamedTuple):
    """Edges as arrays of one length: rows of both ends, the lower first, and the weight, which is never 0."""

    a: np.ndarray
    b: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True, eq=False)
class SignedGraph:
    """Names of the actors (n) and the symmetric weights of their ties, array (n, n) with a zero diagonal.

    A weight above 0 is a friendship, below 0 an enmity, 0 no tie.
    """

    names: tuple[Hashable, ...]
    weights: np.ndarray

    @cached_property
    def edges(self) -> Edges:
        """Every edge once."""
        a, b = np.nonzero(np.triu(self.weights))
        return Edges(a, b, self.weights[a, b])

    def __len__(self) -> int:
        return len(self.names)


def signed_graph(given: Any, names: Sequence[Hashable] | None = None) -> SignedGraph:
    """The signed graph of what is given.

    Parameters
    ----------
    given : a ``SignedGraph``; an array (n, n), symmetric, finite, zero diagonal; an undirected networkx graph whose edges carry
        ``sign`` or ``weight``; or a ``World``, whose field ``tie`` is read.
    names : names of the actors in order; by default the nodes of the networkx graph, else row numbers. A world does not know the
        ids of its states, ``[state.id for state in scenario.states]`` does.

    Raises
    ------
    FaultyError
        with every fault of the weights and names.
    """
    if isinstance(given, SignedGraph):
        return given if names is None else SignedGraph(tuple(names), given.weights)
    own: Sequence[Hashable] | None = None
    faults: list[Fault] = []
    if hasattr(given, "is_directed"):
        own, weights = list(given), _adjacency(given, faults)
    else:
        weights = np.array(getattr(given, "tie", given), dtype=float)
    if weights.ndim != 2 or weights.shape[0] != weights.shape[1]:
        raise FaultyError([Fault("graph", "shape", weights.shape, "as many rows as columns")])
    called = tuple(names if names is not None else own if own is not None else range(len(weights)))
    faults += _faults(weights, called)
    if faults:
        raise FaultyError(faults)
    return SignedGraph(called, weights)


def _adjacency(network: Any, faults: list[Fault]) -> np.ndarray:
    """Weights of a networkx graph by row of its nodes."""
    row = {node: i for i, node in enumerate(network)}
    weights = np.zeros((len(row), len(row)))
    if network.is_directed() or network.is_multigraph():
        faults.append(Fault("graph", "kind", type(network).__name__, "an undirected graph with one edge a pair"))
        return weights
    for a, b, marks in network.edges(data=True):
        value = next((marks[mark] for mark in _MARKS if mark in marks), None)
        if isinstance(value, int | float | np.number):
            weights[row[a], row[b]] = weights[row[b], row[a]] = value
        else:
            faults.append(Fault("graph", f"edge {a}, {b}", value, f"a number as {' or '.join(_MARKS)}"))
    return weights


def _faults(weights: np.ndarray, names: tuple[Hashable, ...]) -> list[Fault]:
    found = []
    if len(names) != len(weights) or len(set(names)) != len(names):
        found.append(Fault("graph", "names", names, f"{len(weights)} different names"))
    if not np.isfinite(weights).all():
        found.append(Fault("graph", "weights", "not finite", "finite numbers"))
    elif not np.array_equal(weights, weights.T):
        found.append(Fault("graph", "weights", "not symmetric", "the same weight both ways"))
    if np.diagonal(weights).any():
        found.append(Fault("graph", "diagonal", np.diagonal(weights).tolist(), "0: nobody is tied to itself"))
    return found
