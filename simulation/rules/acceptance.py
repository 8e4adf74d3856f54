"""Whether a state supplies what it is asked for (equation 17)."""

from typing import NamedTuple

from simulation.compiled import decision, total
from simulation.numerics import sigma
from simulation.parameters import Parameter, coefficient

CHOICE_PRECISION = Parameter("choice_precision", 1, 5, "1", "lambda: how sharply a utility decides", 2.5, "judgement", log=True)
ACCEPTANCE_BASE = Parameter(
    "acceptance_base", -3.0, 0.0, "1", "b0: utility of a deal without anything for or against it", -1.5, "judgement",
    domain=(-10.0, 10.0), fixed=True,
)  # fmt: skip
PAYMENT_WEIGHT = coefficient("payment_weight", 1.4, "b_pay: utility of being paid in full")
GRIEVANCE_WEIGHT = Parameter("grievance_weight", 0.5, 3, "1", "w_G: utility of full shared grievance", 1.5, "judgement")
TRUST_WEIGHT = coefficient("trust_weight", 1.2, "b_T: utility of full trust in the one who asks")
EXPOSURE_AVERSION = Parameter(
    "exposure_aversion", 8, 40, "1", "b_X: disutility of exposure per unit of the coalition's leverage", 24, "judgement"
)
EXPOSURE_BASE = coefficient("exposure_base", 0.6, "exposure without secondary sanctions on the one who asks")
EXPOSURE_FROM_SECONDARY = coefficient("exposure_from_secondary", 0.6, "exposure added by full secondary sanctions")
NORM_WEIGHT = coefficient("norm_weight", 1.2, "b_norm: half the disutility of breaking measures of the United Nations")
NORM_EROSION_BY_NEED = coefficient("norm_erosion_by_need", 0.4, "share of the norm that full need removes", high=1.0)
NORM_EROSION_BY_WAR = coefficient("norm_erosion_by_war", 0.02, "share of the norm that a month since the war broke out removes", "1/month")
STOCK_CAUTION = coefficient("stock_caution", 0.8, "disutility of an empty stock")
ENTRAPMENT = coefficient("entrapment", 0.3, "fear of being drawn in by a partner under threat")
ENTRAPMENT_THREAT = coefficient("entrapment_threat", 0.7, "threat of the partner above which that fear begins", high=1.0)
ENTRAPMENT_DEPTH = 2.0
"""Commitment from which a state can be drawn in."""


class Acceptance(NamedTuple):
    """Terms of the utility with which a state supplies a good."""

    base: float
    payment: float
    grievance: float
    trust: float
    exposure: float
    norm: float
    stock: float
    entrapment: float


@decision
def acceptance(world, p, i, j, good, pay):
    """Equation 17: what speaks for and against j supplying the good to i for a payment of that worth, 0 to 1."""
    norm = max(world.norm_cost[i], world.norm_cost[j])
    respect = max(0.0, 1.0 - p.norm_erosion_by_need * world.need[i, good] - p.norm_erosion_by_war * world.war_months[0])
    danger = max(0.0, world.threat[i] - p.entrapment_threat) if world.commitment[i, j] >= ENTRAPMENT_DEPTH else 0.0
    watched = p.exposure_base + p.exposure_from_secondary * world.secondary[i]
    return Acceptance(
        p.acceptance_base,
        p.payment_weight * pay,
        p.grievance_weight * world.shared[i, j],
        p.trust_weight * world.trust[j, i],
        -p.exposure_aversion * world.exposure[good] * world.coalition_leverage[j] * watched,
        -2.0 * p.norm_weight * norm * respect,
        -p.stock_caution * (1.0 - world.stock[j, good]),
        -p.entrapment * danger,
    )


@decision
def willingness(world, p, i, j, good, pay):
    """Probability that j supplies the good to i for a payment of that worth."""
    return sigma(p.choice_precision * total(acceptance(world, p, i, j, good, pay)))
