"""Grievance against the coalition (equation 2, the path of messaging among it)."""

from math import inf

from simulation.numerics import LN2, clip
from simulation.parameters import Parameter, coefficient

GRIEVANCE_GAIN = Parameter(
    "grievance_gain", 0.0, 0.08, "1/month", "rise of grievance per unit of sanction pressure", 0.03, "judgement", domain=(0.0, 1.0)
)
GRIEVANCE_HALF_LIFE = Parameter(
    "grievance_half_life", 12, 120, "months", "half-life of grievance above its start", 36, "judgement", domain=(1.0, inf), log=True
)
GRIEVANCE_SHIELD = coefficient(
    "grievance_shield",
    0.6,
    "softening of grievance by full trade dependence on the coalition (after Lektzian & Biglaiser 2023, who measure aid)",
    high=1.0,
)
GRIEVANCE_RELIEF = coefficient("grievance_relief", 0.02, "share of grievance that full engagement above the start removes", "1/month")


def update_grievance(world, start, p, i):
    """Equation 2: grievance rises with pressure, less so where the state depends on the sender, and fades to its start.

    The rise is weighted by the issue's response; messaging adds its own small rise on the issues that it touches.
    """
    dependence = 0.0
    for c in range(world.share.shape[0]):
        if world.dependence[c] > 0.0:
            for j in range(world.share.shape[2]):
                if world.membership[j] < 0.0:
                    dependence += world.dependence[c] * world.share[c, i, j]
    shield = 1.0 - p.grievance_shield * clip(dependence, 0.0, 1.0)
    relief = p.grievance_relief * (world.engagement[i] - start.engagement[i])
    for m in range(world.grievance.shape[1]):
        old = world.grievance[i, m]
        rise = p.grievance_gain * world.response[m] * world.pressure[i] * shield * (1.0 - old)
        talk = world.issue_messaging[m] * (world.messaging[i] - start.messaging[i])
        fade = LN2 / p.grievance_half_life * (old - start.grievance[i, m])
        world.grievance[i, m] = clip(old + rise + talk - fade - relief * old, 0.0, 1.0)
