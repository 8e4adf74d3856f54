"""Dynamics of triads on the complete graph: signs change one at a time until, or unless, everything is balanced.

T. Antal, P. L. Krapivsky & S. Redner, "Dynamics of social balance on networks", Physical Review E 72, 2005, 036121, and "Social
balance on networks: the dynamics of friendship and enmity", Physica D 224, 2006, 130-136. Every step takes one draw, see ``chance``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.chance import TRIADS, uniform
from simulation.compiled import compiled
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


def local_dynamics(nodes: int, p: float, burn_in: int, steps: int, seed: int = 1) -> float:
    """Mean density of friendly links over ``steps`` steps of local triad dynamics, after ``burn_in`` steps from random signs.

    A step takes a random triad. A balanced one stays. Of one with a single negative link, that link turns positive with probability
    ``p``, else one of the other two turns negative. Of three negative links one turns positive. Raises FaultyError for less than 3
    nodes, a ``p`` outside 0 to 1, and steps that have no number.
    """
    _probability(p)
    _signs_of(nodes)
    if burn_in < 0 or steps < 1 or burn_in + steps > LONGEST:
        raise FaultyError([Fault("triad dynamics", "steps", (burn_in, steps), f"1 or more, with the burn-in up to {LONGEST}")])
    key = np.array([seed, 0])
    return float(_local(key, _random_signs(key, nodes), p, burn_in, steps))


def constrained_dynamics(nodes: int, runs: int, seed: int = 1, steps: int = 1_000_000) -> Ends:
    """How runs of constrained triad dynamics end, each from random signs.

    A step takes a random link. It flips if that leaves fewer unbalanced triads, with probability 1/2 if as many, and never if more.
    A run is jammed where no link may flip and a triad is unbalanced. Raises FaultyError for less than 3 nodes.
    """
    _signs_of(nodes)
    ends = [_constrained(key, _random_signs(key, nodes), steps) for key in (np.array([seed, run]) for run in range(runs))]
    return Ends(*(ends.count(end) for end in (0, 1, 2)))


def _probability(p: float) -> None:
    if not 0.0 <= p <= 1.0:
        raise BlocformError(f"p {p}: allowed 0 to 1")


def _signs_of(nodes: int) -> None:
    if nodes < 3:
        raise FaultyError([Fault("triad dynamics", "nodes", nodes, "3 or more")])


@compiled
def _random_signs(key, nodes):
    """Every link friendly or not with equal chance, array (nodes, nodes) of 1 and -1, 0 on the diagonal."""
    signs = np.zeros((nodes, nodes), np.int64)
    for i in range(nodes):
        for j in range(i):
            signs[i, j] = signs[j, i] = 1 if uniform(key, 1, TRIADS, i, j, 0) < 0.5 else -1
    return signs


@compiled
def _taken(u, count):
    """Which of ``count`` things a draw takes, and what is left of it as a draw of its own."""
    scaled = u * count
    which = min(int(scaled), count - 1)
    return which, scaled - which


@compiled
def _three(u, n):
    """Three different nodes, and what is left of the draw: the second and third are taken of those that remain."""
    a, u = _taken(u, n)
    b, u = _taken(u, n - 1)
    c, u = _taken(u, n - 2)
    b += b >= a
    first, second = min(a, b), max(a, b)
    c += c >= first
    c += c >= second
    return a, b, c, u


@compiled
def _local(key, signs, p, burn_in, steps):
    n = len(signs)
    friendly = 0
    for i in range(n):
        for j in range(i):
            friendly += signs[i, j] > 0
    summed = 0.0
    for step in range(burn_in + steps):
        a, b, c, u = _three(uniform(key, 0, TRIADS, 0, 0, step), n)
        negative = (signs[a, b] < 0) + (signs[b, c] < 0) + (signs[c, a] < 0)
        if negative % 2 == 1:
            # The nodes come in random order, so turning them until the odd link is a-b leaves the other two in random order.
            while negative == 1 and signs[a, b] > 0:
                a, b, c = b, c, a
            if negative == 1 and u >= p:
                b, c = c, b
            signs[a, b] = signs[b, a] = -signs[a, b]
            friendly += signs[a, b]  # one more or one less
        if step >= burn_in:
            summed += friendly
    return summed / steps / (n * (n - 1) / 2)


@compiled
def _constrained(key, signs, steps):
    """0: balanced, 1: jammed, 2: neither after so many steps."""
    n = len(signs)
    for step in range(steps):
        if step % (n * n) == 0:
            state = _stage(signs)
            if state < 2:
                return state
        a, u = _taken(uniform(key, 0, TRIADS, 0, 0, step), n)
        b, u = _taken(u, n - 1)
        b += b >= a
        lean = _lean(signs, a, b)
        if lean < 0 or (lean == 0 and u < 0.5):
            signs[a, b] = signs[b, a] = -signs[a, b]
    return _stage(signs)


@compiled
def _lean(signs, a, b):
    """Balanced less unbalanced triads of a link: what a flip adds to the unbalanced ones."""
    found = 0
    for c in range(len(signs)):
        found += signs[a, b] * signs[b, c] * signs[c, a]
    return found


@compiled
def _stage(signs):
    """0: every triad is balanced, 1: some are not and no link may flip, 2: a link may."""
    n = len(signs)
    is_balanced = True
    for a in range(n):
        for b in range(a):
            lean = _lean(signs, a, b)
            if lean <= 0:
                return 2
            is_balanced = is_balanced and lean == n - 2
    return 0 if is_balanced else 1
