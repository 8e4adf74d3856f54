"""Leaders leave, and with them a part of the grievances and of what was known of their word (equation 25)."""

from math import inf

from simulation import chance, events
from simulation.compiled import decision
from simulation.events import NONE, note
from simulation.parameters import Parameter, coefficient

LEADER_EXIT_RATE = Parameter(
    "leader_exit_rate", 0.001, 0.012, "1/month", "leader exits a month of a state of multiplier 1", 0.004, "judgement",
    domain=(0.0, 1.0), log=True,
)  # fmt: skip
GRIEVANCE_LEFT_LOW = coefficient("grievance_left_low", 0.4, "least share of the grievances that a new leader keeps", high=1.0)
GRIEVANCE_LEFT_HIGH = Parameter(
    "grievance_left_high",
    0.4,
    1.5,
    "1",
    "largest share of the grievances that a new leader keeps",
    1.05,
    "judgement",
    domain=(0.0, inf),
    fixed=True,
)
EVIDENCE_LEFT = coefficient("evidence_left", 0.5, "share of the evidence of trust that outlives a leader", high=1.0, low=0.01)


@decision
def exit_probability(world, p, i):
    """Equation 25: probability that the leader leaves this month; 1 where the calendar says so or the regime falls."""
    by_chance = min(p.leader_exit_rate * world.leader_exit_rate[i], 1.0) * world.chance[0]
    return 1.0 if world.departure[i] > 0.0 or world.fall[i] > 0.0 else by_chance


def change_leaders(world, p, log, i):
    """Equation 25: by the calendar or by chance; the new leader takes over a part of the grievances."""
    t = world.month[0]
    likely = exit_probability(world, p, i)
    draw = chance.uniform(world.key, t, chance.LEADER_EXIT, world.id[i], 0, 0)
    world.new_leader[i] = 1.0 if draw < likely else 0.0
    if draw < likely:
        u = chance.uniform(world.key, t, chance.NEW_LEADER, world.id[i], 0, 0)
        kept = p.grievance_left_low + (p.grievance_left_high - p.grievance_left_low) * u
        for m in range(world.grievance.shape[1]):
            world.grievance[i, m] = min(world.grievance[i, m] * kept, 1.0)
        note(log, t, events.LEADER_EXIT, i, NONE, NONE, NONE, 0, kept, likely, draw)


def forget_leaders(world, p, i):
    """Equation 25: evidence about a leader, and that leader's own, fades at once."""
    for j in range(world.alpha.shape[1]):
        if world.new_leader[i] + world.new_leader[j] > 0.0:
            world.alpha[i, j] *= p.evidence_left
            world.beta[i, j] *= p.evidence_left
