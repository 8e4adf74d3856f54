"""Trust and its limit (equations 20 and 22)."""

from math import inf

from simulation.compiled import decision
from simulation.numerics import LN2, clip
from simulation.parameters import Parameter, coefficient

TRUST_EVIDENCE = Parameter(
    "trust_evidence",
    2,
    12,
    "observations",
    "weight of the prior beside the evidence of deals",
    6,
    "judgement",
    domain=(0.01, inf),
    log=True,
)
TRUST_HALF_LIFE = Parameter(
    "trust_half_life", 12, 72, "months", "half-life of evidence beyond the prior", 36, "judgement", domain=(1.0, inf), log=True
)
TRUST_GAIN = Parameter("trust_gain", 0.1, 0.5, "observations", "k: evidence of one delivery", 0.25, "judgement")
NEGATIVITY = Parameter("negativity", 1.2, 5, "1", "weight of a breach against a delivery", 2.5, "judgement", log=True)
CEILING_MAX = Parameter(
    "trust_ceiling_max", 0.75, 1.0, "1", "trust limit of a fully accountable pair", 0.95, "judgement", domain=(0.0, 1.0)
)
CEILING_SLOPE = Parameter(
    "trust_ceiling_slope", 0.1, 0.8, "1", "trust limit lost per unit of personalism; 0 is a variant of its own",
    0.65, "judgement; sign after Chyzh 2014 and Mattes & Rodriguez 2014",
)  # fmt: skip
CEILING_FROM_COMMITMENT = coefficient("ceiling_from_commitment", 0.04, "trust limit gained per step of commitment")
DELIVERER_GAIN = coefficient("deliverer_gain", 0.8, "evidence that the deliverer gains, against the receiver", high=1.0)
SUPPORT_GAIN = coefficient("support_gain", 2.0, "evidence of support in a crisis, in deliveries")
EXERCISE_GAIN = coefficient("exercise_gain", 0.1, "evidence of an exercise, in deliveries", high=1.0)
ABANDONMENT_BASE = coefficient("abandonment_base", 0.3, "evidence of abandonment without commitment, in breaches")
ABANDONMENT_FROM_COMMITMENT = coefficient(
    "abandonment_from_commitment", 0.45, "evidence of abandonment per step of commitment, in breaches"
)
RESISTANCE_DOUBT = coefficient("resistance_doubt", 0.3, "evidence of a refused demand, on both sides, in breaches", high=1.0)


def limit_trust(world, p, i):
    """Equation 22: the trust limit falls with the personalism of both and rises a little with their commitment."""
    for j in range(world.ceiling.shape[1]):
        mean = 0.5 * (world.personalism[i] + world.personalism[j])
        world.ceiling[i, j] = clip(
            p.trust_ceiling_max - p.trust_ceiling_slope * mean + p.ceiling_from_commitment * world.commitment[i, j], 0.0, 1.0
        )


def form_trust(world, i):
    """Equation 20 at month 0: the trust of the scenario, held at its limit."""
    for j in range(world.trust.shape[1]):
        world.trust[i, j] = min(world.trust[i, j], world.ceiling[i, j])


@decision
def evidence_for(world, p, i, j):
    """Equations 20, 21 and 24: what speaks for j this month in the eyes of i, in deliveries: deliveries, support, exercises."""
    return (
        world.deliveries[i, j]
        + p.deliverer_gain * world.deliveries[j, i]
        + p.support_gain * world.supported[i, j]
        + p.exercise_gain * world.exercises[i, j]
    )


@decision
def evidence_against(world, p, i, j):
    """Equations 15, 20 and 21: what speaks against j this month in the eyes of i, in breaches: breaches, abandonment, refused demands.

    Abandonment hurts more the deeper the commitment (Snyder 1984).
    """
    duty = p.abandonment_base + p.abandonment_from_commitment * world.commitment[i, j]
    refusals = world.resisted[i, j] + world.resisted[j, i]
    return world.breaches[i, j] + duty * world.abandoned[i, j] + p.resistance_doubt * refusals


def weigh_evidence(world, p, i):
    """Equation 20 at month 0: evidence for the trust of the scenario, and the prior to which it would fade in silence.

    The trust of the start already rests on the deals and exercises of every month. With evidence of weight
    ``trust_evidence`` beside what those amount to, the prior is set so that they keep trust where it is. (With a prior of
    the trust itself they would count twice, and trust would rise in a world where nothing happens.)
    """
    memory = p.trust_half_life / LN2
    for j in range(world.trust.shape[1]):
        good = memory * p.trust_gain * evidence_for(world, p, i, j)
        bad = memory * p.trust_gain * p.negativity * evidence_against(world, p, i, j)
        weight = p.trust_evidence + good + bad
        world.alpha[i, j] = weight * world.trust[i, j]
        world.beta[i, j] = weight - world.alpha[i, j]
        world.prior_alpha[i, j] = clip(world.alpha[i, j] - good, 0.0, p.trust_evidence)
        world.prior_beta[i, j] = p.trust_evidence - world.prior_alpha[i, j]


def update_trust(world, p, i):
    """Equation 20: evidence fades to the prior, what the month brought adds to it, the limit holds trust down.

    Pledges and summits do not enter.
    """
    fading = LN2 / p.trust_half_life
    for j in range(world.trust.shape[1]):
        good = p.trust_gain * evidence_for(world, p, i, j)
        bad = p.trust_gain * p.negativity * evidence_against(world, p, i, j)
        world.alpha[i, j] += fading * (world.prior_alpha[i, j] - world.alpha[i, j]) + good
        world.beta[i, j] += fading * (world.prior_beta[i, j] - world.beta[i, j]) + bad
        world.trust[i, j] = min(world.alpha[i, j] / (world.alpha[i, j] + world.beta[i, j]), world.ceiling[i, j])
