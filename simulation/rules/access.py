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
        cut = world.cut[c] * world.carried_out[0]
        own = (1.0 - cut * world.sanctions[c, i]) * (1.0 - world.cutoff[c, i])
        third = world.third[c]
        watched = world.sanctions[c, i] > 0.0
        for j in range(world.access.shape[2]):
            if sender:
                theirs = (1.0 - cut * world.sanctions[c, j]) * (1.0 - world.cutoff[c, j])
                open_share = 1.0 if world.membership[j] < 0.0 else theirs
            else:
                of_partner = 1.0 - third * world.compliance[j, i] if watched else 1.0
                of_state = 1.0 - third * world.compliance[i, j] if world.sanctions[c, j] > 0.0 else 1.0
                open_share = own if world.membership[j] < 0.0 else of_partner * of_state
            world.access[c, i, j] = open_share
        for j in range(world.access.shape[2]):
            world.opening[c, i, j] = relative(world.access[c, i, j], start.access[c, i, j])
        for j in range(world.access.shape[2]):
            world.closed[c, i, j] = 1.0 - min(world.opening[c, i, j], 1.0)
