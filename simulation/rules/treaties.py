"""Treaties: steps of commitment up after deliveries, down after abandonment (equation 24)."""

from typing import NamedTuple

from simulation import chance, events
from simulation.compiled import decision, total
from simulation.events import NONE, note
from simulation.numerics import clip, exp
from simulation.parameters import coefficient

TREATY_RATE = coefficient("treaty_rate", 0.4, "hazard of a step up per unit delivered by a partner with nothing to lose", high=1.0)
TREATY_CAUTION = coefficient("treaty_caution", 2.0, "share of that probability lost per unit of the coalition's leverage", "1/log loss")
TREATY_DELIVERIES = coefficient("treaty_deliveries", 1.5, "quantity exchanged since the last step that a step up takes")
TREATY_TRUST = coefficient("treaty_trust", 0.36, "trust that a step up takes", high=1.0)
TREATY_CEILING = coefficient(
    "treaty_ceiling", 0.85, "share of its trust limit that is trust enough for a pair that cannot reach treaty_trust", high=1.0
)
TREATY_ABANDONMENTS = coefficient(
    "treaty_abandonments", 2.0, "abandonments since the last step that end a step of commitment", "times", high=10.0, low=1.0, whole=True
)
DEEPEST = 3.0
UP, DOWN = 1.0, -1.0


class Debt(NamedTuple):
    """Terms of the hazard of a step up: what each side has delivered this month, less where the other has much to lose."""

    to_partner: float
    to_state: float


@decision
def debt(world, p, i, j):
    """Equation 24: what i and j owe each other for this month's deliveries, as a hazard."""
    return Debt(
        p.treaty_rate * max(1.0 - p.treaty_caution * world.coalition_leverage[j], 0.0) * world.received[i, j],
        p.treaty_rate * max(1.0 - p.treaty_caution * world.coalition_leverage[i], 0.0) * world.received[j, i],
    )


@decision
def may_bind(world, i, j):
    """Whether the pair may change its commitment: two states with a relation, neither in the coalition."""
    return i != j and world.tied[i, j] != 0.0 and world.membership[i] >= 0.0 and world.membership[j] >= 0.0


@decision
def is_ripe(world, p, i, j):
    """Equation 24: whether the pair has exchanged and trusts enough for a step up, and has one left to take.

    The trust that it takes is held below the trust limit of the pair: a fixed threshold above the limit would forbid a
    treaty to those whom nobody else trusts, by arithmetic and not by theory.
    """
    enough = world.received_since[i, j] + world.received_since[j, i] > p.treaty_deliveries
    limit = min(world.ceiling[i, j], world.ceiling[j, i])
    trusting = min(world.trust[i, j], world.trust[j, i]) > min(p.treaty_trust, p.treaty_ceiling * limit)
    return enough and trusting and world.commitment[i, j] < DEEPEST


@decision
def treaty_probability(world, p, i, j):
    """Equation 24: probability that the pair takes a step up this month, from the quantities that both sides delivered."""
    return 1.0 - exp(-total(debt(world, p, i, j))) if may_bind(world, i, j) and is_ripe(world, p, i, j) else 0.0


@decision
def is_let_down(world, p, i, j):
    """Equation 24: whether the two have left each other alone in crises so often that a step of commitment ends."""
    left = world.abandonments[i, j] + world.abandonments[j, i]
    return may_bind(world, i, j) and left >= p.treaty_abandonments and world.commitment[i, j] > 0.0


def consider_treaties(world, p, log, i):
    """Equation 24: the step that every pair outside the coalition takes; both ends draw the same number."""
    t = world.month[0]
    for j in range(world.treaty_step.shape[1]):
        world.treaty_step[i, j] = 0.0
        first = min(world.id[i], world.id[j])
        likely = treaty_probability(world, p, i, j)
        draw = chance.uniform(world.key, t, chance.TREATY, first, max(world.id[i], world.id[j]), 0) if likely > 0.0 else 1.0
        if is_let_down(world, p, i, j):
            world.treaty_step[i, j] = DOWN
        elif draw < likely:
            world.treaty_step[i, j] = UP
        if world.treaty_step[i, j] != 0.0 and world.id[i] == first:
            depth = world.commitment[i, j] + world.treaty_step[i, j]
            note(log, t, events.TREATY, i, j, NONE, NONE, 0, depth, likely if world.treaty_step[i, j] == UP else 1.0, draw)


def settle_treaties(world, i):
    """Commitments after the steps of the month, none of a regime that fell; a step clears what led to it."""
    for j in range(world.commitment.shape[1]):
        world.received_since[i, j] += world.received[i, j]
        over = world.fall[i] + world.fall[j] > 0.0
        if over or world.treaty_step[i, j] != 0.0:
            world.commitment[i, j] = 0.0 if over else clip(world.commitment[i, j] + world.treaty_step[i, j], 0.0, DEEPEST)
            world.received_since[i, j] = 0.0
            world.abandonments[i, j] = 0.0
