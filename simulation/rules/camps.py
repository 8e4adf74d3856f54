"""Means over the members of a camp, weighted by the square root of capability."""

import numpy as np

from simulation.compiled import decision


@decision
def camp_mean(values, i, capability, membership, camp):
    """Mean of ``values[i, j]`` over the other states j of a camp (-1, 0 or 1); 0 where there is none."""
    total = 0.0
    mass = 0.0
    for j in range(membership.shape[0]):
        if j != i and membership[j] == camp:
            weight = np.sqrt(capability[j])
            total += weight * values[i, j]
            mass += weight
    return total / mass if mass > 0.0 else 0.0


@decision
def camp_average(values, i, capability, membership, camp):
    """Mean of ``values[j]`` over the other states j of a camp; -1 where there is none."""
    total = 0.0
    mass = 0.0
    for j in range(membership.shape[0]):
        if j != i and membership[j] == camp:
            weight = np.sqrt(capability[j])
            total += weight * values[j]
            mass += weight
    return total / mass if mass > 0.0 else -1.0
