"""The schedule: what happens in a month, in the order of section 3 of the ODD page."""

from __future__ import annotations

from oracle import treaties


class Schedule:
    """The steps of a month, a method each; a submodel runs for every state before the next begins."""

    def run_month(self) -> None:
        """Steps 1 to 14."""
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
        self.find_complying()
        self.agents.do("learn_evasion")

    def find_complying(self) -> None:
        """Equation 10, and who has somebody to learn evasion from."""
        self.agents.do("weigh_payments")
        self.agents.do("comply")
        self.experts = [state for state in self.states if state.evasion > self.p.teacher_knowledge]
        self.agents.do("find_teacher")

    def exchange(self) -> None:
        """Step 6: what is cut, diverted, offered to others and lost."""
        for route in self.routes:
            route.open()
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
        for pair in self.tied:
            pair.settle_deals()
        self.agents.do("count_supplies")
        self.agents.do("draw_down_stocks")
        self.agents.do("learn_to_produce")

    def meet(self) -> None:
        """Step 11: votes, exercises, recognitions, treaties and pledges."""
        if self.subjects:
            self.agents.do("cast_votes")
            self.count_votes()
        for pair in self.tied:
            if pair.commitment:
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
        """Step 13: trust; its limit moves with commitments alone (``Pair.commit``)."""
        for relation in self.relations:
            relation.update_trust()

    def choose_camps(self) -> None:
        """Step 14: what the axis is worth, and who stays where; all states move at once."""
        for pair in self.tied:
            pair.cooperate()
        self.agents.do("value_axis")
        self.agents.do("choose_camp")
        if any(state.camp_next != state.membership for state in self.states):
            self.agents.do("settle_camp")
            self.gather_camps()

    def gather_camps(self) -> None:
        """The members of every camp, and the coalition's shares as it stands."""
        self.camps = {camp: [state for state in self.states if state.membership == camp] for camp in (-1, 0, 1)}
        for market in self.markets:
            market.count_coalition()
