"""How much a pair works together: deals, dependence and treaties in one number (section 7 of the ODD page)."""

from simulation.compiled import decision
from simulation.numerics import clip
from simulation.parameters import coefficient

COOPERATION_KEPT = coefficient("cooperation_kept", 0.85, "share of last month's cooperation that is kept", "1/month", high=0.99)
COOPERATION_FROM_DEALS = coefficient("cooperation_from_deals", 0.40, "cooperation of a pair that deals as much as counts", high=1.0)
COOPERATION_FROM_LEVERAGE = coefficient("cooperation_from_leverage", 0.30, "cooperation of a pair that depends as much as counts", high=1.0)
COOPERATION_FROM_COMMITMENT = coefficient("cooperation_from_commitment", 0.30, "cooperation of a pair under mutual defence", high=1.0)
DEALS_IN_FULL = coefficient("deals_in_full", 0.5, "fading quantity of deals beyond which more adds nothing", low=0.05)
LEVERAGE_IN_FULL = coefficient("leverage_in_full", 0.12, "leverage beyond which more adds nothing", "log loss", low=0.01)
DEEPEST = 3.0


@decision
def working_together(world, p, i, j):
    """Cooperation that the pair's deals, dependence and commitment amount to this month; 0 to 1."""
    depends = max(world.leverage[i, j], world.leverage[j, i])
    return clip(
        p.cooperation_from_deals * min(1.0, world.deals[i, j] / p.deals_in_full)
        + p.cooperation_from_leverage * min(1.0, depends / p.leverage_in_full)
        + p.cooperation_from_commitment * world.commitment[i, j] / DEEPEST,
        0.0,
        1.0,
    )


def begin_cooperation(world, p, i):
    """Month 0: cooperation stands where it would settle."""
    for j in range(world.cooperation.shape[1]):
        world.cooperation[i, j] = working_together(world, p, i, j) if j != i else 0.0


def cooperate(world, p, i):
    """A moving average of what the pair does together."""
    for j in range(world.cooperation.shape[1]):
        now = working_together(world, p, i, j)
        world.cooperation[i, j] = p.cooperation_kept * world.cooperation[i, j] + (1.0 - p.cooperation_kept) * now
    world.cooperation[i, i] = 0.0
