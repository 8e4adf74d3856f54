"""Adaptive policy: signposts that the coalition watches, and the levers that they trigger."""

from typing import NamedTuple

from simulation import chance, events
from simulation.compiled import decision, total
from simulation.events import NONE, note
from simulation.levers import LEVERS
from simulation.parameters import coefficient

RESPONSE_MONTHS = coefficient("response_months", 6.0, "months for which a triggered response lasts at least", "months", high=60.0)
YEAR = 12
ABOVE, BELOW, GROWTH = 0, 1, 2
_POSITIONS = {lever.name: k for k, lever in enumerate(LEVERS)}
PRIMARY, EXPORT, SECONDARY, PRICE_CAP = (_POSITIONS[name] for name in ("primary", "export", "secondary", "price_cap"))
ENGAGEMENT, MESSAGING, WEDGE, CREDIBILITY = (_POSITIONS[name] for name in ("engagement", "messaging", "wedge", "wedge_credibility"))
MILITARY_AID, COORDINATION = _POSITIONS["military_aid"], _POSITIONS["coordination"]


class Sight(NamedTuple):
    """Terms of what the coalition sees of a measure."""

    measure: float
    error: float


@decision
def sight(world, record, s):
    """The measure of last month that the signpost observes, and the error of the observation."""
    t = world.month[0]
    return Sight(
        record[t - 1, world.signpost_measure[s]],
        world.signpost_noise[s] * chance.normal(world.key, t, chance.SIGNPOST_NOISE, s, 0, 0),
    )


@decision
def holds(world, record, s):
    """Whether the signpost holds on the measures of last month, and what the coalition saw, its error included."""
    t = world.month[0]
    column = world.signpost_measure[s]
    if t <= world.recognition_lag[0] or t - 1 >= record.shape[0]:
        return False, 0.0
    seen = total(sight(world, record, s))
    if world.signpost_test[s] == BELOW:
        return seen < world.signpost_threshold[s], seen
    if world.signpost_test[s] == ABOVE:
        return seen > world.signpost_threshold[s], seen
    if t - 1 < YEAR or record[t - 1 - YEAR, column] <= 0.0:
        return False, seen
    growth = seen / record[t - 1 - YEAR, column] - 1.0
    return growth > world.signpost_threshold[s], growth


@decision
def is_due(world, record, s):
    """Whether the signpost triggers its response: it holds, has held long enough, and no response goes on."""
    return holds(world, record, s)[0] and world.signpost_held[s] + 1.0 >= world.signpost_hold[s] and world.signpost_left[s] <= 1.0


def watch_signposts(world, record, p, log):
    """A signpost that has held long enough triggers its response, which lasts at least ``response_months``."""
    for s in range(world.signpost_held.shape[0]):
        it_holds, seen = holds(world, record, s)
        if is_due(world, record, s):
            note(log, world.month[0], events.TRIGGER, NONE, NONE, NONE, NONE, s, seen, 1.0, 0.0)
        world.signpost_held[s] = world.signpost_held[s] + 1.0 if it_holds else 0.0
        world.signpost_left[s] = max(world.signpost_left[s] - 1.0, 0.0)
        if it_holds and world.signpost_held[s] >= world.signpost_hold[s]:
            world.signpost_left[s] = p.response_months


def respond(world):
    """The levers of every triggered response, in the order in which the scenario lists them."""
    for r in range(world.response_lever.shape[0]):
        if world.signpost_left[world.response_signpost[r]] <= 0.0:
            continue
        lever = world.response_lever[r]
        i = world.response_state[r]
        value = world.response_value[r]
        if lever == PRIMARY:
            world.primary[i] = value
        elif lever == EXPORT:
            world.export[i] = value
        elif lever == SECONDARY:
            world.secondary[i] = value
        elif lever == PRICE_CAP:
            world.price_cap[i] = value
        elif lever == ENGAGEMENT:
            world.engagement[i] = value
        elif lever == MESSAGING:
            world.messaging[i] = value
        elif lever == WEDGE:
            world.wedge[i] = value
        elif lever == CREDIBILITY:
            world.wedge_credibility[i] = value
        elif lever == MILITARY_AID:
            world.military_aid[0] = value
        elif lever == COORDINATION:
            world.coordination[0] = value
