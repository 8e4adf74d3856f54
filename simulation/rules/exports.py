"""What the coalition stops buying is offered to third states (equation 8b)."""

from simulation.parameters import coefficient

RESALE_STEP = coefficient("resale_step", 0.40, "largest share that resale adds to a supplier in a buyer's needs", high=0.8)
RESALE_CEILING = coefficient("resale_ceiling", 0.85, "share of a buyer's needs beyond which resale adds nothing", high=1.0)


def offer_exports(world, start, i):
    """Equation 8b, the seller: exports lost to the senders, and the weights of third states that could buy them.

    A third state can buy where its row of shares counts imports.
    """
    for c in range(world.share.shape[0]):
        world.lost_exports[c, i] = 0.0
        world.buyers[c, i] = 0.0
        if world.resale[c] == 0.0 or world.membership[i] < 0.0:
            continue
        for j in range(world.share.shape[2]):
            if world.membership[j] < 0.0:
                gone = start.share[c, j, i] - world.share[c, j, i]
                world.lost_exports[c, i] += world.volume[c, j] * max(gone, 0.0)
            elif j != i and world.outlets[c, j] < 1.0:
                world.buyers[c, i] += world.turning[c, i, j] * (1.0 - world.third[c] * world.compliance[j, i])


def take_up_exports(world, p, i):
    """Equation 8b, the buyer: the offered exports raise the target share of their seller.

    The other suppliers and the rest of the world give way in proportion, so that the row never exceeds 1.
    """
    n = world.share.shape[2]
    for c in range(world.share.shape[0]):
        eligible = world.membership[i] >= 0.0 and world.outlets[c, i] < 1.0 and world.volume[c, i] > 0.0
        kept = 0.0
        taken = 0.0
        for j in range(n):
            extra = 0.0
            if eligible and j != i and world.lost_exports[c, j] > 0.0 and world.buyers[c, j] > 0.0:
                part = world.turning[c, j, i] * (1.0 - world.third[c] * world.compliance[i, j]) / world.buyers[c, j]
                extra = world.recovered[c, j] * world.lost_exports[c, j] * part / world.volume[c, i]
                extra = max(min(extra, p.resale_step, p.resale_ceiling - world.target[c, i, j]), 0.0)
            world.resold[c, i, j] = extra
            if extra > 0.0:
                kept += world.target[c, i, j]
                taken += world.target[c, i, j] + extra
        if taken > 0.0:
            fit = 1.0 / taken if taken > 1.0 else 1.0
            give_way = (1.0 - taken * fit) / (1.0 - kept) if kept < 1.0 else 0.0
            for j in range(n):
                if world.resold[c, i, j] > 0.0:
                    world.target[c, i, j] = (world.target[c, i, j] + world.resold[c, i, j]) * fit
                else:
                    world.target[c, i, j] *= give_way
