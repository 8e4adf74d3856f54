"""How channel shares move (equation 8)."""

from simulation.numerics import clip
from simulation.parameters import coefficient

SHARE_SPEED = coefficient("share_speed", 0.07, "share of the way to its target that a channel share goes at pace 1", "1/month", high=0.3)
DIVERTED = coefficient("diverted", 0.85, "share of recovered access that goes to named partners, the rest to the world", high=1.0)


def aim_shares(world, p, i):
    """Equation 8: the share that each partner heads for: what ties and access leave, plus its part of what is diverted."""
    n = world.share.shape[2]
    for c in range(world.share.shape[0]):
        diverted = p.diverted * world.recovered[c, i] * world.lost[c, i]
        part = diverted / world.diverters[c, i] if world.diverters[c, i] > 0.0 else 0.0
        for j in range(n):
            diverted_to = part * world.turning[c, i, j] * (1.0 - world.closed[c, i, j])
            world.target[c, i, j] = world.attraction[c, i, j] * world.opening[c, i, j] + diverted_to
        total = 0.0
        for j in range(n):
            total += world.target[c, i, j]
        if total > 1.0:
            for j in range(n):
                world.target[c, i, j] /= total


def shift_shares(world, p, i):
    """Equation 8: shares go a part of the way to their target, faster in channels of a higher pace."""
    for c in range(world.share.shape[0]):
        speed = clip(p.share_speed * world.pace[c] * world.acceleration[c], 0.0, 1.0)
        for j in range(world.share.shape[2]):
            world.share[c, i, j] += speed * (world.target[c, i, j] - world.share[c, i, j])
