"""Landscape theory of aggregation: the energy of every division into two sides, its valleys and their basins.

R. Axelrod & D. S. Bennett 1993, "A Landscape Theory of Aggregation", British Journal of Political Science 23(2), 211-233. Actors of
sizes s_i with symmetric propensities p_ij to work together stand on one of two sides. Frustration of an actor (eq. 2) and energy
(eq. 3), with d_ij = 1 where the two stand apart:

    F_i = sum_j s_j p_ij d_ij          E = sum_i s_i F_i

Every one of the 2^(n-1) divisions is tried, so all that is returned is exact, for up to 24 actors.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from simulation.classic.divisions import cuts, separated, sides
from simulation.classic.graph import SignedGraph, sides_of, signed_graph
from simulation.classic.matrix import sizes_of
from simulation.classic.rounding import rounding


class Minimum(NamedTuple):
    """A division from which no single switch lowers the energy.

    ``number`` of the division, ``first`` and ``second`` the names on its two sides (the first actor on the first), ``energy``,
    ``basin`` the number of divisions from which steepest descent leads to it, and ``is_strict``: every switch raises the energy.
    """

    number: int
    first: tuple[Hashable, ...]
    second: tuple[Hashable, ...]
    energy: float
    basin: int
    is_strict: bool


@dataclass(frozen=True, eq=False)
class Landscape:
    """``energies`` of every division, array (2^(n-1),) numbered as in ``divisions``, and the ``minima``, the lowest first.

    Minima of equal energy stand by number, so ``minima[0]`` is one of the ``lowest`` and may not be the only one.
    """

    graph: SignedGraph
    sizes: np.ndarray
    energies: np.ndarray
    minima: tuple[Minimum, ...]

    @property
    def lowest(self) -> tuple[Minimum, ...]:
        """The minima of the lowest energy: more than one where the theory does not say which division forms."""
        equal = rounding(np.outer(self.sizes, self.sizes) * self.graph.weights)
        return tuple(minimum for minimum in self.minima if minimum.energy <= self.minima[0].energy + equal)

    @property
    def strict(self) -> tuple[Minimum, ...]:
        """The minima that every switch would raise."""
        return tuple(minimum for minimum in self.minima if minimum.is_strict)


def energy(sizes: Any, propensities: Any, division: Any) -> float:
    """Energy of a division (eq. 3), lower is more stable; ``division`` gives any code of its side for every actor, in order or by name.

    Raises FaultyError for a division or sizes that do not fit.
    """
    size, graph = _read(sizes, propensities)
    return 2.0 * separated(np.outer(size, size) * graph.weights, sides_of(graph, division))


def frustrations(sizes: Any, propensities: Any, division: Any) -> np.ndarray:
    """Frustration F_i of every actor (eq. 2), array (n,); arguments as in ``energy``."""
    size, graph = _read(sizes, propensities)
    side = sides_of(graph, division)
    return (graph.weights * (side[:, None] != side[None, :])) @ size


def minima(sizes: Any, propensities: Any, names: Any = None) -> Landscape:
    """The landscape of actors with these sizes and propensities.

    Parameters
    ----------
    sizes : array (n,), 0 or more, in any unit, or sizes by name; of a ``World`` its field ``capability``.
    propensities : array (n, n), networkx graph or ``World``, as ``graph.signed_graph`` takes them.
    names : names of the actors, see ``signed_graph``.

    Of switches that lower the energy equally, the first actor's is taken in a descent; energies are equal that differ by rounding
    alone, see ``rounding``. Time and memory double with every actor: 17 take a fraction of a second, 24 some seven seconds and 760
    MiB. Raises FaultyError for sizes that do not fit, and BlocformError for more than 24 actors.
    """
    size, graph = _read(sizes, propensities, names)
    weights = np.outer(size, size) * graph.weights
    energies = 2.0 * cuts(weights)
    equal = rounding(weights)
    lowest, switched = _best_switch(energies, len(size), equal)
    stays = np.flatnonzero(lowest >= energies - equal)
    basins = _basins(np.where(lowest >= energies - equal, np.arange(len(energies)), switched), stays)
    found = [
        _minimum(graph, int(k), energies[k], int(basin), bool(lowest[k] > energies[k] + equal))
        for k, basin in zip(stays, basins, strict=True)
    ]
    return Landscape(graph, size, energies, _in_order(found, equal))


def _read(sizes: Any, propensities: Any, names: Any = None) -> tuple[np.ndarray, SignedGraph]:
    graph = signed_graph(propensities, names)
    return sizes_of(sizes, graph.names, "landscape", "sizes"), graph


def _best_switch(energies: np.ndarray, n: int, equal: float) -> tuple[np.ndarray, np.ndarray]:
    """Of every division the lowest energy that one switch leads to, and the division that it leads to; of equal ones the first."""
    everything = np.arange(len(energies))
    lowest, reached = np.full(len(energies), np.inf), everything
    for actor in range(n if n > 1 else 0):  # the switch of an actor that is alone leads to the mirror image, which is the same division
        switched = everything ^ (1 << actor - 1 if actor else len(energies) - 1)  # the first actor switches by all others doing so
        lower = energies[switched] < lowest - equal
        lowest, reached = np.where(lower, energies[switched], lowest), np.where(lower, switched, reached)
    return lowest, reached


def _basins(step: np.ndarray, stays: np.ndarray) -> np.ndarray:
    """Number of divisions whose steps end in each of those that stay; twice as many steps at once each time round."""
    while not np.array_equal(step, onward := step[step]):
        step = onward
    return np.bincount(step, minlength=len(step))[stays]


def _in_order(found: list[Minimum], equal: float) -> tuple[Minimum, ...]:
    """The lowest first; equal energies by the number of the division, whatever their rounding."""
    energies = np.array([minimum.energy for minimum in found])
    by_energy = np.argsort(energies, kind="stable")
    level = np.cumsum(np.diff(energies[by_energy], prepend=energies[by_energy[0]]) > equal)
    return tuple(found[k] for k in by_energy[np.lexsort((by_energy, level))])


def _minimum(graph: SignedGraph, number: int, energy: float, basin: int, is_strict: bool) -> Minimum:
    second = sides(number, len(graph)).astype(bool)
    first, other = (tuple(name for name, there in zip(graph.names, chosen, strict=True) if there) for chosen in (~second, second))
    return Minimum(number, first, other, float(energy), basin, is_strict)
