"""Events: what happened to whom, noted by rules as rows of numbers where somebody asked for them.

``log`` is an array of ``COLUMNS``; row 0 holds the number of events in its first cell, an array
without rows notes nothing. Actors and partners are rows of the world, -1 for nobody; ``good`` and
``paid_in`` are positions of goods, with the two codes below.
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled

COLUMNS = ("month", "kind", "actor", "partner", "good", "paid_in", "item", "quantity", "probability", "draw")
"""Columns of the log; ``item`` tells the requests of a month apart, ``quantity`` is the quantity, depth, vote or membership."""

NONE = -1
MONEY = -2
"""Codes of a good: no good at all, and money."""

# Kinds of events. A number is never changed and never used again.
REQUEST = 1
ACCEPTANCE = 2
REFUSAL = 3
DELIVERY = 4
BREACH = 5
PAYMENT = 6
DEFAULT = 7
CONCESSION = 8
RESISTANCE = 9
CRISIS = 10
SUPPORT = 11
ABANDONMENT = 12
VOTE = 13
EXERCISE = 14
RECOGNITION = 15
TREATY = 16
PLEDGE = 17
LEADER_EXIT = 18
MEMBERSHIP = 19
FALL = 20
TRIGGER = 21

KINDS: dict[int, str] = {
    number: name.lower() for name, number in list(globals().items()) if name.isupper() and isinstance(number, int) and number > 0
}
"""Names of the kinds by number."""


@compiled
def note(log, month, kind, actor, partner, good, paid_in, item, quantity, probability, draw):
    """Note one event; see ``COLUMNS``. What goes beyond the end of the log is counted and not kept."""
    if log.shape[0] > 0:
        k = int(log[0, 0]) + 1
        log[0, 0] = k
        if k < log.shape[0]:
            log[k, 0] = month
            log[k, 1] = kind
            log[k, 2] = actor
            log[k, 3] = partner
            log[k, 4] = good
            log[k, 5] = paid_in
            log[k, 6] = item
            log[k, 7] = quantity
            log[k, 8] = probability
            log[k, 9] = draw


def no_log() -> np.ndarray:
    """A log that notes nothing."""
    return np.zeros((0, len(COLUMNS)))


def new_log(events: int) -> np.ndarray:
    """A log with room for that many events."""
    return np.zeros((events + 1, len(COLUMNS)))
