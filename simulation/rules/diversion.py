"""Whom a state turns to when access closes, and what stays unserved (equations 6 and 8)."""

from math import inf

from simulation.numerics import exp
from simulation.parameters import Parameter, coefficient

RECOVERY_MAX = Parameter(
    "recovery_max", 0.55, 0.97, "share", "share of lost access that can be recovered in the end", 0.85, "judgement", domain=(0.0, 1.0)
)
HUB_DIVERSION = Parameter("hub_diversion_scale", 0.56, 1.45, "1", "multiplies the hub's weight in diversion", 1.0, "judgement")
RECOVERY_MONTHS = Parameter(
    "recovery_months", 1.0, 36.0, "months", "time constant of recovery", 9.0, "judgement", domain=(0.1, inf), fixed=True
)
ATTRACTION_FROM_TIE = coefficient("attraction_from_tie", 0.4, "log share gained per unit of tie above the start")
TURNING_FROM_TIE = coefficient("turning_from_tie", 0.8, "log weight in diversion per unit of tie")
LOSS_FELT = coefficient("loss_felt", 0.01, "lost share of needs from which the search for others begins", high=0.1)


def weigh_partners(world, start, p, i):
    """Equation 6, and the weights d of equation 8.

    ``attraction`` is the share that ties alone would give, rescaled to the row sum of the start. ``turning`` is the
    weight with which the state turns to another when access closes: a target or third party to those whom the
    scenario names, more so where the tie is good; a member of the coalition to those who serve it anyway.
    """
    sender = world.membership[i] < 0.0
    n = world.share.shape[2]
    for j in range(n):
        world.drift[i, j] = exp(p.attraction_from_tie * (world.tie[i, j] - start.tie[i, j]))
        world.appeal[i, j] = world.tied[i, j] * exp(p.turning_from_tie * world.tie[i, j])
    if world.hub[0] >= 0:
        world.appeal[i, world.hub[0]] *= p.hub_diversion_scale
    for c in range(world.share.shape[0]):
        for j in range(n):
            world.attraction[c, i, j] = start.share[c, i, j] * world.drift[i, j]
        before = 0.0
        total = 0.0
        for j in range(n):
            before += start.share[c, i, j]
            total += world.attraction[c, i, j]
        scale = before / total if total > 0.0 else 0.0
        for j in range(n):
            world.attraction[c, i, j] *= scale
        for j in range(n):
            world.turning[c, i, j] = world.attraction[c, i, j] if sender else world.diversion[c, j] * world.appeal[i, j]


def seek_partners(world, p, i):
    """Equation 8: what is lost, what others can serve by now, and what nobody serves.

    The search goes on while a loss is felt, for every state alike, and what it found is lost again at the same
    pace when none is. (Counting from the programme on the state itself, senders and third parties would never
    recover, and a programme that is lifted would leave its recovery behind.)
    """
    sender = world.membership[i] < 0.0
    for c in range(world.share.shape[0]):
        lost = 0.0
        served = 0.0
        willing = 0.0
        unable = 0.0
        for j in range(world.share.shape[2]):
            lost += world.attraction[c, i, j] * world.closed[c, i, j]
            served += world.attraction[c, i, j]
            willing += world.turning[c, i, j]
            unable += world.turning[c, i, j] * world.closed[c, i, j]
        willing += max(1.0 - served, 0.0) if sender else 0.0
        able = max(willing - unable, 0.0)
        reach = able / willing if willing > 0.0 else 0.0
        world.lost[c, i] = min(lost, 1.0)
        world.diverters[c, i] = able
        world.recovered[c, i] = p.recovery_max * (1.0 - exp(-world.age[c, i] / p.recovery_months)) * reach
        world.unserved[c, i] = world.lost[c, i] * (1.0 - world.recovered[c, i])
        searching = 1.0 if lost > p.loss_felt else -1.0
        world.age[c, i] = max(world.age[c, i] + searching, 0.0)
