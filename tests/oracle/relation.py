"""How one state looks at another: trust, dependence, resentment, and what a month brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.numerics import LN2

if TYPE_CHECKING:
    from oracle.kinds import Good
    from oracle.pair import Pair
    from oracle.state import State


class Relation:
    """``owner`` looks at ``partner``; ``reverse`` is how the partner looks back.

    ``delivered`` counts what the partner handed over this month, by good, as supply or as payment.
    """

    __slots__ = (
        "abandoned", "alpha", "asymmetry", "beta", "breaches", "compliance", "cover", "cover_received", "cover_start",
        "delivered", "deliveries", "excess", "extraction", "leverage", "leverage_start", "owner", "pair", "partner",
        "prior_alpha", "prior_beta", "received", "received_since", "recognised", "reference", "resentment", "resisted",
        "reverse", "supported", "trust",
    )  # fmt: skip

    reverse: Relation

    def __init__(self, pair: Pair, owner: State, partner: State):
        self.pair = pair
        self.owner = owner
        self.partner = partner
        self.trust = self.alpha = self.beta = self.prior_alpha = self.prior_beta = 0.0
        self.compliance = 0.0
        self.leverage = self.leverage_start = self.asymmetry = self.reference = 0.0
        self.excess = self.extraction = self.resentment = 0.0
        self.cover = self.cover_start = self.received_since = 0.0
        self.recognised = False
        self.delivered: dict[Good, float] = {}
        self.open_month()

    def open_month(self) -> None:
        """Forget what happened in the month before."""
        if self.delivered:
            self.delivered = {}
        self.deliveries = self.received = self.cover_received = self.breaches = 0.0
        self.resisted = self.supported = self.abandoned = False

    def hold_up(self) -> None:
        """Equations 13 and 14: extraction from asymmetry beyond the reference, and resentment of it."""
        p = self.pair.model.p
        asymmetry = self.asymmetry = self.leverage - self.reverse.leverage
        excess = self.excess = asymmetry - self.reference if asymmetry > self.reference else 0.0
        self.reference += LN2 / p.habit_half_life * ((asymmetry if asymmetry > 0.0 else 0.0) - self.reference)
        self.extraction = p.extraction * excess * (1.0 - self.trust)
        self.resentment = p.resentment_kept * self.resentment + p.resentment_gain * self.extraction

    def settle_deals(self) -> None:
        """What the owner received from the partner this month: deliveries, their quantity, and the cover among it."""
        stores = self.partner.stores
        for good, count in self.delivered.items():
            quantity = count * stores[good].quantity
            self.deliveries += count
            self.received += quantity
            if good.cover > 0.0:
                self.cover_received += quantity

    @property
    def cover_gained(self) -> float:
        """Diplomatic cover received beyond that of the start, of late."""
        return self.cover - self.cover_start

    def evidence(self) -> tuple[float, float]:
        """Equation 20: evidence of the month for the partner's word and against it."""
        p = self.pair.model.p
        reverse = self.reverse
        speaks_for = (
            self.deliveries
            + p.deliverer_gain * reverse.deliveries
            + p.support_gain * self.supported
            + p.exercise_gain * self.pair.exercises
        )
        duty = p.abandonment_base + p.abandonment_from_commitment * self.pair.commitment
        against = self.breaches + duty * self.abandoned + p.resistance_doubt * (self.resisted + reverse.resisted)
        return p.trust_gain * speaks_for, p.trust_gain * p.negativity * against

    def update_trust(self) -> None:
        """Equation 20: evidence fades to the prior, what the month brought adds to it, the limit holds trust down."""
        good, bad = self.evidence()
        fading = LN2 / self.pair.model.p.trust_half_life
        self.alpha += fading * (self.prior_alpha - self.alpha) + good
        self.beta += fading * (self.prior_beta - self.beta) + bad
        self.trust = min(self.alpha / (self.alpha + self.beta), self.pair.ceiling)

    def forget_leader(self) -> None:
        """Equation 25: half of the evidence is about a leader who is gone, or was that leader's own."""
        left = self.pair.model.p.evidence_left
        self.alpha *= left
        self.beta *= left
