"""What speaks for and against a deal (equations 16 to 18), in the eyes of one state that looks at another."""

from __future__ import annotations

from oracle.kinds import Good
from oracle.relation import Relation
from simulation.numerics import sigma

ENTRAPPING = 2
"""Commitment from which a supplier can be drawn into the troubles of the one who asks."""


def willingness(relation: Relation, good: Good, pay: float) -> float:
    """Equation 17: probability that the partner supplies the good to the owner for a payment of that worth."""
    asking, supplier, pair = relation.owner, relation.partner, relation.pair
    p = asking.model.p
    needed, has = asking.stores[good].need, supplier.stores[good].stock
    watched = p.exposure_base + p.exposure_from_secondary * asking.secondary
    utility = (
        p.acceptance_base
        + p.payment_weight * pay
        + p.grievance_weight * pair.shared
        + p.trust_weight * relation.reverse.trust
        - p.exposure_aversion * good.exposure * supplier.coalition_leverage * watched
    )
    if pair.norm_cost > 0.0:
        respect = 1.0 - p.norm_erosion_by_need * needed - p.norm_erosion_by_war * asking.model.war_months
        utility -= 2.0 * p.norm_weight * pair.norm_cost * max(0.0, respect)
    utility -= p.stock_caution * (1.0 - has)
    if pair.commitment >= ENTRAPPING:
        utility -= p.entrapment * max(0.0, asking.threat - p.entrapment_threat)
    return sigma(p.choice_precision * utility)


def reliability(relation: Relation, good: Good, pay: float) -> float:
    """Equation 18: probability that the owner hands the good over to the partner, who pays so much for it."""
    owner = relation.owner
    p = owner.model.p
    store = owner.stores[good]
    shadow = (
        p.shadow_from_trust * relation.trust
        + p.shadow_from_commitment * relation.pair.commitment
        + p.shadow_from_grievance * relation.pair.shared
    )
    temptation = (
        p.temptation_base
        + p.temptation_from_stock * (1.0 - store.stock)
        + p.temptation_from_need * store.need
        + p.temptation_from_pay * (1.0 - pay)
        + p.temptation_from_personalism * owner.personalism
    )
    return sigma(2.0 * p.choice_precision * (shadow - temptation))


def may_ask(relation: Relation) -> bool:
    """Equation 16: nobody asks the attacked, members of the coalition each other, or across sanctions."""
    one, other = relation.owner, relation.partner
    if not relation.pair.tied or other.is_attacked or (one.is_sender and other.is_sender):
        return False
    return relation.pair.is_free or not (one.is_sanctioned or other.is_sanctioned)


def partner_weight(relation: Relation, good: Good) -> float:
    """Equation 16: weight with which the owner turns to the partner for the good; 0 where it cannot."""
    at_hand = relation.partner.stores[good].at_hand
    if at_hand <= 0.0 or not may_ask(relation):
        return 0.0
    return at_hand * relation.pair.request_factor * willingness(relation, good, 1.0)


def payment_weight(relation: Relation, form: Good) -> float:
    """Equation 16: weight with which the owner offers the partner a good in payment for another; 0 where it cannot."""
    value = relation.owner.stores[form].at_hand * relation.partner.stores[form].need
    return value * willingness(relation.reverse, form, 1.0) if value > 0.0 else 0.0
