"""Basins of a landscape in exact fractions, one descent after the other: written from the paper, and not from the package."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def basins(sizes: Sequence[str], propensities: Sequence[Sequence[str]]) -> dict[frozenset[int], int]:
    """Number of configurations whose steepest descent ends in each minimum, by the actors that stand apart from the first.

    Of switches that lower the energy equally the first actor's is taken.
    """
    n = len(sizes)
    energy = _energies([[Fraction(sizes[i]) * Fraction(sizes[j]) * Fraction(propensities[i][j]) for j in range(n)] for i in range(n)])
    everybody = (1 << n) - 1
    ends: Counter[int] = Counter()
    onward: dict[int, int] = {}
    for start in range(0, 1 << n, 2):
        path = [start]
        while path[-1] not in onward:
            here = path[-1]
            switched = [here ^ (1 << actor) if actor else everybody ^ here ^ 1 for actor in range(n)]
            best = min(switched, key=lambda there: energy[there >> 1])
            if energy[best >> 1] >= energy[here >> 1]:
                onward[here] = here
            else:
                path.append(best)
        for one in path:
            onward[one] = onward[path[-1]]
        ends[onward[start]] += 1
    return {frozenset(actor for actor in range(n) if end >> actor & 1): count for end, count in ends.items()}


def _energies(products: list[list[Fraction]]) -> list[int]:
    """Energy of every configuration with the first actor on side 0, in whole multiples of one fraction."""
    unit = lcm(*(entry.denominator for row in products for entry in row))
    whole = [[int(entry * unit) for entry in row] for row in products]
    n = len(whole)
    return [sum(whole[i][j] for i in range(n) for j in range(i) if (2 * k >> i ^ 2 * k >> j) & 1) for k in range(1 << n - 1)]
