"""Counter-based chance: a draw depends on what it is for, never on how many came before.

Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, SC'11, "Parallel random numbers: as easy as
1, 2, 3"). The key is (seed, replicate), the counter (month and purpose, state, state, item),
where a state is the stable hash of its id. Two policies under one seed therefore share their
luck decision by decision, and adding a rule or a state moves nobody else's draws.
"""

from __future__ import annotations

import hashlib

import numpy as np

from simulation.compiled import compiled, inlined, pasted
from simulation.numerics import exp, normal_quantile

# What draws are for. A number is never changed and never used again: it is part of every result.
TIE_NOISE = 1
DEMAND = 2
CONCESSION = 3
REQUESTS = 4
REQUESTED_GOOD = 5
REQUESTED_PARTNER = 6
PAYMENT = 7
ACCEPTANCE = 8
DELIVERY = 9
PAYMENT_DELIVERY = 10
CRISIS = 11
SUPPORT = 12
VOTE = 13
EXERCISES = 14
RECOGNITION = 15
TREATY = 16
PLEDGE = 17
LEADER_EXIT = 18
NEW_LEADER = 19
MEMBERSHIP = 20
SIGNPOST_NOISE = 21
TRIADS = 22

_USER = 1000
"""Purposes from here on are free for rules of users."""

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ONE_BITS = np.uint64(0x3FF0000000000000)


def user_purpose(number: int) -> int:
    """A purpose for a user's own rule: ``number`` from 0 to 60,000, one for each kind of draw."""
    if not 0 <= number <= 60_000:
        raise ValueError(f"purpose {number}: allowed 0 to 60000")
    return _USER + number


def state_hash(state: str) -> int:
    """Stable 32-bit number of a state's id, equal on every machine and in every order of states."""
    return int.from_bytes(hashlib.blake2b(state.encode(), digest_size=4).digest(), "little")


@inlined
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox4x32: four 32-bit words of counter and two of key give four words (all uint64 here)."""
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ k0, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ k1, p0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@inlined
def _mixed(key, month, purpose, i, j, item):
    """The number of ``uniform``. The word is made a number by its bits, as conversion would bar vector instructions."""
    a, b, _, _ = philox(
        np.uint64(month) | (np.uint64(purpose) << np.uint64(16)),
        np.uint64(i) & _LOW,
        np.uint64(j) & _LOW,
        np.uint64(item) & _LOW,
        np.uint64(key[0]) & _LOW,
        np.uint64(key[1]) & _LOW,
    )
    fraction = np.uint64((((a << _HALF) | b) >> np.uint64(12)) | _ONE_BITS).view(np.float64)
    return (fraction - 1.0) + 1.1102230246251565e-16


@compiled
def uniform(key, month, purpose, i, j, item):
    """A number in (0, 1), never 0 and never 1.

    Parameters
    ----------
    key : array of two integers, seed and replicate (``World.key``).
    month : month of the run, below 65,536.
    purpose : one of the constants of this module, or ``user_purpose(k)``.
    i, j : hashes of the states it concerns (``World.id``), or any 32-bit number.
    item : tells draws of one purpose and pair apart.
    """
    return _mixed(key, month, purpose, i, j, item)


@pasted
def normal(key, month, purpose, i, j, item):
    """A standard normal number by inversion; arguments as in ``uniform``."""
    return normal_quantile(_mixed(key, month, purpose, i, j, item))


@compiled
def poisson(u, rate, most):
    """The count that a Poisson variable of that rate reaches at the quantile ``u``, by inversion, at most ``most``."""
    chance = exp(-rate)
    reached = chance
    count = 0
    while u > reached and count < most:
        count += 1
        chance *= rate / count
        reached += chance
    return count
