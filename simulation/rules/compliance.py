"""Compliance of third parties with secondary sanctions (equation 10)."""

from simulation.compiled import compiled
from simulation.numerics import clip, sigma
from simulation.parameters import Parameter, coefficient

COMPLIANCE_SLOPE = Parameter("compliance_slope", 4, 14, "1", "steepness of the compliance decision", 9, "judgement")
COMPLIANCE_THRESHOLD = Parameter(
    "compliance_threshold",
    0.4,
    0.7,
    "1",
    "pressure at which half of the partners without a good tie to the target comply",
    0.55,
    "judgement",
)
COMPLIANCE_PRESSURE = coefficient(
    "compliance_pressure", 1.9, "pressure of full secondary sanctions on a state wholly in the coalition's payment system"
)
COMPLIANCE_SPEED = coefficient("compliance_speed", 0.35, "share of the way to the decision gone", "1/month")
COMPLIANCE_FROM_TIE = coefficient("compliance_from_tie", 0.15, "threshold added by a full positive tie to the target")
EVASION_SHADE = coefficient("evasion_shade", 0.5, "pressure removed by full evasion know-how of the target")
OWN_CURRENCY_SHADE = coefficient("own_currency_shade", 0.3, "pressure removed where the pair pays wholly in own currencies")
IMMUNITY = coefficient("immunity", 0.1, "coalition share of payments below which a third party cannot be reached", high=0.5)


@compiled
def own_currency(a: float, b: float) -> float:
    """Share of a pair's payments outside the coalition's currencies, from the coalition share of each."""
    return 1.0 - 0.5 * (a + b)


def weigh_payments(world, i):
    """Coalition share X_i of the state's money and payments."""
    total = 0.0
    for c in range(world.share.shape[0]):
        if world.payment[c] > 0.0:
            for j in range(world.share.shape[2]):
                if world.membership[j] < 0.0:
                    total += world.payment[c] * world.share[c, i, j]
    world.coalition_payment[i] = clip(total, 0.0, 1.0)


def comply(world, p, i):
    """Equation 10: move towards the compliance that pressure, tie and evasion suggest, target by target.

    Members of the coalition comply by definition; a state with little in the coalition's payment system is immune.
    At month 0 the state stands where it would settle, so that compliance does not move without a cause.
    """
    member = world.membership[i] < 0.0
    exposure = world.coalition_payment[i]
    for j in range(world.compliance.shape[1]):
        decided = 0.0
        if member:
            decided = 1.0 if world.secondary[j] > 0.0 else 0.0
        elif j != i and world.tied[i, j] > 0.0 and world.secondary[j] > 0.0 and exposure >= p.immunity:
            pressure = p.compliance_pressure * world.secondary[j] * exposure
            pressure *= 1.0 - p.evasion_shade * world.evasion[j]
            pressure *= 1.0 - p.own_currency_shade * own_currency(exposure, world.coalition_payment[j])
            threshold = p.compliance_threshold + p.compliance_from_tie * max(world.tie[i, j], 0.0)
            decided = sigma(p.compliance_slope * (pressure - threshold))
        speed = 1.0 if member or world.month[0] == 0 else p.compliance_speed
        world.compliance[i, j] += speed * (decided - world.compliance[i, j])
