"""The state as the target of sanctions and of policy: pressure, grievance, threat, compliance, evasion (equations 1 to 4, 10, 11)."""

from __future__ import annotations

from oracle.arithmetic import clip
from simulation.numerics import LN2, sigma


class Target:
    """What the coalition's policy does to a state, and how the state answers it."""

    def begin_target(self) -> None:
        """At month 0 nothing presses beyond the start."""
        self.pressure = 0.0
        self.is_sanctioned = False
        self.coalition_payment = 0.0
        self.own_grievance = self.own_grievance_start = 0.0
        self.secondary_start = self.engagement_start = self.messaging_start = 0.0

    def impose_sanctions(self) -> None:
        """Equation 7, first half, channel by channel."""
        for market in self.markets:
            market.impose_sanctions()
        self.is_sanctioned = any(market.sanctions > 0.0 for market in self.markets)

    def feel_pressure(self) -> None:
        """Equation 1: the weighted intensity of sanctions above the start."""
        coalition = self.model.coalition
        total = 0.0
        for market in self.markets:
            now = coalition.carried_out * market.sanctions
            before = coalition.carried_out_start * market.sanctions_start
            total += market.channel.weight * (now - before)
        self.pressure = clip(total, 0.0, 1.0)

    def update_grievances(self) -> None:
        """Equation 2: pressure raises grievance, less where the state depends on the coalition; it fades to its start."""
        p = self.model.p
        dependence = sum(market.channel.dependence * market.coalition_share for market in self.markets)
        shield = 1.0 - p.grievance_shield * clip(dependence, 0.0, 1.0)
        relief = p.grievance_relief * (self.engagement - self.engagement_start)
        talk = self.messaging - self.messaging_start
        for issue, old, start in zip(self.model.issues, self.grievances, self.grievances_start, strict=True):
            rise = p.grievance_gain * issue.response * self.pressure * shield * (1.0 - old)
            fade = LN2 / p.grievance_half_life * (old - start)
            self.grievances[issue.position] = clip(old + rise + issue.messaging * talk - fade - relief * old, 0.0, 1.0)

    def update_threat(self) -> None:
        """Equation 3: the threat of the start, pressure, and aid to whom the state wages war on, less engagement."""
        p = self.model.p
        self.threat = clip(
            self.threat_start
            + p.threat_from_pressure * self.pressure
            + p.threat_from_aid * self.model.coalition.military_aid * self.war
            - p.threat_relief * (self.engagement - self.engagement_start),
            0.0,
            1.0,
        )

    def weigh_grievances(self) -> None:
        """Equation 4: grievances by weight of their issue, and of the state with itself all that it holds."""
        self.weighed_grievances = [issue.weight * grievance for issue, grievance in zip(self.model.issues, self.grievances, strict=True)]
        self.own_grievance = sum(self.weighed_grievances)

    def weigh_payments(self) -> None:
        """Equation 10: the coalition's share of the state's money and payments."""
        total = sum(market.channel.payment * market.coalition_share for market in self.markets)
        self.coalition_payment = clip(total, 0.0, 1.0)

    def comply(self) -> None:
        """Equation 10: go towards the compliance that pressure, tie and evasion suggest; senders comply at once."""
        model, p = self.model, self.model.p
        at_once = self.is_sender or model.month == 0
        for target in model.punished:
            if target is self:
                continue
            relation = self.relations[target]
            decided = self.decide_compliance(relation) if target.secondary > 0.0 else 0.0
            if at_once:
                relation.compliance = decided
            else:
                relation.compliance += p.compliance_speed * (decided - relation.compliance)

    def decide_compliance(self, relation) -> float:
        """Where compliance with secondary sanctions on the partner is heading."""
        p = self.model.p
        if self.is_sender:
            return 1.0
        if not relation.pair.tied or self.coalition_payment < p.immunity:
            return 0.0
        target = relation.partner
        own_currency = 1.0 - 0.5 * (self.coalition_payment + target.coalition_payment)
        pressure = p.compliance_pressure * target.secondary * self.coalition_payment
        pressure *= 1.0 - p.evasion_shade * target.evasion
        pressure *= 1.0 - p.own_currency_shade * own_currency
        threshold = p.compliance_threshold + p.compliance_from_tie * max(relation.pair.tie, 0.0)
        return sigma(p.compliance_slope * (pressure - threshold))

    def find_teacher(self) -> None:
        """Equation 11: whether a close partner already knows how to evade."""
        least = self.model.p.teacher_tie
        self.has_teacher = any(self.ties[expert.row] > least for expert in self.model.experts if expert is not self)

    def learn_evasion(self) -> None:
        """Equation 11: learn while losses or secondary sanctions exceed those of the start, else return to the start."""
        p = self.model.p
        in_need = self.loss - self.loss_start > p.need_from_loss
        if in_need or self.secondary - self.secondary_start > p.need_from_secondary:
            speed = p.evasion_learning * (p.evasion_teaching if self.has_teacher else 1.0)
            self.evasion += min(speed, 1.0) * (1.0 - self.evasion)
        else:
            self.evasion += p.evasion_forgetting * (self.evasion_start - self.evasion)
