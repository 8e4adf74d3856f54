"""How close the core is, and how divided the world."""

from simulation.compiled import compiled
from simulation.measures.means import pair_mean
from simulation.numerics import exp, log
from simulation.properties import GROUPS

CORE = GROUPS.index("core")
COALITION = GROUPS.index("coalition")
POLARISATION_SENSITIVITY = 1.3
"""alpha of Esteban & Ray 1994."""


def core_tie(world):
    """Mean tie of the core pairs; -1 to 1."""
    return pair_mean(world.tie, world.group, CORE, CORE)


def core_affinity(world):
    """Mean of (1 + tie)/2 over the core pairs; 0 to 1."""
    return 0.5 * (1.0 + pair_mean(world.tie, world.group, CORE, CORE))


def core_trust(world):
    """Mean trust of the core pairs; 0 to 1."""
    return pair_mean(world.trust, world.group, CORE, CORE)


def core_trust_limit(world):
    """Mean trust limit of the core pairs; 0 to 1."""
    return pair_mean(world.ceiling, world.group, CORE, CORE)


def core_shared_grievance(world):
    """Mean shared grievance of the core pairs; 0 to 1."""
    return pair_mean(world.shared, world.group, CORE, CORE)


def core_resentment(world):
    """Mean resentment within the core; 0 upwards."""
    return pair_mean(world.resentment, world.group, CORE, CORE)


def rift(world):
    """Mean tie between core and coalition; -1 to 1, lower is a deeper rift."""
    return pair_mean(world.tie, world.group, CORE, COALITION)


@compiled
def between_camps(size, membership):
    """Esteban & Ray 1994, eq. 3: sum over pairs of camps of share_a^(1 + alpha) share_b |position_a - position_b|, the scale left at 1."""
    total = 0.0
    for a in (-1.0, 0.0, 1.0):
        mass_a = 0.0
        for i in range(size.shape[0]):
            if membership[i] == a:
                mass_a += size[i]
        if mass_a <= 0.0:
            continue
        for b in (-1.0, 0.0, 1.0):
            mass_b = 0.0
            for i in range(size.shape[0]):
                if membership[i] == b:
                    mass_b += size[i]
            total += exp((1.0 + POLARISATION_SENSITIVITY) * log(mass_a)) * mass_b * abs(a - b)
    return total


def polarisation(world):
    """Polarisation over coalition, hedging states and axis, weighted by capability (Esteban & Ray 1994, eq. 3); 0 to 4."""
    return between_camps(world.capability, world.membership)


def polarisation_gdp(world, start):
    """The same weighted by each state's part of the GDP of the start; 0 to 4."""
    return between_camps(start.gdp, world.membership) / weight_of(start.gdp)


@compiled
def weight_of(size):
    """Total to the power 2 + alpha: what turns the index of amounts into that of shares; 1 where there is nothing."""
    total = 0.0
    for i in range(size.shape[0]):
        total += size[i]
    return exp((2.0 + POLARISATION_SENSITIVITY) * log(total)) if total > 0.0 else 1.0
