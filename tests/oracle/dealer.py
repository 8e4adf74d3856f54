"""The state as a dealer in goods: needs, requests, answers and conduct (equations 16 to 19)."""

from __future__ import annotations

from oracle import deals
from oracle.kinds import MONEY, Good
from oracle.relation import Relation
from simulation import chance, events
from simulation.numerics import log

MOST_REQUESTS = 12
IN_FULL = 1.0
"""Worth of a payment in full, and of what is asked for to whoever pays for it in kind."""


class Dealer:
    """Whom a state asks for what, how it pays, and what it does about what it is asked for and promised."""

    def begin_dealer(self) -> None:
        """At month 0 own production is that of peace, and nothing has been asked for."""
        self.own_production = 1.0
        self.licensed = 0.0
        self.request_rate = self.request_rate_start = 0.0
        self.requests_sent = self.requests_clean = self.deals_made = self.deals_broken = 0
        self.candidates: dict[Good, list[tuple[Relation, float]]] = {}
        self.offers: dict[Relation, dict[Good, float]] = {}

    def refill_stocks(self) -> None:
        """Equation 18, good by good."""
        p = self.model.p
        for store in self.stores.values():
            store.refill(p.stock_recovery, p.stock_per_deal, self.exhaustion)

    def consume_in_war(self) -> None:
        """Equation 16: in war own production falls to its floor, in peace it comes back at the same speed."""
        p = self.model.p
        bottom = 1.0 - (1.0 - p.production_floor) * self.war
        if self.own_production > bottom:
            self.own_production = max(self.own_production - p.production_speed, bottom)
        else:
            self.own_production = min(self.own_production + p.production_speed, bottom)

    def feel_needs(self) -> None:
        """Equations 16 and 19: needs, and the requests to be expected from them."""
        p = self.model.p
        missing = (1.0 - min(self.own_production + self.licensed, 1.0)) / (1.0 - p.production_floor)
        for store in self.stores.values():
            store.feel_need(missing)
        self.request_rate = p.requests * self.initiative * max(store.need for store in self.stores.values())
        self.candidates, self.offers = {}, {}

    def make_deals(self) -> None:
        """Equation 16: the requests of the month."""
        model = self.model
        if self.request_rate > 0.0:
            draw = chance.uniform(model.key, model.month, chance.REQUESTS, self.hash, 0, 0)
            for item in range(chance.poisson(draw, self.request_rate, MOST_REQUESTS)):
                good = self.choose_good(item)
                if good is not None and self.candidates_for(good):
                    self.ask(good, item)

    def choose_good(self, item: int) -> Good | None:
        """Equation 16: the good asked for, in proportion to need."""
        needed = 0.0
        for store in self.stores.values():
            needed += store.need
        mark = needed * chance.uniform(self.model.key, self.model.month, chance.REQUESTED_GOOD, self.hash, 0, item)
        passed = 0.0
        for store in self.stores.values():
            passed += store.need
            if store.need > 0.0 and mark <= passed:
                return store.good
        return None

    def candidates_for(self, good: Good) -> list[tuple[Relation, float]]:
        """Equation 16: the partners that the state may ask for the good, with their weights; the same all month."""
        if good not in self.candidates:
            weighed = ((relation, deals.partner_weight(relation, good)) for relation in self.partners)
            self.candidates[good] = [(relation, weight) for relation, weight in weighed if weight > 0.0]
        return self.candidates[good]

    def offers_to(self, relation: Relation) -> dict[Good, float]:
        """Equation 16: the goods in which the state can pay the partner, with their weights; the same all month."""
        if relation not in self.offers:
            weighed = ((form, deals.payment_weight(relation, form)) for form in self.stores)
            self.offers[relation] = {form: weight for form, weight in weighed if weight > 0.0}
        return self.offers[relation]

    def choose_partner(self, good: Good, item: int) -> tuple[Relation, float]:
        """Equation 16: a race of exponential waiting times, so that nobody's draw depends on who else runs."""
        key, month = self.model.key, self.model.month
        shortest, total = None, 0.0
        for relation, weight in self.candidates_for(good):
            total += weight
            draw = chance.uniform(key, month, chance.REQUESTED_PARTNER, self.hash, relation.partner.hash, item)
            wait = -log(draw) / weight
            if shortest is None or wait < shortest:
                shortest, chosen, weight_of_chosen = wait, relation, weight
        return chosen, weight_of_chosen / total

    def choose_payment(self, relation: Relation, good: Good, item: int) -> tuple[Good, float]:
        """Equation 16: the form of payment, money or a good, and its worth."""
        options = [(form, weight) for form, weight in self.offers_to(relation).items() if form is not good]
        offered = self.liquidity
        for _, weight in options:
            offered += weight
        mark = offered * chance.uniform(self.model.key, self.model.month, chance.PAYMENT, self.hash, relation.partner.hash, item)
        passed = self.liquidity
        for form, weight in options:
            if passed < mark <= passed + weight:
                return form, min(1.0, self.liquidity + weight)
            passed += weight
        return MONEY, self.liquidity

    def ask(self, good: Good, item: int) -> None:
        """Equations 16 and 17: one request and its answer."""
        model = self.model
        relation, likely = self.choose_partner(good, item)
        partner = relation.partner
        form, pay = self.choose_payment(relation, good, item)
        self.requests_sent += 1
        if relation.pair.norm_cost == 0.0:
            self.requests_clean += 1
        model.note(events.REQUEST, self, partner, good, form, item, pay, likely, 0.0)
        likely = deals.willingness(relation, good, pay)
        draw = chance.uniform(model.key, model.month, chance.ACCEPTANCE, self.hash, partner.hash, item)
        accepts = draw < likely
        model.note(events.ACCEPTANCE if accepts else events.REFUSAL, partner, self, good, form, item, pay, likely, draw)
        if accepts:
            self.deals_made += 1
            self.deals_broken += not self.exchange(relation, good, form, pay, item)

    def exchange(self, relation: Relation, good: Good, form: Good, pay: float, item: int) -> bool:
        """Equation 18: both sides keep or break their word, whatever the other does; whether both kept it."""
        partner = relation.partner
        draw = chance.uniform(self.model.key, self.model.month, chance.DELIVERY, self.hash, partner.hash, item)
        kept = partner.keep_word(relation.reverse, good, form, pay, item, draw, (events.DELIVERY, events.BREACH))
        if form is not MONEY:
            draw = chance.uniform(self.model.key, self.model.month, chance.PAYMENT_DELIVERY, self.hash, partner.hash, item)
            kept &= self.keep_word(relation, form, good, IN_FULL, item, draw, (events.PAYMENT, events.DEFAULT))
        return kept

    def keep_word(self, relation: Relation, good: Good, form: Good, pay: float, item: int, draw: float, kinds: tuple[int, int]) -> bool:
        """Equation 18: hand over what was promised to the partner, or break the promise."""
        likely = deals.reliability(relation, good, pay)
        keeps = draw < likely
        received = relation.reverse
        if keeps:
            received.delivered[good] = received.delivered.get(good, 0) + 1
        else:
            received.breaches += 1
        kind = kinds[0] if keeps else kinds[1]
        self.model.note(kind, self, relation.partner, good, form, item, self.stores[good].quantity, likely, draw)
        return keeps

    def count_supplies(self) -> None:
        """Deliveries that the state made of every good, as supplier and as payer."""
        for store in self.stores.values():
            store.supplied = 0.0
        for relation in self.partners:
            for good, count in relation.reverse.delivered.items():
                self.stores[good].supplied += count

    def draw_down_stocks(self) -> None:
        """Equation 18, good by good."""
        for store in self.stores.values():
            store.draw_down(self.model.p.stock_per_deal)

    def learn_to_produce(self) -> None:
        """Equation 19: technology received raises own production of the goods of war."""
        for relation in self.partners:
            for good, count in relation.delivered.items():
                self.licensed += good.licence * count
        self.licensed = min(self.licensed, 1.0)
