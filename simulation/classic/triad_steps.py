"""Steps of the dynamics of triads, compiled; see ``triads``."""

from __future__ import annotations

from simulation.chance import TRIADS, uniform
from simulation.compiled import compiled


@compiled
def signs_of(key, ties):
    """The signs of the ties; of those that are 0, friendly or not with equal chance; array (nodes, nodes), 0 on the diagonal."""
    signs = ties.copy()
    for i in range(len(ties)):
        for j in range(i):
            if ties[i, j] == 0:
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
def local(key, signs, p, burn_in, steps):
    """Mean density of friendly links over the steps after the burn-in; ``signs`` are turned in place."""
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
def constrained(key, signs, steps):
    """0: balanced, 1: jammed, 2: neither after so many steps; ``signs`` are turned in place."""
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
