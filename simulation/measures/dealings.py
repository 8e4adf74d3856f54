"""What the core asks for, gets and does not get."""

from simulation.properties import GROUPS

CORE = GROUPS.index("core")
LEAST_LIQUIDITY = 0.01
DEEPEST = 3.0


def core_deliveries(world):
    """Quantity that core states deal in with each other, of late (fading by a fifth a month); 0 upwards."""
    total = 0.0
    for i in range(world.deals.shape[0]):
        for j in range(i):
            if world.group[i] == CORE and world.group[j] == CORE:
                total += world.deals[i, j]
    return total


def non_delivery(world):
    """Share of the deals made so far that a side reneged on; 0 to 1, 0 before any."""
    made = 0.0
    broken = 0.0
    for i in range(world.deals_made.shape[0]):
        made += world.deals_made[i]
        broken += world.deals_broken[i]
    return broken / made if made > 0.0 else 0.0


def desperation(world, start):
    """Mean over the core of requests expected against the start, divided by liquidity and capability against the start; 0 upwards."""
    total = 0.0
    count = 0
    for i in range(world.request_rate.shape[0]):
        if world.group[i] == CORE and start.request_rate[i] > 0.0:
            means = max(world.liquidity[i], LEAST_LIQUIDITY) / max(start.liquidity[i], LEAST_LIQUIDITY)
            if start.capability[i] > 0.0:
                means *= world.capability[i] / start.capability[i]
            total += world.request_rate[i] / start.request_rate[i] / means
            count += 1
    return total / count if count > 0 else 0.0


def mutual_defence(world):
    """Number of core pairs under mutual defence; 0 upwards."""
    count = 0.0
    for i in range(world.commitment.shape[0]):
        for j in range(i):
            if world.group[i] == CORE and world.group[j] == CORE:
                count += world.commitment[i, j] >= DEEPEST
    return count
