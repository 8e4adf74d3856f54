"""What sanctions do to their targets, and what they cost."""

from simulation.levers import cost_of
from simulation.measures.means import group_mean, weighted_mean
from simulation.properties import GROUPS

CORE = GROUPS.index("core")
COALITION = GROUPS.index("coalition")
AID_COST = cost_of("military_aid")
ENGAGEMENT_COST = cost_of("engagement")
SECONDARY_COST = cost_of("secondary")
NEXT_TO_NOTHING = 0.001
"""Loss, as a weighted share of needs, below which nothing can be said of resilience."""


def target_loss(world):
    """Largest loss among the core states; weighted share of needs, 0 upwards."""
    largest = 0.0
    for i in range(world.loss.shape[0]):
        if world.group[i] == CORE:
            largest = max(largest, world.loss[i])
    return largest


def resilience(world):
    """1 - loss/(loss without recovery), over the core states together; 0 to 1, 1 also where next to nothing is lost."""
    borne = 0.0
    threatened = 0.0
    for i in range(world.loss.shape[0]):
        if world.group[i] == CORE:
            borne += world.loss[i]
            threatened += world.loss[i]
            for c in range(world.lost.shape[0]):
                saved = world.lost[c, i] - world.unserved[c, i]
                threatened += world.weight[c] * saved * (1.0 + world.premium[c])
    return 1.0 - borne / threatened if threatened > NEXT_TO_NOTHING else 1.0


def core_evasion(world):
    """Mean know-how of evasion of the core states; 0 to 1."""
    return group_mean(world.evasion, world.group, CORE)


def third_party_compliance(world):
    """Mean compliance of states outside the coalition with secondary sanctions on the core states under them; 0 to 1."""
    total = 0.0
    count = 0
    for i in range(world.compliance.shape[0]):
        for j in range(world.compliance.shape[1]):
            if i != j and world.membership[i] >= 0.0 and world.group[j] == CORE and world.secondary[j] > 0.0:
                total += world.compliance[i, j]
                count += 1
    return total / count if count > 0 else 0.0


def coalition_loss(world, start):
    """Loss of the coalition's members weighted by their GDP of the start; weighted share of needs, 0 upwards."""
    return weighted_mean(world.loss, start.gdp, world.group, COALITION)


def coalition_cost(world, start):
    """Cost to the coalition: its loss, arms for the attacked while the war lasts, engagement and secondary sanctions.

    Share of its GDP, 0 upwards. A lever with targets counts by its mean over the core states.
    """
    war = 0.0
    for i in range(world.war.shape[0]):
        war = max(war, world.war[i])
    return (
        weighted_mean(world.loss, start.gdp, world.group, COALITION)
        + AID_COST * world.military_aid[0] * war
        + ENGAGEMENT_COST * group_mean(world.engagement, world.group, CORE)
        + SECONDARY_COST * group_mean(world.secondary, world.group, CORE)
    )


def world_loss(world, start):
    """Loss of all states weighted by their GDP of the start; weighted share of needs, 0 upwards."""
    return weighted_mean(world.loss, start.gdp, world.group, -1)
