"""How balanced a signed graph is: by triangles and by walks.

Triangles after Cartwright & Harary 1956, "Structural balance", Psychological Review 63, 277-293; walks after Estrada & Benzi 2014,
"Walk-based measure of balance in signed networks", Physical Review E 90, 042802. Only signs count, not weights.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulation.classic.graph import signed_graph


class Triads(NamedTuple):
    """Number of triangles, and of those whose product of signs is +1."""

    total: int
    balanced: int

    @property
    def score(self) -> float:
        """Share of balanced triangles, 0 to 1; 1 without triangles."""
        return self.balanced / self.total if self.total else 1.0


def triads(graph: Any) -> Triads:
    """The triangles of a graph, whatever ``graph.signed_graph`` takes.

    The trace of the cube of the matrix of signs counts each six times, a balanced one as +1, another as -1.
    """
    signs = np.sign(signed_graph(graph).weights)
    net = round(float((signs @ signs * signs).sum()) / 6.0)
    total = round(float((np.abs(signs) @ np.abs(signs) * np.abs(signs)).sum()) / 6.0)
    return Triads(total, (total + net) // 2)


def walk_balance(graph: Any) -> float:
    """Closed walks, counted down by the factorial of their length, whose signs are balanced less the others, as a share of all; 0 to 1.

    The ratio of the traces of exp(A), signed, and exp(|A|) (Estrada & Benzi, eq. 7), with eigenvalues shifted so that no exponential
    overflows; 1 for a balanced graph and for an empty one.
    """
    signs = np.sign(signed_graph(graph).weights)
    if not len(signs):
        return 1.0
    signed, unsigned = np.linalg.eigvalsh(signs), np.linalg.eigvalsh(np.abs(signs))
    return float(np.exp(signed - unsigned[-1]).sum() / np.exp(unsigned - unsigned[-1]).sum())
