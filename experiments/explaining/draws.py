"""Draws: the one number of chance that an event hangs on, and the number that brings about another result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import poisson

from simulation import chance, events
from simulation.events import COLUMNS
from simulation.rules.exercises import MOST_EXERCISES

LEAST, MOST = 2.0**-53, 1.0 - 2.0**-53
"""The ends of what ``chance.uniform`` gives: whatever has a chance happens at the one, and nothing but the certain at the other."""
FAR = 50.0
"""A normal number that decides whatever it has a part in."""


class Draw(NamedTuple):
    """A draw by what it is for: the arguments of ``simulation.chance.uniform`` that follow the key."""

    month: int
    purpose: int
    i: int
    j: int
    item: int = 0


class Hinge(NamedTuple):
    """How a kind of event hangs on a draw.

    ``ends`` are the columns of the log that name its states, of a ``PAIR`` in the order of their hashes; ``act`` is the event that a
    low draw brings about; ``is_silent`` tells that the log says nothing where it does not.
    """

    purpose: int
    ends: tuple[str, ...]
    act: int
    is_silent: bool = False


ACTOR, BOTH, PARTNER_FIRST, PAIR = ("actor",), ("actor", "partner"), ("partner", "actor"), ("actor", "partner", "sorted")
_ANSWER = Hinge(chance.ACCEPTANCE, PARTNER_FIRST, events.ACCEPTANCE)
_SUPPLY = Hinge(chance.DELIVERY, PARTNER_FIRST, events.DELIVERY)
_PAY = Hinge(chance.PAYMENT_DELIVERY, BOTH, events.PAYMENT)
_YIELD = Hinge(chance.CONCESSION, BOTH, events.CONCESSION)
_HELP = Hinge(chance.SUPPORT, PARTNER_FIRST, events.SUPPORT)
HINGES: Mapping[int, Hinge] = {
    events.ACCEPTANCE: _ANSWER,
    events.REFUSAL: _ANSWER,
    events.DELIVERY: _SUPPLY,
    events.BREACH: _SUPPLY,
    events.PAYMENT: _PAY,
    events.DEFAULT: _PAY,
    events.CONCESSION: _YIELD,
    events.RESISTANCE: _YIELD,
    events.SUPPORT: _HELP,
    events.ABANDONMENT: _HELP,
    events.CRISIS: Hinge(chance.CRISIS, ACTOR, events.CRISIS, True),
    events.VOTE: Hinge(chance.VOTE, BOTH, events.VOTE),
    events.EXERCISE: Hinge(chance.EXERCISES, PAIR, events.EXERCISE, True),
    events.RECOGNITION: Hinge(chance.RECOGNITION, BOTH, events.RECOGNITION, True),
    events.TREATY: Hinge(chance.TREATY, PAIR, events.TREATY, True),
    events.PLEDGE: Hinge(chance.PLEDGE, PAIR, events.PLEDGE, True),
    events.LEADER_EXIT: Hinge(chance.LEADER_EXIT, ACTOR, events.LEADER_EXIT, True),
    events.MEMBERSHIP: Hinge(chance.MEMBERSHIP, ACTOR, events.MEMBERSHIP, True),
}
"""Kinds of events that hang on one draw. A request hangs on several; a fall, a signpost, the calendar and a lever on none."""

_PLACES = {name: k for k, name in enumerate(COLUMNS)}


def value(event: np.ndarray, column: str) -> float:
    """A column of a row of the log."""
    return float(event[_PLACES[column]])


def kind(event: np.ndarray) -> int:
    """The kind of a row of the log."""
    return int(value(event, "kind"))


def draw_of(event: np.ndarray, ids: Sequence[int]) -> Draw | None:
    """The draw that an event hangs on, None where it hangs on none or on several, or was certain.

    Parameters
    ----------
    event : a row of the log (``simulation.events.COLUMNS``).
    ids : hashes of the states by row, ``World.id``.
    """
    hinge = HINGES.get(kind(event))
    if hinge is None or (kind(event) not in GRADED and value(event, "probability") >= 1.0):
        return None
    ends = [int(ids[int(value(event, end))]) for end in hinge.ends[:2]]
    i, j = [*(sorted(ends) if hinge.ends is PAIR else ends), 0][:2]
    return Draw(int(value(event, "month")), hinge.purpose, i, j, int(value(event, "item")))


def other_way(event: np.ndarray) -> float:
    """The number that keeps an event with a draw from happening, or turns it into its opposite."""
    found = kind(event)
    if found == events.VOTE:
        return FAR if value(event, "quantity") > 0.0 else -FAR
    if found == events.EXERCISE:
        return LEAST
    return MOST if found == HINGES[found].act else LEAST


def same_way(event: np.ndarray) -> float | None:
    """The number that brings an event about in another world, where the odds differ; None where none surely does.

    None is sure to make a state abstain, or step from between the camps to the coalition.
    """
    found, quantity = kind(event), value(event, "quantity")
    if found == events.VOTE:
        return -FAR * quantity if quantity else None
    if found == events.EXERCISE:
        below, above = poisson.cdf([quantity - 1.0, quantity], value(event, "probability"))
        return float(below + (1.0 if quantity == MOST_EXERCISES else above)) / 2.0
    if found == events.MEMBERSHIP and quantity < 0.0:
        return None
    return LEAST if found == HINGES[found].act else MOST


GRADED = (events.VOTE, events.EXERCISE)
"""Kinds with more than two results; what the log has as their probability is none."""
