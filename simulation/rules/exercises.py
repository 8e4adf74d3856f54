"""Joint exercises, pledges and summits: small costly signals, and cheap ones (equation 24)."""

from simulation import chance, events
from simulation.compiled import decision
from simulation.events import NONE, note
from simulation.numerics import clip
from simulation.parameters import coefficient

EXERCISE_RATE = coefficient("exercise_rate", 1.5, "exercises a month at full trust and full common threat", "1/month")
PLEDGE_RATE = coefficient("pledge_rate", 0.1, "pledges and summits a month of a pair of the axis", "1/month", high=1.0)
PLEDGE_TIE = coefficient("pledge_tie", 0.01, "tie gained by a pledge or summit; trust gains nothing")
MOST_EXERCISES = 4
"""Exercises of a pair that a month has room for."""


@decision
def exercises_expected(world, p, i, j):
    """Equation 24: exercises a month of a committed pair outside the coalition."""
    free = world.membership[i] >= 0.0 and world.membership[j] >= 0.0
    trust = 0.5 * (world.trust[i, j] + world.trust[j, i])
    return p.exercise_rate * trust * world.common_threat[i, j] if free and i != j and world.commitment[i, j] >= 1.0 else 0.0


def expect_exercises(world, p, i):
    """Month 0: the exercises of a month in expectation."""
    for j in range(world.exercises.shape[1]):
        world.exercises[i, j] = exercises_expected(world, p, i, j)


def exercise_together(world, p, log, i):
    """Equation 24: exercises of the month; both ends of a pair draw the same number."""
    t = world.month[0]
    for j in range(world.exercises.shape[1]):
        world.exercises[i, j] = 0.0
        rate = exercises_expected(world, p, i, j)
        if rate <= 0.0:
            continue
        first = min(world.id[i], world.id[j])
        draw = chance.uniform(world.key, t, chance.EXERCISES, first, max(world.id[i], world.id[j]), 0)
        world.exercises[i, j] = chance.poisson(draw, rate, MOST_EXERCISES)
        if world.exercises[i, j] > 0.0 and world.id[i] == first:
            note(log, t, events.EXERCISE, i, j, NONE, NONE, 0, world.exercises[i, j], rate, draw)


@decision
def pledge_probability(world, p, i, j):
    """Equation 24: probability that the pair pledges friendship this month; 0 outside the axis."""
    inside = world.membership[i] > 0.0 and world.membership[j] > 0.0
    return p.pledge_rate if i != j and world.tied[i, j] > 0.0 and inside else 0.0


def pledge(world, p, log, i):
    """Equation 24: pledges and summits move the tie of a pair of the axis a little, and its trust not at all."""
    t = world.month[0]
    for j in range(world.tie.shape[1]):
        likely = pledge_probability(world, p, i, j)
        if likely > 0.0:
            first = min(world.id[i], world.id[j])
            draw = chance.uniform(world.key, t, chance.PLEDGE, first, max(world.id[i], world.id[j]), 0)
            if draw < likely:
                world.tie[i, j] = clip(world.tie[i, j] + p.pledge_tie, -1.0, 1.0)
                if world.id[i] == first:
                    note(log, t, events.PLEDGE, i, j, NONE, NONE, 0, 0.0, likely, draw)
