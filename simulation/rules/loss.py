"""Losses from sanctions, the price cap, and the ability to pay (equation 9)."""

from simulation.numerics import clip
from simulation.parameters import coefficient

SHIPPING = coefficient("shipping", 0.6, "coalition share of shipping and insurance in the capped channel", high=1.0)
CAP_IN_LOSS = coefficient("cap_in_loss", 0.5, "share of the revenue lost to the price cap that counts as loss", high=1.0)
LIQUIDITY_FROM_CAP = coefficient("liquidity_from_cap", 0.3, "liquidity lost where the price cap takes all revenue", high=1.0)
OUTPUT_FROM_LOSS = coefficient("output_from_loss", 0.15, "share of output that a loss of 1 costs")


def cap_revenue(world, p, i):
    """Equation 9, price cap: share of revenue taken = cap times (coalition shipping + complying third parties)."""
    complying = 0.0
    for c in range(world.share.shape[0]):
        if world.capped[c] > 0.0:
            for j in range(world.share.shape[2]):
                if world.membership[j] >= 0.0:
                    complying += world.capped[c] * world.share[c, i, j] * world.compliance[j, i]
    world.cap_effect[i] = world.price_cap[i] * clip(p.shipping + complying, 0.0, 1.0)


def bear_loss(world, start, p, i):
    """Equation 9: weighted unserved needs with their price premium, and half of the revenue lost to the cap.

    Output and liquidity follow. A higher price of a channel adds liquidity where the state sells into it.
    """
    loss = p.cap_in_loss * world.cap_effect[i]
    strain = p.liquidity_from_cap * (world.cap_effect[i] - start.cap_effect[i])
    windfall = 0.0
    for c in range(world.unserved.shape[0]):
        loss += world.weight[c] * world.unserved[c, i] * (1.0 + world.premium[c])
        strain += world.liquidity_weight[c] * world.unserved[c, i]
        windfall += world.liquidity_weight[c] * (world.price[c] - 1.0) * world.outlets[c, i]
    world.loss[i] = loss
    world.gdp[i] = start.gdp[i] * max(1.0 - p.output_from_loss * (loss - start.loss[i]), 0.0)
    world.liquidity[i] = clip(start.liquidity[i] * (1.0 + windfall) - strain, 0.0, 1.0)
