"""Leverage: what a state would lose if a partner cut it off (equation 12)."""

from simulation.compiled import compiled
from simulation.numerics import log
from simulation.parameters import coefficient

SHARE_CEILING = coefficient("share_ceiling", 0.95, "share beyond which leverage does not rise, because the logarithm has no end", high=0.99)


@compiled
def cut_off_loss(share: float, ceiling: float) -> float:
    """Log loss of losing a supplier of that share at constant elasticity of substitution 2 (Clayton, Maggiori & Schreger)."""
    return -log(1.0 - min(share, ceiling))


def measure_leverage(world, p, i):
    """Equation 12: leverage of every partner over the state, and of the coalition taken as one supplier."""
    n = world.share.shape[2]
    for c in range(world.share.shape[0]):
        world.joint_share[c, i] = 0.0
    for j in range(n):
        world.leverage[i, j] = 0.0
        if world.membership[j] < 0.0:
            for c in range(world.share.shape[0]):
                world.joint_share[c, i] += world.share[c, i, j]
    world.coalition_leverage[i] = 0.0
    for c in range(world.share.shape[0]):
        weight = world.weight[c] / (world.elasticity[c] - 1.0)
        for j in range(n):
            world.leverage[i, j] += weight * cut_off_loss(world.share[c, i, j], p.share_ceiling)
        world.coalition_leverage[i] += weight * cut_off_loss(world.joint_share[c, i], p.share_ceiling)
