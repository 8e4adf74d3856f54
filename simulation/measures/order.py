"""What is left of the multilateral order."""

from simulation.compiled import decision


@decision
def clean_share(world):
    """Share of requests sent so far that break no measure of the United Nations, Laplace-smoothed towards 1."""
    sent = 0.0
    clean = 0.0
    for i in range(world.requests_sent.shape[0]):
        sent += world.requests_sent[i]
        clean += world.requests_clean[i]
    return (clean + 1.0) / (sent + 1.0)


@decision
def open_trade(world, start):
    """Share of trade with states outside one's own camp, over states weighted by their GDP of the start."""
    total = 0.0
    mass = 0.0
    n = world.membership.shape[0]
    for i in range(n):
        inside = 0.0
        for c in range(world.share.shape[0]):
            if world.dependence[c] > 0.0 and world.membership[i] != 0.0:
                for j in range(n):
                    if world.membership[j] == world.membership[i]:
                        inside += world.dependence[c] * world.share[c, i, j]
        total += start.gdp[i] * (1.0 - min(inside, 1.0))
        mass += start.gdp[i]
    return total / mass if mass > 0.0 else 0.0


def vote_consensus(world):
    """Share of states that voted alike on the last resolutions; 0 to 1, 1 before any."""
    return world.consensus[0]


def respect_for_norms(world):
    """Share of requests so far that break no measure of the United Nations, Laplace-smoothed towards 1; 0 to 1."""
    return clean_share(world)


def trade_outside_camps(world, start):
    """Share of trade with states outside one's own camp, weighted by GDP of the start; 0 to 1."""
    return open_trade(world, start)


def multilateral_index(world, start):
    """Mean of vote consensus, respect for norms and trade outside camps; 0 to 1."""
    return (world.consensus[0] + clean_share(world) + open_trade(world, start)) / 3.0
