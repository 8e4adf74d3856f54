"""War-stable networks of alliances, by trying every network.

M. O. Jackson & S. Nei 2015, "Networks of military alliances, wars, and international trade", PNAS 112(50), 15277-15284. Countries of
strengths M_i; an aggressor j with some of its allies, together C, makes i vulnerable if sum M over C > gamma * sum M over i and those
of its allies that are not in C. A network is war-stable if (S1) nobody is vulnerable, (S2) no further link would make anybody
vulnerable, (S3) without any one of its links both its ends would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from simulation.faults import BlocformError, Fault, FaultyError

MOST_COUNTRIES = 6
"""Countries up to which every network is tried: 32,768 of them."""
_ROUNDING = 1e-12
"""Share of all strength by which an attacker has to be stronger, so that equals are equal whatever the order of a sum."""


@dataclass(frozen=True, eq=False)
class Networks:
    """Every network of n countries, numbered by bits: bit k is the link ``links[k]``.

    ``vulnerable`` is array (networks, n): whether the country is vulnerable there; ``safe`` (S1) and ``war_stable`` (S1 to S3) are
    arrays (networks,).
    """

    links: tuple[tuple[int, int], ...]
    vulnerable: np.ndarray
    safe: np.ndarray
    war_stable: np.ndarray

    def of(self, number: int) -> tuple[tuple[int, int], ...]:
        """The links of a network."""
        return tuple(link for k, link in enumerate(self.links) if number >> k & 1)


def networks(strengths: Any, gamma: float) -> Networks:
    """Vulnerability and war-stability of every network.

    Parameters
    ----------
    strengths : array (n,), M_i, above 0; at most 6 countries.
    gamma : advantage of defence, above 0.

    Raises FaultyError for numbers out of range, BlocformError for more than 6 countries.
    """
    strength = np.array(strengths, dtype=float)
    if strength.ndim != 1 or not (np.isfinite(strength) & (strength > 0.0)).all() or not 0.0 < gamma < np.inf:
        raise FaultyError([Fault("alliances", "strengths, gamma", (strength.tolist(), gamma), "finite numbers above 0")])
    if len(strength) > MOST_COUNTRIES:
        raise BlocformError(f"{len(strength)} countries: every network is tried, which allows {MOST_COUNTRIES}")
    links = tuple(combinations(range(len(strength)), 2))
    vulnerable = _vulnerable(strength, gamma, links)
    safe = np.asarray(~vulnerable.any(axis=1))
    stable = safe.copy()
    number = np.arange(len(safe))
    for k, (a, b) in enumerate(links):
        linked = (number >> k & 1).astype(bool)
        without = vulnerable[number & ~(1 << k)]
        stable &= np.where(linked, without[:, a] & without[:, b], safe[number | (1 << k)])
    return Networks(links, vulnerable, safe, stable)


def _vulnerable(strength: np.ndarray, gamma: float, links: tuple[tuple[int, int], ...]) -> np.ndarray:
    """Of every network and country whether some coalition beats it; sets of countries are bits of a number."""
    n = len(strength)
    number = np.arange(1 << len(links))
    near = np.stack([np.full(len(number), 1 << i) for i in range(n)])  # a country with its allies
    for k, (a, b) in enumerate(links):
        near[a] |= (number >> k & 1) << b
        near[b] |= (number >> k & 1) << a
    power = strength @ ((np.arange(1 << n) >> np.arange(n)[:, None]) & 1)
    found = np.zeros((len(number), n), dtype=bool)
    for leader, coalition in _coalitions(n):
        together = (coalition & ~near[leader]) == 0
        for i in range(n):
            if not coalition >> i & 1:
                found[:, i] |= together & (power[coalition] > gamma * power[near[i] & ~coalition] + _ROUNDING * power[-1])
    return found


def _coalitions(n: int) -> Iterator[tuple[int, int]]:
    """Every leader with every set of countries that it is in."""
    return ((leader, coalition) for coalition in range(1 << n) for leader in range(n) if coalition >> leader & 1)
