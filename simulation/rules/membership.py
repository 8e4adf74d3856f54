"""Who joins the axis, who hedges, who leaves (equation 26)."""

from typing import NamedTuple

from simulation import chance, events
from simulation.compiled import decision, total
from simulation.events import NONE, note
from simulation.numerics import clip, exp
from simulation.parameters import Parameter, coefficient
from simulation.properties import GROUPS
from simulation.rules.camps import camp_average, camp_mean

ATTACKED = GROUPS.index("attacked")
EXIT_HAZARD = Parameter(
    "exit_hazard", 0.0003, 0.0014, "1/month", "h0: rate at which an autocracy among autocracies leaves without a reason", 0.0007,
    "dissolution of defence pacts of autocratic pairs, 0.37 % a year 1991-2017, 1.64 % 1946-90 (ATOP 5.1), used for states",
    domain=(0.0, 1.0), log=True,
)  # fmt: skip
VALUE_FROM_TRUST = coefficient("value_from_trust", 2.5, "value of full trust in the partners of the axis")
VALUE_FROM_GRIEVANCE = coefficient("value_from_grievance", 2.5, "value of full grievance shared with them")
VALUE_FROM_THREAT = coefficient("value_from_threat", 1.5, "value of the axis under full threat")
VALUE_FROM_COOPERATION = coefficient("value_from_cooperation", 2.5, "value of full cooperation with them")
COST_OF_AUTONOMY = coefficient("cost_of_autonomy", 20.0, "disvalue per unit of the cost of depending on one partner")
COST_OF_RESENTMENT = coefficient("cost_of_resentment", 7.5, "disvalue of full resentment of the partners")
COST_OF_SECONDARY = coefficient("cost_of_secondary", 2.0, "disvalue of full secondary sanctions per unit of the coalition's leverage")
EXIT_FROM_VALUE = coefficient("exit_from_value", 1.2, "log hazard of leaving and joining per unit of value gained")
EXIT_FROM_WEDGE = coefficient("exit_from_wedge", 4.0, "log hazard of leaving, and of not joining, at a full and credible wedge")
JOIN_SHARE = coefficient("join_share", 0.6, "hazard of a hedging state to join the axis, against that of leaving it")
DEFECT_SHARE = coefficient("defect_share", 0.4, "hazard of a hedging state to join the coalition, against that of leaving the axis")
DEFECT_FROM_TIE = coefficient("defect_from_tie", 2.0, "log hazard of joining the coalition per unit of tie with it")
DEFECT_FROM_VALUE = coefficient("defect_from_value", 1.0, "log hazard of joining the coalition lost per unit of value gained")
DEFECT_FROM_WEDGE = coefficient("defect_from_wedge", 2.0, "log hazard of joining the coalition at a full and credible wedge")
MIXED_REGIMES = coefficient("mixed_regimes", 0.35, "hazard in a camp of the other regime, against autocracies among themselves", high=1.0)
DEMOCRACIES = coefficient("democracies", 0.1, "hazard of a democracy among democracies, against autocracies among themselves", high=1.0)
DEMOCRATIC = 0.5
"""Electoral democracy above which a state, or the mean of a camp, counts as democratic."""
LARGEST_EXPONENT = 5.0
AXIS, HEDGING, COALITION = 1.0, 0.0, -1.0


class Value(NamedTuple):
    """Terms of the value of the axis to a state."""

    trust: float
    grievance: float
    threat: float
    cooperation: float
    autonomy: float
    resentment: float
    secondary: float


@decision
def axis_value(world, p, i):
    """Equation 26: what the axis is worth to a state, means over its members weighted by the square root of capability."""
    return Value(
        p.value_from_trust * camp_mean(world.trust, i, world.capability, world.membership, AXIS),
        p.value_from_grievance * camp_mean(world.shared, i, world.capability, world.membership, AXIS),
        p.value_from_threat * world.threat[i],
        p.value_from_cooperation * camp_mean(world.cooperation, i, world.capability, world.membership, AXIS),
        -p.cost_of_autonomy * world.autonomy_cost[i],
        -p.cost_of_resentment * camp_mean(world.resentment, i, world.capability, world.membership, AXIS),
        -p.cost_of_secondary * world.secondary[i] * world.coalition_leverage[i],
    )


