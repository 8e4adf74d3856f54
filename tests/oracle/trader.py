"""The state as a trader: losses, leverage, and demands of those on whom it depends (equations 9, 12 to 15)."""

from __future__ import annotations

from collections import deque

from oracle.arithmetic import clip
from simulation import chance, events
from simulation.numerics import sigma

WINDOW = 24
"""Months over which the demands of the hub are remembered."""


class Trader:
    """What a state loses and gains by exchange, and what its patrons make of it."""

    def begin_trader(self) -> None:
        """At month 0 nothing is lost."""
        self.cap_effect = self.cap_effect_start = 0.0
        self.loss = self.loss_start = 0.0
        self.coalition_leverage = 0.0
        self.autonomy_cost = 0.0
        self.demands = 0
        self.answers_to_hub: deque[bool | None] = deque(maxlen=WINDOW)

    def cap_revenue(self) -> None:
        """Equation 9: the share of revenue that the price cap takes."""
        self.cap_effect = 0.0
        if self.price_cap > 0.0:
            complying = 0.0
            for market in self.markets:
                if market.channel.capped > 0.0:
                    for x in market.active:
                        if not x.partner.is_sender:
                            complying += market.channel.capped * x.share * x.relation.reverse.compliance
            self.cap_effect = self.price_cap * clip(self.model.p.shipping + complying, 0.0, 1.0)

    def bear_loss(self) -> None:
        """Equation 9: weighted unserved needs with their premium, and half of the revenue lost."""
        loss = self.model.p.cap_in_loss * self.cap_effect
        for market in self.markets:
            loss += market.channel.weight * market.unserved * (1.0 + market.channel.premium)
        self.loss = loss

    def follow_loss(self) -> None:
        """Equation 9: output and liquidity, both from their start."""
        p = self.model.p
        strain = p.liquidity_from_cap * (self.cap_effect - self.cap_effect_start)
        windfall = 0.0
        for market in self.markets:
            channel = market.channel
            strain += channel.liquidity_weight * market.unserved
            windfall += channel.liquidity_weight * (channel.price - 1.0) * market.outlets
        self.gdp = self.gdp_start * max(1.0 - p.output_from_loss * (self.loss - self.loss_start), 0.0)
        self.liquidity = clip(self.liquidity_start * (1.0 + windfall) - strain, 0.0, 1.0)

    def measure_leverage(self) -> None:
        """Equation 12: leverage of every partner over the state, and of the coalition jointly."""
        for relation in self.partners:
            relation.leverage = 0.0
        self.coalition_leverage = 0.0
        for market in self.markets:
            market.lend_leverage()

    def hold_up(self) -> None:
        """Equations 13 and 14, and the cost of depending more than the state is used to."""
        largest = 0.0
        for relation in self.partners:
            relation.hold_up()
            largest = max(largest, relation.excess)
        self.autonomy_cost = self.autonomy * self.model.p.autonomy_scale * largest

    def answer_demands(self) -> None:
        """Equation 15: patrons demand concessions, the state gives in or resists."""
        self.answers_to_hub.append(None)
        if self.is_sender:
            return
        least = self.model.p.demand_asymmetry
        for relation in self.partners:
            if relation.asymmetry > least and not relation.partner.is_sender:
                self.answer_demand(relation)

    def answer_demand(self, relation) -> None:
        """Equation 15: one patron, who may demand, and the answer."""
        model, p, patron = self.model, self.model.p, relation.partner
        demanded = min(p.demand_rate * relation.asymmetry / (relation.leverage + relation.reverse.leverage), 1.0)
        if chance.uniform(model.key, model.month, chance.DEMAND, self.hash, patron.hash, 0) >= demanded:
            return
        utility = (
            p.concession_from_asymmetry * relation.asymmetry
            + p.concession_from_trust * relation.trust
            - p.resistance_from_autonomy * p.autonomy_scale * self.autonomy
        )
        likely = sigma(p.choice_precision * utility)
        draw = chance.uniform(model.key, model.month, chance.CONCESSION, self.hash, patron.hash, 0)
        concedes = draw < likely
        if patron is model.hub:
            self.demands += 1
            self.answers_to_hub[-1] = concedes
        if concedes:
            relation.resentment += p.concession_resentment
        else:
            relation.resisted = True
        model.note(events.CONCESSION if concedes else events.RESISTANCE, self, patron, probability=likely, draw=draw)

    def resent_resistance(self) -> None:
        """Equation 15: a patron resents whoever refused it."""
        for relation in self.partners:
            if relation.reverse.resisted:
                relation.resentment += self.model.p.resistance_resentment
