"""Treaties: steps of commitment (equation 24)."""

from __future__ import annotations

from oracle.arithmetic import clip
from oracle.pair import DEEPEST, Pair
from simulation import chance, events
from simulation.numerics import exp


def probability_of_step_up(pair: Pair) -> float:
    """A hazard per quantity delivered, once the pair has exchanged enough and both ends trust each other enough."""
    there, back, p = pair.there, pair.back, pair.model.p
    if pair.commitment >= DEEPEST or there.received_since + back.received_since <= p.treaty_deliveries:
        return 0.0
    if min(there.trust, back.trust) <= min(p.treaty_trust, p.treaty_ceiling * pair.ceiling):
        return 0.0
    by_first = p.treaty_rate * max(1.0 - p.treaty_caution * pair.first.coalition_leverage, 0.0)
    by_second = p.treaty_rate * max(1.0 - p.treaty_caution * pair.second.coalition_leverage, 0.0)
    return 1.0 - exp(-by_second * there.received - by_first * back.received)


def consider(pair: Pair) -> None:
    """The step that the pair takes: down after abandonments, before up after deliveries."""
    likely = probability_of_step_up(pair)
    draw = pair.draw(chance.TREATY) if likely > 0.0 else 1.0
    if pair.abandonments >= pair.model.p.treaty_abandonments and pair.commitment > 0:
        pair.step, likely = -1, 1.0
    elif draw < likely:
        pair.step = 1
    else:
        return
    depth = pair.commitment + pair.step
    pair.model.note(events.TREATY, pair.first, pair.second, quantity=depth, probability=likely, draw=draw)


def settle(pair: Pair) -> None:
    """Take the step; the fall of a regime ends every commitment; either clears what led to it."""
    there, back = pair.there, pair.back
    there.received_since += there.received
    back.received_since += back.received
    is_over = pair.first.fall > 0.0 or pair.second.fall > 0.0
    if is_over or pair.step:
        pair.commit(0 if is_over else clip(pair.commitment + pair.step, 0, DEEPEST))
        there.received_since = back.received_since = 0.0
        pair.abandonments = 0
        pair.step = 0
