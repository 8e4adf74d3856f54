"""Who depends on whom."""

from simulation.measures.means import group_mean
from simulation.properties import GROUPS

CORE = GROUPS.index("core")
LEAST_DEMANDS = 3.0
"""Demands from which a rate of concessions says something."""


def hub_leverage(world):
    """Mean leverage of the hub over the other core states; log loss, 0 upwards."""
    hub = world.hub[0]
    total = 0.0
    count = 0
    for i in range(world.group.shape[0]):
        if world.group[i] == CORE and i != hub:
            total += world.leverage[i, hub]
            count += 1
    return total / count if count > 0 else 0.0


def second_dependence(world):
    """Leverage of the hub over the second core state; log loss, 0 upwards."""
    hub = world.hub[0]
    second = world.second[0]
    return world.leverage[second, hub] if second >= 0 else 0.0


def asymmetry(world):
    """Asymmetry of leverage between second and hub, (a - b)/(a + b); -1 to 1, 1 = only the second depends."""
    hub = world.hub[0]
    second = world.second[0]
    if second < 0:
        return 0.0
    both = world.leverage[second, hub] + world.leverage[hub, second]
    return (world.leverage[second, hub] - world.leverage[hub, second]) / both if both > 0.0 else 0.0


def dependence_growth(world, start):
    """Leverage of the hub over the second core state against the start; 0 upwards, 1 = as at the start, 0 without both states."""
    hub = world.hub[0]
    second = world.second[0]
    if second < 0 or start.leverage[second, hub] <= 0.0:
        return 0.0
    return world.leverage[second, hub] / start.leverage[second, hub]


def concession_rate(world):
    """Laplace-smoothed share of the hub's demands of 24 months that the second conceded; 0 to 1, 0 before its third demand."""
    second = world.second[0]
    demands = 0.0
    conceded = 0.0
    if second >= 0:
        for w in range(world.demanded.shape[0]):
            demands += world.demanded[w, second]
            conceded += world.conceded[w, second]
    return (conceded + 1.0) / (demands + 2.0) if second >= 0 and world.demands[second] >= LEAST_DEMANDS else 0.0


def core_coalition_leverage(world):
    """Mean leverage of the coalition over the core states; log loss, 0 upwards."""
    return group_mean(world.coalition_leverage, world.group, CORE)


def own_currency(world):
    """Mean share of the core states' money and payments outside the coalition; 0 to 1."""
    return 1.0 - group_mean(world.coalition_payment, world.group, CORE)
