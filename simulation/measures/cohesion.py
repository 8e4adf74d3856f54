"""Whether the core works as a bloc (section 7 of the ODD page)."""

from simulation.compiled import decision
from simulation.measures.means import pair_mean
from simulation.properties import GROUPS

CORE = GROUPS.index("core")
ACTIVE = 0.35
"""Cooperation from which a pair is active."""
DEPTH, TRUST, SUPPORT, AFFINITY, ACTIVITY = 0.25, 0.25, 0.15, 0.20, 0.15
"""Weights in cohesion."""


@decision
def active_share(world):
    """Share of core pairs that are active."""
    pairs = 0
    found = 0
    for i in range(world.group.shape[0]):
        for j in range(i):
            if world.group[i] == CORE and world.group[j] == CORE:
                pairs += 1
                found += world.cooperation[i, j] >= ACTIVE
    return found / pairs if pairs > 0 else 0.0


@decision
def supported_share(world):
    """Share of calls on core partners in a crisis that were answered since the start, Laplace-smoothed."""
    pleas = 0.0
    answers = 0.0
    for i in range(world.group.shape[0]):
        if world.group[i] == CORE:
            pleas += world.pleas[i]
            answers += world.answers[i]
    return (answers + 1.0) / (pleas + 2.0)


def depth(world):
    """Mean cooperation of the core pairs; 0 to 1."""
    return pair_mean(world.cooperation, world.group, CORE, CORE)


def active(world):
    """Share of core pairs whose cooperation is at least .35; 0 to 1."""
    return active_share(world)


def support(world):
    """Share of calls on core partners in a crisis that were answered since the start, Laplace-smoothed; 0 to 1."""
    return supported_share(world)


def cohesion(world):
    """.25 depth + .25 trust + .15 support + .20 affinity + .15 active, of the month; 0 to 1. Outcomes use its mean over 12 months."""
    affinity = 0.5 * (1.0 + pair_mean(world.tie, world.group, CORE, CORE))
    return (
        DEPTH * pair_mean(world.cooperation, world.group, CORE, CORE)
        + TRUST * pair_mean(world.trust, world.group, CORE, CORE)
        + SUPPORT * supported_share(world)
        + AFFINITY * affinity
        + ACTIVITY * active_share(world)
    )


def axis_size(world):
    """Number of states in the axis; 0 upwards."""
    count = 0.0
    for i in range(world.membership.shape[0]):
        count += world.membership[i] > 0.0
    return count


def axis_capability(world):
    """Share of world capability that stands in the axis; 0 to 1."""
    held = 0.0
    for i in range(world.membership.shape[0]):
        if world.membership[i] > 0.0:
            held += world.capability[i]
    return held


def core_outside(world):
    """Number of core states outside the axis; 0 upwards."""
    count = 0.0
    for i in range(world.membership.shape[0]):
        count += world.group[i] == CORE and world.membership[i] < 1.0
    return count
