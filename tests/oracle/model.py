"""The model: a scenario as a Mesa model, and the schedule of its months."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

import scenarios
from oracle import beginning, founding, treaties
from oracle.calendar import Calendar
from oracle.coalition import Coalition, Response, Signpost
from oracle.kinds import Channel, Good, Issue
from oracle.market import Market
from oracle.measures import MEASURES
from oracle.pair import Pair
from oracle.relation import Relation
from oracle.state import State
from simulation.events import NONE
from simulation.scenario import Scenario


class OracleModel(mesa.Model):
    """A scenario, ready to run: ``model.step()`` is a month, and the last one sets ``running`` to False.

    Parameters
    ----------
    scenario : a checked scenario, or the name of one that ships.
    seed, replicate : key of chance.
    measures : True collects every measure, False none, a list those named.
    events : whether ``events`` is kept, a list of rows of ``simulation.events.COLUMNS``.
    """

    hub: State | None
    second: State | None
    channels: list[Channel]
    issues: list[Issue]
    goods: list[Good]
    states: list[State]
    pairs: list[Pair]
    tied: list[Pair]
    markets: list[Market]
    signposts: list[Signpost]
    responses: list[Response]

    def __init__(
        self, scenario: str | Scenario, seed: int = 1, replicate: int = 0, measures: bool | Iterable[str] = True, events: bool = False
    ):
        super().__init__(seed=seed)
        self.scenario = scenarios.load(scenario) if isinstance(scenario, str) else scenario
        self.p = SimpleNamespace(**self.scenario.parameters)
        self.key = np.array([seed, replicate], dtype=np.int64)
        self.month = 0
        self.chance = 1.0
        self.war_months = 0
        self.consensus = 1.0
        self.events: list[tuple[float, ...]] | None = [] if events else None
        self.coalition = Coalition()

        founding.found_kinds(self)
        founding.found_states(self)
        founding.found_pairs(self)
        founding.found_markets(self)
        self.relations: list[Relation] = [relation for pair in self.tied for relation in (pair.there, pair.back)]
        self.core = [state for state in self.states if state.is_core]
        self.core_pairs = [pair for pair in self.pairs if pair.first.is_core and pair.second.is_core]
        self.punished: list[State] = []
        self.calendar = Calendar(self)
        founding.found_signposts(self)
        self.gather_camps()
        beginning.begin(self)

        names = [name for name in MEASURES if measures is True or (measures and name in measures)]
        self.datacollector = mesa.DataCollector(model_reporters={name: MEASURES[name] for name in names})
        self.close_month()

    def step(self) -> None:
        """A month, in the order of section 3 of the ODD page."""
        self.month += 1
        for pair in self.tied:
            pair.open_month()
        self.impose()
        self.agents.do("feel_pressure")
        self.form_views()
        self.follow_sanctions()
        self.exchange()
        self.bargain()
        self.deal()
        self.agents.do("face_crisis")
        self.meet()
        self.change_leaders()
        self.form_trust()
        self.choose_camps()
        self.close_month()
        self.running = self.month < self.scenario.head.months

    def impose(self) -> None:
        """Steps 1 and 2: the calendar and the policy of the coalition."""
        self.calendar.impose(self.month)
        for channel in self.channels:
            channel.follow_price()
        self.warring = [state for state in self.states if state.war > 0.0]
        self.subjects = [state for state in self.states if state.resolution > 0.0]
        if self.warring or self.war_months:
            self.war_months += 1
        if self.month > 0:
            for signpost in self.signposts:
                signpost.watch()
            for response in self.responses:
                response.pull()
        self.punished += [state for state in self.states if state.secondary > 0.0 and state not in self.punished]
        self.coalition.carry_out(self)
        self.agents.do("impose_sanctions")

    def form_views(self) -> None:
        """Steps 3 and 4: grievances and threat, and the ties that follow from them."""
        self.agents.do("update_grievances")
        self.agents.do("update_threat")
        self.agents.do("weigh_grievances")
        for pair in self.pairs:
            pair.compare()
        for pair in self.tied:
            pair.close_triads()
        for pair in self.tied:
            pair.consider_tie()
        for pair in self.tied:
            pair.settle_tie()

    def follow_sanctions(self) -> None:
        """Step 5: who complies with secondary sanctions, and who learns to evade."""
        self.agents.do("weigh_payments")
        self.agents.do("comply")
        self.agents.do("find_teacher")
        self.agents.do("learn_evasion")

    def exchange(self) -> None:
        """Step 6: what is cut, diverted, offered to others and lost."""
        for route in self.routes:
            route.open()
            route.compare()
        for market in self.markets:
            market.attract()
            market.seek()
            market.offer_exports()
            market.aim()
        for market in self.markets:
            market.shift()
        self.agents.do("cap_revenue")
        self.agents.do("bear_loss")
        self.agents.do("follow_loss")

    def bargain(self) -> None:
        """Steps 7 and 8: leverage, what patrons make of it, and what they demand."""
        self.agents.do("measure_leverage")
        self.agents.do("hold_up")
        self.agents.do("answer_demands")
        self.agents.do("resent_resistance")

    def deal(self) -> None:
        """Step 9: requests, answers, deliveries, and what they leave."""
        self.agents.do("refill_stocks")
        self.agents.do("consume_in_war")
        self.agents.do("feel_needs")
        self.agents.do("make_deals")
        for relation in self.relations:
            relation.settle_deals()
            relation.cover = self.p.deals_kept * relation.cover + relation.cover_received
        for pair in self.tied:
            pair.deals = self.p.deals_kept * pair.deals + pair.there.received + pair.back.received
        self.agents.do("count_supplies")
        self.agents.do("draw_down_stocks")
        self.agents.do("learn_to_produce")

    def meet(self) -> None:
        """Step 11: votes, exercises, recognitions, treaties and pledges."""
        if self.subjects:
            self.agents.do("cast_votes")
            self.count_votes()
        for pair in self.tied:
            pair.exercise()
        if self.warring:
            self.agents.do("recognise")
        for pair in self.tied:
            if pair.is_free:
                treaties.consider(pair)
        for pair in self.tied:
            treaties.settle(pair)
        for pair in self.tied:
            if pair.is_of_axis:
                pair.pledge()

    def count_votes(self) -> None:
        """Equation 23: share of states that voted alike, over the resolutions of the month."""
        shares = []
        for subject in self.subjects:
            votes = [state.votes[subject] for state in self.states]
            shares.append(max(votes.count(vote) for vote in set(votes)) / len(votes))
        self.consensus = sum(shares) / len(shares)

    def change_leaders(self) -> None:
        """Step 12: leaders leave, and half of what was known of their word."""
        self.agents.do("change_leader")
        if any(state.has_new_leader for state in self.states):
            for relation in self.relations:
                if relation.owner.has_new_leader or relation.partner.has_new_leader:
                    relation.forget_leader()

    def form_trust(self) -> None:
        """Step 13: trust and its limit."""
        for pair in self.tied:
            pair.limit_trust()
        for relation in self.relations:
            relation.update_trust()

    def choose_camps(self) -> None:
        """Step 14: what the axis is worth, and who stays where; all states move at once."""
        for pair in self.tied:
            pair.cooperate()
        self.agents.do("value_axis")
        self.agents.do("choose_camp")
        self.agents.do("settle_camp")
        self.gather_camps()

    def gather_camps(self) -> None:
        """The members of every camp, and the coalition's shares as it stands."""
        self.camps = {camp: [state for state in self.states if state.membership == camp] for camp in (-1, 0, 1)}
        for market in self.markets:
            market.count_coalition()

    def close_month(self) -> None:
        """Step 15: the measures of the month."""
        for signpost in self.signposts:
            signpost.observe()
        if self.datacollector.model_reporters:
            self.datacollector.collect(self)

    def note(
        self,
        kind: int,
        actor: State | None = None,
        partner: State | None = None,
        good: Good | None = None,
        paid_in: Good | None = None,
        item: int = 0,
        quantity: float = 0.0,
        probability: float = 1.0,
        draw: float = 0.0,
    ) -> None:
        """Take down an event, where events are kept."""
        if self.events is not None:
            rows = (NONE if state is None else state.row for state in (actor, partner))
            goods = (NONE if kind_of is None else kind_of.position for kind_of in (good, paid_in))
            self.events.append((self.month, kind, *rows, *goods, item, quantity, probability, draw))

    def run(self) -> Any:
        """Run to the last month of the scenario."""
        while self.running:
            self.step()
        return self
