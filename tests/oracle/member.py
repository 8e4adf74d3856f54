"""The state as a member of a camp: what the axis is worth to it, and where it stands (equation 26)."""

from __future__ import annotations

from oracle.arithmetic import clip
from simulation import chance, events
from simulation.numerics import exp

AXIS, HEDGING, COALITION = 1, 0, -1
DEMOCRATIC = 0.5
LARGEST_EXPONENT = 5.0


class Member:
    """Value of the axis, and the steps between camps."""

    def begin_member(self) -> None:
        """The value of month 0 is set by the start of the model."""
        self.value = self.value_start = 0.0

    def others_in(self, camp: int) -> list:
        """The other members of a camp."""
        return [state for state in self.model.camps[camp] if state is not self]

    @property
    def tie_with_coalition(self) -> float:
        """Mean tie with the other members of the coalition, weighted by the root of capability."""
        total = mass = 0.0
        for other in self.others_in(COALITION):
            total += other.weight * self.ties[other.row]
            mass += other.weight
        return total / mass if mass > 0.0 else 0.0

    def value_axis(self) -> None:
        """Equation 26: means over the other members of the axis, weighted by the root of capability, and what is at stake."""
        p = self.model.p
        trust = shared = cooperation = resentment = mass = 0.0
        for other in self.others_in(AXIS):
            weight, relation = other.weight, self.relations[other]
            trust += weight * relation.trust
            shared += weight * relation.pair.shared
            cooperation += weight * relation.pair.cooperation
            resentment += weight * relation.resentment
            mass += weight
        mass = mass or 1.0
        self.value = (
            p.value_from_trust * (trust / mass)
            + p.value_from_grievance * (shared / mass)
            + p.value_from_threat * self.threat
            + p.value_from_cooperation * (cooperation / mass)
            - p.cost_of_autonomy * self.autonomy_cost
            - p.cost_of_resentment * (resentment / mass)
            - p.cost_of_secondary * self.secondary * self.coalition_leverage
        )

    def base_hazard(self) -> float:
        """Equation 26: the hazard of leaving without a reason, by the regimes of the state and of its camp."""
        p = self.model.p
        total = mass = 0.0
        for other in self.others_in(COALITION if self.is_sender else AXIS):
            total += other.weight * other.democracy
            mass += other.weight
        is_democratic = self.democracy > DEMOCRATIC
        if mass > 0.0 and is_democratic != (total / mass > DEMOCRATIC):
            return p.exit_hazard * p.mixed_regimes
        return p.exit_hazard * (p.democracies if is_democratic else 1.0)

    def hazards(self) -> tuple[float, float]:
        """Equation 26: probabilities of the month to step towards the axis, and towards the coalition."""
        p = self.model.p
        hazard = self.base_hazard()
        gain = self.value - self.value_start
        wedge = self.wedge * self.wedge_credibility
        if self.membership == AXIS:
            return 0.0, tilted(hazard, -p.exit_from_value * gain + p.exit_from_wedge * wedge)
        if self.membership == COALITION:
            return hazard, 0.0
        joining = tilted(p.join_share * hazard, p.exit_from_value * gain - p.exit_from_wedge * wedge)
        drawn = p.defect_from_tie * self.tie_with_coalition
        defecting = tilted(p.defect_share * hazard, drawn - p.defect_from_value * gain + p.defect_from_wedge * wedge)
        return joining, min(defecting, 1.0 - joining)

    def choose_camp(self) -> None:
        """Equation 26: stay, or step to the next camp; a regime that falls leaves its camp."""
        model = self.model
        if self.is_attacked:
            return
        if self.fall > 0.0:
            self.camp_next = HEDGING
            model.note(events.FALL, self, quantity=HEDGING)
            return
        up, down = self.hazards()
        draw = chance.uniform(model.key, model.month, chance.MEMBERSHIP, self.hash, 0, 0)
        if draw < up + down:
            step, likely = (1, up) if draw < up else (-1, down)
            self.camp_next = self.membership + step
            model.note(events.MEMBERSHIP, self, quantity=self.camp_next, probability=likely, draw=draw)

    def settle_camp(self) -> None:
        """Move to the camp chosen."""
        self.membership = self.camp_next
        self.is_sender = self.membership == COALITION


def tilted(hazard: float, exponent: float) -> float:
    """The hazard tilted by an exponent held within bounds, as a probability of the month."""
    return min(hazard * exp(clip(exponent, -LARGEST_EXPONENT, LARGEST_EXPONENT)), 1.0)
