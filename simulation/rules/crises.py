"""Crises, and who stands by whom in them (equation 21)."""

from typing import NamedTuple

from simulation import chance, events
from simulation.compiled import decision, total
from simulation.events import NONE, note
from simulation.numerics import sigma
from simulation.parameters import Parameter, coefficient
from simulation.properties import GROUPS

CORE = GROUPS.index("core")
CRISIS_RATE = Parameter(
    "crisis_rate", 0.0, 0.04, "1/month", "crises a month of a state of multiplier 1", 0.012, "judgement", domain=(0.0, 1.0)
)
SUPPORT_BASE = Parameter(
    "support_base", -4.0, 0.0, "1", "utility of standing by a state without anything for or against it", -2.4, "judgement",
    domain=(-10.0, 10.0), fixed=True,
)  # fmt: skip
SUPPORT_FROM_COMMITMENT = coefficient("support_from_commitment", 1.0, "utility of a step of commitment")
SUPPORT_FROM_TRUST = coefficient("support_from_trust", 1.2, "utility of full trust in the state in crisis")
SUPPORT_FROM_GRIEVANCE = coefficient("support_from_grievance", 1.0, "utility of full shared grievance")
SUPPORT_EXPOSURE = coefficient("support_exposure", 0.12, "share of the exposure aversion that support calls up", high=1.0)
DISTRACTION = coefficient("distraction", 0.8, "disutility of a supporter that needs arms itself")
DISTRACTION_NEED = coefficient("distraction_need", 0.5, "need of arms above which a supporter is distracted", high=1.0)


class Support(NamedTuple):
    """Terms of the utility of standing by a state in a crisis."""

    base: float
    commitment: float
    trust: float
    grievance: float
    exposure: float
    distraction: float


@decision
def need_of_arms(world, i):
    """The largest need of i of any good of war."""
    largest = 0.0
    for g in range(world.need.shape[1]):
        if world.arms[g] > 0.0:
            largest = max(largest, world.need[i, g])
    return largest


@decision
def support(world, p, i, j):
    """Equation 21: what speaks for and against j standing by i in its crisis."""
    return Support(
        p.support_base,
        p.support_from_commitment * world.commitment[i, j],
        p.support_from_trust * world.trust[j, i],
        p.support_from_grievance * world.shared[i, j],
        -p.support_exposure * p.exposure_aversion * world.coalition_leverage[j],
        -p.distraction if need_of_arms(world, j) > p.distraction_need else 0.0,
    )


@decision
def solidarity(world, p, i, j):
    """Equation 21: probability that j stands by i in its crisis."""
    return sigma(p.choice_precision * total(support(world, p, i, j)))


@decision
def is_called_on(world, i, j):
    """Whether j is expected to stand by i: axis partners, and whoever has a commitment; members of the coalition never."""
    if i == j or world.tied[i, j] == 0.0 or world.membership[i] < 0.0 or world.membership[j] < 0.0:
        return False
    return (world.membership[i] > 0.0 and world.membership[j] > 0.0) or world.commitment[i, j] >= 1.0


@decision
def crisis_probability(world, p, i):
    """Equation 21: probability that a crisis strikes the state this month; 1 where the calendar says so, 0 in the coalition."""
    by_chance = min(p.crisis_rate * world.crisis_rate[i], 1.0) * world.chance[0]
    return 0.0 if world.membership[i] < 0.0 else (1.0 if world.strike[i] > 0.0 else by_chance)


def face_crisis(world, p, log, i):
    """Equation 21: a crisis strikes by the calendar or by chance, and every partner called on stands by the state or does not."""
    t = world.month[0]
    likely = crisis_probability(world, p, i)
    draw = chance.uniform(world.key, t, chance.CRISIS, world.id[i], 0, 0)
    struck = draw < likely
    world.in_crisis[i] = 1.0 if struck else 0.0
    if struck:
        note(log, t, events.CRISIS, i, NONE, NONE, NONE, 0, 0.0, likely, draw)
    for j in range(world.supported.shape[1]):
        world.supported[i, j] = 0.0
        world.abandoned[i, j] = 0.0
        if not struck or not is_called_on(world, i, j):
            continue
        likely = solidarity(world, p, i, j)
        draw = chance.uniform(world.key, t, chance.SUPPORT, world.id[i], world.id[j], 0)
        if draw < likely:
            world.supported[i, j] = 1.0
        else:
            world.abandoned[i, j] = 1.0
            world.abandonments[i, j] += 1.0
        if world.group[i] == CORE and world.group[j] == CORE:
            world.pleas[i] += 1.0
            world.answers[i] += world.supported[i, j]
        note(log, t, events.SUPPORT if draw < likely else events.ABANDONMENT, j, i, NONE, NONE, 0, 0.0, likely, draw)
