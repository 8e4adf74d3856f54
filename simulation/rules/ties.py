"""Signed ties between states (equation 5)."""

from simulation import chance
from simulation.numerics import clip
from simulation.parameters import Parameter, coefficient

BALANCE = Parameter(
    "balance", 0.0, 0.08, "1/month", "pull towards structural balance; contested by data, 0 is a variant of its own",
    0.02, "Heider 1946; Marvel et al. 2011; against it Doreian & Mrvar 2015", domain=(0.0, 1.0),
)  # fmt: skip
TIE_NOISE = Parameter(
    "tie_noise", 0.0, 0.03, "1/month", "standard deviation of the monthly noise of a tie", 0.01, "judgement", domain=(0.0, 1.0), fixed=True
)
TIE_SPEED = coefficient("tie_speed", 0.08, "share of the way to its target that a tie goes", "1/month")
TIE_FROM_GRIEVANCE = coefficient("tie_from_grievance", 0.5, "tie gained by full shared grievance")
TIE_FROM_THREAT = coefficient("tie_from_threat", 0.3, "tie gained by full common threat")
TIE_FROM_RESENTMENT = coefficient("tie_from_resentment", 0.8, "tie lost by mutual resentment of 1")


def count_third_states(world, i):
    """Number of states that both partners have a relation with: the terms of the mean in ``closure``."""
    n = world.tied.shape[0]
    for j in range(n):
        world.third_states[i, j] = 0.0
    for k in range(n):
        for j in range(n):
            world.third_states[i, j] += world.tied[i, k] * world.tied[k, j]


def close_triads(world, i):
    """b_ij of equation 5: mean of tie_ik tie_kj over third states k tied to both, 0 without any."""
    n = world.tie.shape[0]
    for j in range(n):
        world.closure[i, j] = 0.0
    for k in range(n):
        for j in range(n):
            world.closure[i, j] += world.tie[i, k] * world.tie[k, j]
    for j in range(n):
        world.closure[i, j] = world.closure[i, j] / max(world.third_states[i, j], 1.0) if j != i else 0.0


def disturb_ties(world, p, i):
    """Equation 5: the noise of the month, one number a pair, drawn in the row of the one that stands first."""
    key = world.key
    t = world.month[0]
    n = world.tie.shape[0]
    for j in range(i + 1, n):
        first = min(world.id[i], world.id[j])
        other = max(world.id[i], world.id[j])
        world.tie_noise[i, j] = p.tie_noise * chance.normal(key, t, chance.TIE_NOISE, first, other, 0)


def consider_ties(world, start, p, i):
    """Equation 5: where the ties of the month lead; every deviation is from month 0, so nothing moves without a cause.

    Grievance and threat are held against the coalition. Where two states share them they draw together; between a
    state outside the coalition and a member of it they push apart. (With the first alone, sanctions would bring
    target and sender closer.) The tie is symmetric to the last bit: both ends read
    the same noise and every term commutes.
    """
    member = world.membership[i] < 0.0
    for j in range(world.tie.shape[0]):
        if j == i or world.tied[i, j] == 0.0:
            world.tie_next[i, j] = 0.0
            continue
        tie = world.tie[i, j]
        side, a, b = 1.0, i, j
        if member != (world.membership[j] < 0.0):
            a = b = j if member else i
            side = -1.0
        target = clip(
            start.tie[i, j]
            + side * p.tie_from_grievance * (world.shared[a, b] - start.shared[a, b])
            + side * p.tie_from_threat * (world.common_threat[a, b] - start.common_threat[a, b])
            - p.tie_from_resentment * 0.5 * (world.resentment[i, j] + world.resentment[j, i])
            - (world.rivalry[i, j] - start.rivalry[i, j]),
            -1.0,
            1.0,
        )
        pull = p.balance * (1.0 - tie * tie) * (world.closure[i, j] - start.closure[i, j])
        noise = world.tie_noise[min(i, j), max(i, j)]
        world.tie_next[i, j] = clip(tie + p.tie_speed * (target - tie) + pull + noise, -1.0, 1.0)


def settle_ties(world, i):
    """All states move at once to the ties that they considered."""
    for j in range(world.tie.shape[0]):
        world.tie[i, j] = world.tie_next[i, j]
