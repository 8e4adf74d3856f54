"""Concessions that patrons demand of those who depend on them (equation 15)."""

from typing import NamedTuple

from simulation import chance, events
from simulation.compiled import decision, total
from simulation.events import NONE, note
from simulation.numerics import sigma
from simulation.parameters import coefficient

DEMAND_RATE = coefficient("demand_rate", 0.10, "demands a month of a patron on whom alone the other depends", "1/month", high=0.5)
DEMAND_ASYMMETRY = coefficient("demand_asymmetry", 0.03, "asymmetry from which a patron demands", "log loss")
CONCESSION_FROM_ASYMMETRY = coefficient("concession_from_asymmetry", 9.0, "utility of conceding per unit of asymmetry")
CONCESSION_FROM_TRUST = coefficient("concession_from_trust", 0.6, "utility of conceding to a fully trusted patron")
RESISTANCE_FROM_AUTONOMY = coefficient("resistance_from_autonomy", 1.3, "disutility of conceding at dependency weight 1")
CONCESSION_RESENTMENT = coefficient("concession_resentment", 0.04, "resentment left by conceding")
RESISTANCE_RESENTMENT = coefficient("resistance_resentment", 0.03, "resentment of a patron that was refused")


class Concession(NamedTuple):
    """Terms of the utility of giving in."""

    asymmetry: float
    trust: float
    autonomy: float


@decision
def concession(world, p, i, j):
    """Equation 15: what speaks for and against i giving in to a demand of j."""
    return Concession(
        p.concession_from_asymmetry * (world.leverage[i, j] - world.leverage[j, i]),
        p.concession_from_trust * world.trust[i, j],
        -p.resistance_from_autonomy * p.autonomy_scale * world.autonomy[i],
    )


@decision
def yielding(world, p, i, j):
    """Equation 15: probability that i gives in to a demand of j."""
    return sigma(p.choice_precision * total(concession(world, p, i, j)))


@decision
def demand_probability(world, p, i, j):
    """Equation 15: probability that patron j makes a demand of i this month; 0 between members of the coalition and others."""
    asymmetry = world.leverage[i, j] - world.leverage[j, i]
    both = world.leverage[i, j] + world.leverage[j, i]
    free = world.membership[i] >= 0.0 and world.membership[j] >= 0.0 and world.tied[i, j] > 0.0
    return min(p.demand_rate * asymmetry / both, 1.0) if free and both > 0.0 and asymmetry > p.demand_asymmetry else 0.0


def answer_demands(world, p, log, i):
    """Equation 15: give in or resist, demand by demand; giving in leaves resentment of the patron."""
    t = world.month[0]
    w = t % world.demanded.shape[0]
    world.demanded[w, i] = 0.0
    world.conceded[w, i] = 0.0
    for j in range(world.resisted.shape[1]):
        world.resisted[i, j] = 0.0
        likely = demand_probability(world, p, i, j)
        if likely == 0.0 or chance.uniform(world.key, t, chance.DEMAND, world.id[i], world.id[j], 0) >= likely:
            continue
        likely = yielding(world, p, i, j)
        draw = chance.uniform(world.key, t, chance.CONCESSION, world.id[i], world.id[j], 0)
        if j == world.hub[0]:
            world.demanded[w, i] = 1.0
            world.demands[i] += 1.0
        if draw < likely:
            world.resentment[i, j] += p.concession_resentment
            if j == world.hub[0]:
                world.conceded[w, i] = 1.0
        else:
            world.resisted[i, j] = 1.0
        note(log, t, events.CONCESSION if draw < likely else events.RESISTANCE, i, j, NONE, NONE, 0, 0.0, likely, draw)


def resent_resistance(world, p, i):
    """Equation 15: a patron resents whoever refused it."""
    for j in range(world.resisted.shape[1]):
        world.resentment[i, j] += p.resistance_resentment * world.resisted[j, i]
