"""Whether a side of a deal does what it promised (equation 18)."""

from typing import NamedTuple

from simulation.compiled import decision, total
from simulation.numerics import sigma
from simulation.parameters import Parameter, coefficient

TEMPTATION_BASE = Parameter("temptation_base", 0.0, 0.8, "1", "tau_0: temptation to renege on any deal", 0.2, "judgement")
SHADOW_FROM_TRUST = coefficient("shadow_from_trust", 1.4, "shadow of the future per unit of trust")
SHADOW_FROM_COMMITMENT = coefficient("shadow_from_commitment", 0.25, "shadow of the future per step of commitment")
SHADOW_FROM_GRIEVANCE = coefficient("shadow_from_grievance", 0.5, "shadow of the future of full shared grievance")
TEMPTATION_FROM_STOCK = coefficient("temptation_from_stock", 0.5, "temptation of an empty stock")
TEMPTATION_FROM_NEED = coefficient("temptation_from_need", 0.5, "temptation of full own need of the good")
TEMPTATION_FROM_PAY = coefficient("temptation_from_pay", 0.4, "temptation of not being paid at all")
TEMPTATION_FROM_PERSONALISM = coefficient("temptation_from_personalism", 0.3, "temptation of a fully personalist ruler")


class Delivery(NamedTuple):
    """Terms of the utility of keeping a promise: the shadow of the future against the temptation of the day."""

    trust: float
    commitment: float
    grievance: float
    base: float
    stock: float
    need: float
    payment: float
    personalism: float


@decision
def delivery(world, p, i, j, good, pay):
    """Equation 18: what speaks for and against i handing the promised good over to j, who pays so much for it, 0 to 1."""
    return Delivery(
        p.shadow_from_trust * world.trust[i, j],
        p.shadow_from_commitment * world.commitment[i, j],
        p.shadow_from_grievance * world.shared[i, j],
        -p.temptation_base,
        -p.temptation_from_stock * (1.0 - world.stock[i, good]),
        -p.temptation_from_need * world.need[i, good],
        -p.temptation_from_pay * (1.0 - pay),
        -p.temptation_from_personalism * world.personalism[i],
    )


@decision
def reliability(world, p, i, j, good, pay):
    """Probability that i hands the promised good over to j."""
    return sigma(2.0 * p.choice_precision * total(delivery(world, p, i, j, good, pay)))
