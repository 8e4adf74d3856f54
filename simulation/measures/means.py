"""Means over groups of states and pairs of them, for measures; 0 where the group is empty."""

from simulation.compiled import compiled


@compiled
def pair_mean(values, group, first, second):
    """Mean of ``values[i, j]`` over pairs of two states with i in group ``first`` and j in group ``second``."""
    total = 0.0
    pairs = 0
    for i in range(values.shape[0]):
        if group[i] != first:
            continue
        for j in range(values.shape[1]):
            if i != j and group[j] == second:
                total += values[i, j]
                pairs += 1
    return total / pairs if pairs > 0 else 0.0


@compiled
def group_mean(values, group, code):
    """Mean of ``values[i]`` over the states of a group."""
    total = 0.0
    count = 0
    for i in range(values.shape[0]):
        if group[i] == code:
            total += values[i]
            count += 1
    return total / count if count > 0 else 0.0


@compiled
def weighted_mean(values, weights, group, code):
    """Mean of ``values[i]`` weighted by ``weights[i]`` over the states of a group; over all states where ``code`` is -1."""
    total = 0.0
    mass = 0.0
    for i in range(values.shape[0]):
        if code < 0 or group[i] == code:
            total += weights[i] * values[i]
            mass += weights[i]
    return total / mass if mass > 0.0 else 0.0
