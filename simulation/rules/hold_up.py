"""Hold-up: what partners extract from new dependence, and what it leaves behind (equations 13 and 14)."""

from math import inf

from simulation.numerics import LN2
from simulation.parameters import Parameter, coefficient

EXTRACTION = Parameter(
    "extraction", 0.2, 2.5, "1", "zeta: extraction per unit of asymmetry beyond what one is used to", 0.6, "judgement", log=True
)
AUTONOMY_SCALE = Parameter("autonomy_scale", 0.3, 2.2, "1", "multiplies every dependency weight", 1.0, "judgement")
HABIT_HALF_LIFE = Parameter(
    "habit_half_life", 12, 240, "months", "half-life with which a state becomes used to asymmetry", 60,
    "judgement; level and change of asymmetry after Morrow 1991", domain=(1.0, inf), fixed=True,
)  # fmt: skip
RESENTMENT_KEPT = coefficient("resentment_kept", 0.98, "share of resentment that is kept", "1/month", high=1.0)
RESENTMENT_GAIN = coefficient("resentment_gain", 0.12, "resentment per unit of extraction", "1/month")


def form_habit(world, i):
    """At month 0 a state is used to the asymmetry that it lives with."""
    for j in range(world.leverage.shape[1]):
        world.reference[i, j] = max(world.leverage[i, j] - world.leverage[j, i], 0.0)


def hold_up(world, p, i):
    """Equations 13 and 14: extraction from asymmetry beyond the reference, resentment of it, and the cost to autonomy.

    The level of dependence breaks no ties, its change does (Morrow 1991): the reference follows the asymmetry.
    """
    largest = 0.0
    for j in range(world.leverage.shape[1]):
        asymmetry = world.leverage[i, j] - world.leverage[j, i]
        excess = max(asymmetry - world.reference[i, j], 0.0)
        world.reference[i, j] += LN2 / p.habit_half_life * (max(asymmetry, 0.0) - world.reference[i, j])
        world.extraction[i, j] = p.extraction * excess * (1.0 - world.trust[i, j])
        world.resentment[i, j] = p.resentment_kept * world.resentment[i, j] + p.resentment_gain * world.extraction[i, j]
        largest = max(largest, excess)
    world.autonomy_cost[i] = world.autonomy[i] * p.autonomy_scale * largest
