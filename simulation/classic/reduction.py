"""A signed graph without its actors of one or two ties, for which the best side follows from that of the others.

An actor with one tie stands where that tie is right. Of two ties, one with |w| the lesser is wrong exactly where its two partners do not
stand to each other as the product of the signs says: the actor is a tie between them of that sign and of weight |w|. It adds to the tie
that they have; what cancels is wrong in every division. Akin to the data reduction of Hueffner, Betzler & Niedermeier 2010,
"Separator-based data reduction for signed graph balancing", Journal of Combinatorial Optimization 20, 335-360.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.classic.graph import SignedGraph


@dataclass(frozen=True, eq=False)
class Reduction:
    """The ``core`` and its ``rows`` in the whole, the weight that is wrong ``always``, and rows with their ties in order of ``removal``."""

    core: SignedGraph
    rows: np.ndarray
    always: float
    removal: tuple[tuple[int, np.ndarray], ...]

    def lifted(self, group: np.ndarray) -> np.ndarray:
        """The best division of the whole into sides 0 and 1 with this one of its core; its cost is that of the core and ``always``."""
        side = np.zeros(len(self.core) + len(self.removal))
        side[self.rows] = 1.0 - 2.0 * group
        for row, ties in reversed(self.removal):
            side[row] = 1.0 if ties @ side >= 0.0 else -1.0
        return (side < 0.0).astype(int)


def reduced(graph: SignedGraph) -> Reduction:
    """The core of a graph for divisions into two groups: every actor has three ties or more there."""
    weights, always = graph.weights.copy(), 0.0
    removal: list[tuple[int, np.ndarray]] = []
    left = np.ones(len(weights), dtype=bool)
    while len(rows := np.flatnonzero(left & (np.count_nonzero(weights, axis=1) <= 2))):
        row = int(rows[0])
        ties = weights[row].copy()
        removal.append((row, ties))
        left[row] = False
        weights[row] = weights[:, row] = 0.0
        if np.count_nonzero(ties) == 2:
            a, b = np.flatnonzero(ties)
            between = np.sign(ties[a] * ties[b]) * np.abs(ties[[a, b]]).min()
            if weights[a, b] * between < 0.0:
                always += min(abs(weights[a, b]), abs(between))
            weights[a, b] = weights[b, a] = weights[a, b] + between
    core = np.flatnonzero(left)
    return Reduction(SignedGraph(range(len(core)), weights[np.ix_(core, core)]), core, float(always), tuple(removal))
