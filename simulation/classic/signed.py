"""Frustration of signed graphs: the line index of imbalance with two groups, with k, and with any number.

The line index is the least weight of edges that a division puts on the wrong side: friends in different groups and foes in the same
one (Harary 1959, "On the measurement of structural balance", Behavioral Science 4, 316-323, for two groups; Doreian & Mrvar 1996, "A
partitioning approach to structural balance", Social Networks 18, 149-168, for more; restated, not numbered here).

The search is exact but not quick for every graph. Measured on one core of an ordinary machine, for a proof:

    160 actors, 760 ties, two camps with a twentieth of the ties against them    two groups .1 s    any number .1 s
    160 actors, 240 or 320 ties of random signs, half negative                   two groups .3, 13 s    any number .3, 4 s
    160 actors, 400 ties of random signs, half negative                          two groups 70 to 90 s
    20, 24 actors, every pair tied with a random weight                          two groups 4, 20 s    any number above 60 s
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.classic.best_division import best_division
from simulation.classic.divisions import contradicted, cuts
from simulation.classic.graph import SignedGraph, sides_of, signed_graph
from simulation.classic.rounding import SOLVED, rounding
from simulation.faults import Fault, FaultyError

SECONDS = 60.0
"""Time after which a search stops by default, with its gap."""


@dataclass(frozen=True, eq=False)
class Division:
    """Actors in groups: codes from 0 in order of first appearance, array (n,), what is ``wrong`` with them, and what always is.

    No division into as many groups has less than ``bound`` on the wrong side.
    """

    graph: SignedGraph
    group: np.ndarray
    wrong: float
    bound: float

    @property
    def is_proven(self) -> bool:
        """Whether no division is better by more than a billionth of the weight of all edges."""
        return self.wrong - self.bound <= SOLVED * float(np.abs(self.graph.edges.weight).sum())

    @property
    def groups(self) -> tuple[tuple[Hashable, ...], ...]:
        """Names by group."""
        members = range(int(self.group.max(initial=-1)) + 1)
        return tuple(tuple(name for name, k in zip(self.graph.names, self.group, strict=True) if k == group) for group in members)


def frustration_index(graph: Any, seconds: float = SECONDS) -> Division:
    """The division into two groups with the least weight on the wrong side.

    ``graph`` is whatever ``graph.signed_graph`` takes. The result is proven, unless the search took more than ``seconds``: then
    ``bound`` says how much better another might be. Nearly balanced graphs take a tenth of a second, others minutes, see above.
    """
    return line_index(graph, 2, seconds)


def clusterability(graph: Any, seconds: float = SECONDS) -> Division:
    """The division into any number of groups with the least weight on the wrong side, else as ``frustration_index``."""
    return line_index(graph, None, seconds)


def line_index(graph: Any, groups: int | None = None, seconds: float = SECONDS) -> Division:
    """The division into at most so many groups (None: any number) with the least weight on the wrong side.

    Two groups and any number take the edges that meet every cycle of a kind, see ``cycles``; three and more are slow beyond twenty
    or so actors. Raises FaultyError for groups that are no number from 1 and a time below 0.
    """
    found = signed_graph(graph)
    faults = []
    if groups is not None and not (isinstance(groups, int | np.integer) and groups >= 1):
        faults.append(Fault("line index", "groups", groups, "a whole number from 1, or none for any number"))
    if not (isinstance(seconds, int | float | np.number) and seconds >= 0.0):
        faults.append(Fault("line index", "seconds", seconds, "0 or more"))
    if faults:
        raise FaultyError(faults)
    best, bound = best_division(found, groups, seconds)
    reached = wrong(found, best)
    return Division(found, _in_order(best), reached, max(0.0, min(bound, reached)))


def wrong(graph: Any, groups: Any) -> float:
    """Weight on the wrong side of a division into any groups: friends apart and foes together.

    ``groups`` is a code or name of its group for every actor, in order or by name; FaultyError for groups that do not fit.
    """
    found = signed_graph(graph)
    return contradicted(found.weights, sides_of(found, groups))


def frustration(graph: Any, groups: Any) -> float:
    """Share of the weight of all edges that is on the wrong side, 0 to 1; 0 without edges; ``groups`` as in ``wrong``."""
    found = signed_graph(graph)
    strength = float(np.abs(found.weights).sum() / 2.0)
    reached = wrong(found, groups)
    return reached / strength if strength > 0.0 else 0.0


def optima(graph: Any) -> int:
    """Number of divisions into two groups that reach the frustration index, mirror images once; up to 24 actors."""
    weights = signed_graph(graph).weights
    separates = cuts(weights)
    return int(np.count_nonzero(separates <= separates.min() + rounding(weights)))


def _in_order(group: np.ndarray) -> np.ndarray:
    """The same groups, numbered in order of first appearance."""
    _, first, code = np.unique(group, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[code]
