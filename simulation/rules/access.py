"""Which exchange the sanctions leave open (equation 7)."""

from simulation.compiled import compiled


@compiled
def relative(now: float, start: float) -> float:
    """Access against its start; 1 where nothing was open at the start, because the share of the start is then nothing."""
    return now / start if start > 0.0 else 1.0


def open_access(world, start, i):
    """Equation 7: sanctions cut access between sender and target, compliance between target and third party.

    Both ends lose alike. Two states outside the coalition are cut by compliance alone. A counter-sanction of the target
    closes its exchange with the senders by the share that it withholds. The shares of the start already carry
    the sanctions of the start, so that other rules use access only against its start, ``opening``.
    """
    sender = world.membership[i] < 0.0
    for c in range(world.access.shape[0]):
        own = (1.0 - world.cut[c] * world.carried_out[0] * world.sanctions[c, i]) * (1.0 - world.cutoff[c, i])
        for j in range(world.access.shape[2]):
            open_share = 1.0
            if world.membership[j] < 0.0:
                if not sender:
                    open_share = own
            elif sender:
                cut = world.cut[c] * world.carried_out[0] * world.sanctions[c, j]
                open_share = (1.0 - cut) * (1.0 - world.cutoff[c, j])
            else:
                if world.sanctions[c, i] > 0.0:
                    open_share *= 1.0 - world.third[c] * world.compliance[j, i]
                if world.sanctions[c, j] > 0.0:
                    open_share *= 1.0 - world.third[c] * world.compliance[i, j]
            world.access[c, i, j] = open_share
        for j in range(world.access.shape[2]):
            world.opening[c, i, j] = relative(world.access[c, i, j], start.access[c, i, j])
