"""War-stable networks of alliances: one that is given, or every one.

M. O. Jackson & S. Nei 2015, "Networks of military alliances, wars, and international trade", PNAS 112(50), 15277-15284. Countries of
strengths M_i; an aggressor j with some of its allies, together C, makes i vulnerable if sum M over C > gamma * sum M over i and those
of its allies that are not in C. A network is war-stable if (S1) nobody is vulnerable, (S2) no further link would make anybody
vulnerable, (S3) without any one of its links both its ends would be. The definitions are restated, not numbered here.

An ally more in C adds to the attack and never to the defence, so i is vulnerable if and only if it is to some j with all its allies.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from simulation.classic.graph import signed_graph
from simulation.classic.matrix import number_of, numbers, sizes_of
from simulation.classic.rounding import rounding
from simulation.faults import BlocformError, Fault, FaultyError

MOST_COUNTRIES = 6
"""Countries up to which every network is tried: 32,768 of them."""


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
        """The links of a network; raises FaultyError for a number that none has."""
        if not 0 <= number < len(self.safe):
            raise FaultyError([Fault("alliances", "network", number, f"0 to {len(self.safe) - 1}")])
        return tuple(link for k, link in enumerate(self.links) if number >> k & 1)


def networks(strengths: Any, gamma: float) -> Networks:
    """Vulnerability and war-stability of every network.

    Parameters
    ----------
    strengths : array (n,), M_i, above 0; of a ``World`` its field ``capability``; at most 6 countries.
    gamma : advantage of defence, above 0.

    Raises FaultyError for numbers out of range, BlocformError for more than 6 countries.
    """
    given = numbers(getattr(strengths, "capability", strengths), "alliances", "strengths")
    strength = _strengths(given, range(given.size))
    gamma = number_of(gamma, "alliances", "gamma")
    n = len(strength)
    if n > MOST_COUNTRIES:
        raise BlocformError(f"{n} countries: every network is tried, which allows {MOST_COUNTRIES}")
    links = tuple(combinations(range(n), 2))
    number = np.arange(1 << len(links))
    linked = np.zeros((len(number), n, n), dtype=bool)
    for k, (a, b) in enumerate(links):
        linked[:, a, b] = linked[:, b, a] = number >> k & 1
    vulnerable = _vulnerable(linked, strength, gamma)
    safe = np.asarray(~vulnerable.any(axis=1))
    stable = safe.copy()
    for k, (a, b) in enumerate(links):
        without = vulnerable[number & ~(1 << k)]
        stable &= np.where(linked[:, a, b], without[:, a] & without[:, b], safe[number | (1 << k)])
    return Networks(links, vulnerable, safe, stable)


def is_war_stable(graph: Any, strengths: Any, gamma: float) -> bool:
    """Whether a network of alliances is war-stable (S1 to S3).

    ``graph`` is whatever ``graph.signed_graph`` takes; a friendship is an alliance, an enmity or no tie is none. ``strengths`` are M_i,
    above 0, in order or by name, of a ``World`` its field ``capability``; ``gamma`` is the advantage of defence, above 0. Every link is
    tried: 24 countries take hundredths of a second, 100 half a minute. Raises FaultyError for numbers that do not fit.
    """
    found = signed_graph(graph)
    strength = _strengths(strengths, found.names)
    gamma = number_of(gamma, "alliances", "gamma")
    linked = found.weights > 0.0
    if _vulnerable(linked, strength, gamma).any():
        return False
    for a, b in combinations(range(len(found)), 2):
        other = linked.copy()
        other[a, b] = other[b, a] = not linked[a, b]
        exposed = _vulnerable(other, strength, gamma)
        if not exposed[[a, b]].all() if linked[a, b] else exposed.any():
            return False
    return True


def _strengths(given: Any, names: Any) -> np.ndarray:
    strength = sizes_of(given, names, "alliances", "strengths")
    if not (strength > 0.0).all():
        raise FaultyError([Fault("alliances", "strengths", strength.tolist(), "finite numbers above 0")])
    return strength


def _vulnerable(linked: np.ndarray, strength: np.ndarray, gamma: float) -> np.ndarray:
    """Of every network, array (..., n, n) of links, and country whether some aggressor with all its other allies beats it."""
    n = len(strength)
    near = (linked | np.eye(n, dtype=bool)).astype(float)  # a country with its allies
    on_itself = linked * strength  # an ally takes no part in an attack on itself, and defends itself
    power = near @ strength
    attack = power[..., :, None] - on_itself
    defence = power[..., None, :] - near @ (near * strength).swapaxes(-1, -2) + on_itself
    beaten = attack > gamma * defence + (1.0 + gamma) * rounding(strength)
    return np.asarray((beaten & ~np.eye(n, dtype=bool)).any(axis=-2))
