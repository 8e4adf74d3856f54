"""The signed graph: who is tied to whom, as friend or as foe, and how strongly."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from simulation.classic.matrix import asymmetry, of_actors, square
from simulation.faults import Fault, FaultyError


class Edges(NamedTuple):
    """Edges as arrays of one length: rows of both ends, the lower first, and the weight, which is never 0."""

    a: np.ndarray
    b: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True, eq=False)
class SignedGraph:
    """Names of the actors (n) and the symmetric weights of their ties, array (n, n) of finite numbers with a zero diagonal.

    A weight above 0 is a friendship, below 0 an enmity, 0 no tie. Raises FaultyError for other weights and for names that are not n
    different hashable ones.
    """

    names: Sequence[Hashable]
    weights: np.ndarray

    def __post_init__(self) -> None:
        weights, _ = square(self.weights, "graph")
        faults = asymmetry(weights, "graph")
        names = _names(self.names)
        if names is None or len(names) != len(weights):
            faults.append(Fault("graph", "names", self.names, f"{len(weights)} different names"))
        if np.diagonal(weights).any():
            faults.append(Fault("graph", "diagonal", np.diagonal(weights).tolist(), "0: nobody is tied to itself"))
        if faults:
            raise FaultyError(faults)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "weights", weights)

    @cached_property
    def edges(self) -> Edges:
        """Every edge once."""
        a, b = np.nonzero(np.triu(self.weights))
        return Edges(a, b, self.weights[a, b])

    def __len__(self) -> int:
        return len(self.names)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        """The weights, so that whatever takes an array takes a graph."""
        return np.array(self.weights, dtype=dtype)


def signed_graph(given: Any, names: Sequence[Hashable] | None = None) -> SignedGraph:
    """The signed graph of what is given.

    Parameters
    ----------
    given : a ``SignedGraph``, or what ``matrix.square`` reads, symmetric with a zero diagonal: an array (n, n), a table, a networkx
        graph or a ``World``.
    names : names of the actors in order; by default the nodes of the networkx graph or the rows of the table, else row numbers. A world
        does not know the ids of its states, ``[state.id for state in scenario.states]`` does.

    Raises
    ------
    FaultyError
        with the faults of the weights and names.
    """
    if isinstance(given, SignedGraph):
        return given if names is None else SignedGraph(names, given.weights)
    weights, own = square(given, "graph")
    return SignedGraph(names if names is not None else own if own is not None else range(len(weights)), weights)


def sides_of(graph: SignedGraph, division: Any) -> np.ndarray:
    """Code of the side of every actor, array (n,) of whole numbers from 0; ``division`` holds
    anything hashable for each, in order or by name.

    Raises FaultyError for a division of other actors.
    """
    given = of_actors(division, graph.names, "division", "sides")
    code: dict[Hashable, int] = {}
    try:
        return np.array([code.setdefault(side, len(code)) for side in given], dtype=int)
    except TypeError:
        raise FaultyError([Fault("division", "sides", type(division).__name__, "a number or name of a side for every actor")]) from None


def _names(given: Any) -> tuple[Hashable, ...] | None:
    """Names as a tuple; None unless they differ from each other, for which they need a hash."""
    try:
        names = tuple(given)
        return names if len(set(names)) == len(names) else None
    except TypeError:
        return None
