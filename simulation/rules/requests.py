"""Whom a state asks for what, and what it offers in return (equation 16)."""

from simulation import chance
from simulation.compiled import decision
from simulation.events import MONEY, NONE
from simulation.numerics import exp, log
from simulation.properties import GROUPS
from simulation.rules.acceptance import willingness

ATTACKED = GROUPS.index("attacked")


@decision
def may_ask(world, i, j):
    """Whether i may ask j: the pair has a relation, is not both in the coalition, no sanctions stand between, j is not attacked."""
    one = world.membership[i] < 0.0
    other = world.membership[j] < 0.0
    if i == j or world.tied[i, j] == 0.0 or (one and other) or world.group[j] == ATTACKED:
        return False
    return not (one or other) or (world.sanctioned[i] == 0.0 and world.sanctioned[j] == 0.0)


@decision
def partner_weight(world, p, i, j, good):
    """Weight with which i turns to j for the good: what j has, the tie, and how likely j is to supply for full payment.

    Without the last factor the largest supplier would drown in requests that it never grants.
    """
    has = world.capacity[j, good] * world.stock[j, good]
    if has <= 0.0 or not may_ask(world, i, j):
        return 0.0
    return has * exp(world.tie[i, j]) * willingness(world, p, i, j, good, 1.0)


@decision
def payment_weight(world, p, i, j, good, b):
    """Weight with which i offers its good b to j for another good: what j needs, i has, and i would dare to supply to j."""
    has = world.capacity[i, b] * world.stock[i, b] * world.need[j, b]
    return has * willingness(world, p, j, i, b, 1.0) if b != good and has > 0.0 else 0.0


@decision
def draw_good(world, i, item):
    """The good asked for, in proportion to need; NONE without a need."""
    needed = 0.0
    for g in range(world.need.shape[1]):
        needed += world.need[i, g]
    mark = needed * chance.uniform(world.key, world.month[0], chance.REQUESTED_GOOD, world.id[i], 0, item)
    found = NONE
    passed = 0.0
    for g in range(world.need.shape[1]):
        passed += world.need[i, g]
        if found == NONE and world.need[i, g] > 0.0 and mark <= passed:
            found = g
    return found


@decision
def waiting_time(world, i, j, weight, item):
    """How long i would wait before it turns to j, exponential with the weight as its rate."""
    return -log(chance.uniform(world.key, world.month[0], chance.REQUESTED_PARTNER, world.id[i], world.id[j], item)) / weight


@decision
def draw_partner(world, p, i, good, item):
    """The partner asked, in proportion to ``partner_weight``, and its probability; NONE without one.

    Every candidate draws an exponential waiting time and the shortest wins, so that the choice depends neither on the
    order of states nor on how many others there are.
    """
    best = NONE
    shortest = 0.0
    chosen = 0.0
    all_weights = 0.0
    for j in range(world.id.shape[0]):
        weight = partner_weight(world, p, i, j, good)
        if weight > 0.0:
            all_weights += weight
            wait = waiting_time(world, i, j, weight, item)
            if best == NONE or wait < shortest:
                best = j
                shortest = wait
                chosen = weight
    return best, (chosen / all_weights if best != NONE else 0.0)


@decision
def draw_payment(world, p, i, j, good, item):
    """The form of payment, MONEY or a good, and the worth of the payment, 0 to 1."""
    liquidity = world.liquidity[i]
    offered = liquidity
    for b in range(world.need.shape[1]):
        offered += payment_weight(world, p, i, j, good, b)
    mark = offered * chance.uniform(world.key, world.month[0], chance.PAYMENT, world.id[i], world.id[j], item)
    form = MONEY
    worth = liquidity
    passed = liquidity
    for b in range(world.need.shape[1]):
        weight = payment_weight(world, p, i, j, good, b)
        if form == MONEY and weight > 0.0 and passed < mark <= passed + weight:
            form = b
            worth = min(1.0, liquidity + weight)
        passed += weight
    return form, worth