@decision
def base_hazard(world, p, i):
    """Equation 26: h0 times the regime factor of the state among the members of its camp (of the axis where it hedges)."""
    camp = COALITION if world.membership[i] < 0.0 else AXIS
    among = camp_average(world.democracy, i, world.capability, world.membership, camp)
    democratic = world.democracy[i] > DEMOCRATIC
    if among >= 0.0 and democratic != (among > DEMOCRATIC):
        return p.exit_hazard * p.mixed_regimes
    return p.exit_hazard * (p.democracies if democratic else 1.0)


@decision
def tilted(hazard, exponent):
    """The hazard with its exponent held within bounds, as a probability of the month."""
    return min(hazard * exp(clip(exponent, -LARGEST_EXPONENT, LARGEST_EXPONENT)), 1.0)


class Pull(NamedTuple):
    """Terms of the log hazard of a change of camp."""

    tie: float
    value: float
    wedge: float


@decision
def leaving(world, start, p, i):
    """Equation 26: what draws a member out of the axis."""
    return Pull(
        0.0,
        -p.exit_from_value * (world.value[i] - start.value[i]),
        p.exit_from_wedge * (world.wedge[i] * world.wedge_credibility[i]),
    )


@decision
def joining(world, start, p, i):
    """Equation 26: what draws a hedging state into the axis."""
    return Pull(
        0.0,
        p.exit_from_value * (world.value[i] - start.value[i]),
        -p.exit_from_wedge * (world.wedge[i] * world.wedge_credibility[i]),
    )


@decision
def defecting(world, start, p, i):
    """Equation 26: what draws a hedging state into the coalition."""
    return Pull(
        p.defect_from_tie * camp_mean(world.tie, i, world.capability, world.membership, COALITION),
        -p.defect_from_value * (world.value[i] - start.value[i]),
        p.defect_from_wedge * (world.wedge[i] * world.wedge_credibility[i]),
    )


@decision
def towards_axis(world, start, p, i):
    """Equation 26: probability of the month to step towards the axis; a member of the coalition leaves it without a pull."""
    if world.membership[i] > 0.0:
        return 0.0
    h = base_hazard(world, p, i)
    return h if world.membership[i] < 0.0 else tilted(p.join_share * h, total(joining(world, start, p, i)))


@decision
def towards_coalition(world, start, p, i):
    """Equation 26: probability of the month to step towards the coalition."""
    if world.membership[i] < 0.0:
        return 0.0
    h = base_hazard(world, p, i)
    if world.membership[i] > 0.0:
        return tilted(h, total(leaving(world, start, p, i)))
    return min(tilted(p.defect_share * h, total(defecting(world, start, p, i))), 1.0 - towards_axis(world, start, p, i))


@decision
def hazards(world, start, p, i):
    """Equation 26: probabilities of the month to step towards the axis and towards the coalition."""
    return towards_axis(world, start, p, i), towards_coalition(world, start, p, i)


def value_axis(world, p, i):
    """Equation 26: the value of the axis to the state."""
    world.value[i] = total(axis_value(world, p, i))


def choose_camp(world, start, p, log, i):
    """Equation 26: stay, or step to the next camp; a regime that falls leaves its camp. The attacked state stays where it is."""
    world.camp_next[i] = world.membership[i]
    if world.group[i] == ATTACKED:
        return
    t = world.month[0]
    if world.fall[i] > 0.0:
        world.camp_next[i] = HEDGING
        note(log, t, events.FALL, i, NONE, NONE, NONE, 0, HEDGING, 1.0, 0.0)
        return
    up, down = hazards(world, start, p, i)
    draw = chance.uniform(world.key, t, chance.MEMBERSHIP, world.id[i], 0, 0)
    if draw < up:
        world.camp_next[i] += 1.0
        note(log, t, events.MEMBERSHIP, i, NONE, NONE, NONE, 0, world.camp_next[i], up, draw)
    elif draw < up + down:
        world.camp_next[i] -= 1.0
        note(log, t, events.MEMBERSHIP, i, NONE, NONE, NONE, 0, world.camp_next[i], down, draw)


def settle_camps(world, i):
    """All states move at once."""
    world.membership[i] = world.camp_next[i]
