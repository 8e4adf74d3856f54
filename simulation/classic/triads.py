"""Dynamics of triads on the complete graph: signs change one at a time until, or unless, everything is balanced.

T. Antal, P. L. Krapivsky & S. Redner, "Dynamics of social balance on networks", Physical Review E 72, 2005, 036121, and "Social
balance on networks: the dynamics of friendship and enmity", Physica D 224, 2006, 130-136. The rules and the density are restated, not
numbered here. Every step takes one draw, see ``chance``.

Every function starts from a number of nodes, whose links are then all random, or from a signed graph as ``graph.signed_graph`` takes it:
an array, a networkx graph or a ``World``. Of a graph the signs count, not the weights; where two have no tie, it is random.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulation.classic.graph import SignedGraph, signed_graph
from simulation.classic.triad_steps import constrained, local, signs_of
from simulation.faults import BlocformError, Fault, FaultyError

LONGEST = 2**32 - 1
"""Steps of a run: each has a number of 32 bits."""


class Ends(NamedTuple):
    """Number of runs that ended balanced, that were jammed, and that went on after their last step."""

    balanced: int
    jammed: int
    unfinished: int


def stationary_density(p: float) -> float:
    """Density of friendly links that local dynamics settles at: 1 / (1 + sqrt(3 (1 - 2 p))) for p up to 1/2, above it 1.

    The root of 3 rho^2 (1 - 2 p) = (1 - rho)^2; 1/2 is the transition to harmony.
    """
    _probability(p)
    return 1.0 / (1.0 + float(np.sqrt(3.0 * max(1.0 - 2.0 * p, 0.0))))


def local_dynamics(start: Any, p: float, burn_in: int, steps: int, seed: int = 1) -> float:
    """Mean density of friendly links over ``steps`` steps of local triad dynamics, after ``burn_in`` steps.

    A step takes a random triad. A balanced one stays. Of one with a single negative link, that link turns positive with probability
    ``p``, else one of the other two turns negative. Of three negative links one turns positive. Raises FaultyError for less than 3
    nodes, a ``p`` outside 0 to 1, steps that have no number and a seed outside 0 to 2**32 - 1.
    """
    return _local_run(start, p, burn_in, steps, seed)[1]


def local_end(start: Any, p: float, steps: int, seed: int = 1) -> SignedGraph:
    """The signs after so many steps of local triad dynamics, 1 or more, as a complete graph of weights 1 and -1; else as above."""
    return _local_run(start, p, 0, steps, seed)[0]


def constrained_dynamics(start: Any, runs: int, seed: int = 1, steps: int = 1_000_000) -> Ends:
    """How runs of constrained triad dynamics end.

    A step takes a random link. It flips if that leaves fewer unbalanced triads, with probability 1/2 if as many, and never if more.
    A run is jammed where no link may flip and a triad is unbalanced. Raises FaultyError for less than 3 nodes, runs or steps below 0
    and a seed outside 0 to 2**32 - 1.
    """
    graph = _read(start, steps=steps, runs=runs, seed=seed)
    ends = [_constrained_run(graph, seed, run, steps)[1] for run in range(runs)]
    return Ends(*(ends.count(end) for end in (0, 1, 2)))


def constrained_end(start: Any, seed: int = 1, steps: int = 1_000_000) -> SignedGraph:
    """The signs that the first run of constrained triad dynamics ends with, as a complete graph of weights 1 and -1; else as above."""
    return _constrained_run(_read(start, steps=steps, seed=seed), seed, 0, steps)[0]


def _local_run(start: Any, p: float, burn_in: int, steps: int, seed: int) -> tuple[SignedGraph, float]:
    """Where a run of local dynamics ends, and its mean density of friendly links."""
    _probability(p)
    graph = _read(start, burn_in=burn_in, steps=steps, seed=seed)
    if steps < 1 or burn_in + steps > LONGEST:
        raise FaultyError([Fault("triad dynamics", "steps", (burn_in, steps), f"1 or more, with the burn-in up to {LONGEST}")])
    key = np.array([seed, 0])
    signs = signs_of(key, _ties(graph))
    density = float(local(key, signs, p, burn_in, steps))
    return SignedGraph(graph.names, signs), density


def _constrained_run(graph: SignedGraph, seed: int, run: int, steps: int) -> tuple[SignedGraph, int]:
    """Where a run of constrained dynamics ends, and how: an index of ``Ends``."""
    key = np.array([seed, run])
    signs = signs_of(key, _ties(graph))
    end = int(constrained(key, signs, steps))
    return SignedGraph(graph.names, signs), end


def _probability(p: float) -> None:
    if not isinstance(p, int | float | np.number) or not 0.0 <= p <= 1.0:
        raise BlocformError(f"p {p}: allowed 0 to 1")


def _read(start: Any, **counts: Any) -> SignedGraph:
    """The graph that a run starts from, without ties where a number of nodes is given; raises its faults and those of the counts."""
    faults = [
        Fault("triad dynamics", name, value, f"a whole number from 0 to {LONGEST}")
        for name, value in counts.items()
        if not isinstance(value, int | np.integer) or not 0 <= value <= LONGEST
    ]
    nodes = start
    if not isinstance(start, int | float | np.number):
        graph = signed_graph(start)
        nodes = len(graph)
    if not isinstance(nodes, int | np.integer) or nodes < 3:
        faults.append(Fault("triad dynamics", "nodes", nodes, "a whole number from 3"))
    if faults:
        raise FaultyError(faults)
    return SignedGraph(range(nodes), np.zeros((nodes, nodes))) if nodes is start else graph


def _ties(graph: SignedGraph) -> np.ndarray:
    """Signs of the ties, array (n, n) of 1, -1, and 0 where there is none."""
    return np.sign(graph.weights).astype(np.int64)
