"""The state as an ally: crises, votes, recognitions and leaders (equations 21, 23, 24 and 25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.relation import Relation
from simulation import chance, events
from simulation.numerics import sigma

if TYPE_CHECKING:
    from oracle.state import State

YES, ABSTENTION, NO = 1, 0, -1
PRINCIPLE = 1.0
"""Severity of a resolution that states a principle."""


class Ally:
    """What a state does for others, in a crisis and in an assembly, and who speaks for it."""

    def begin_ally(self) -> None:
        """At month 0 nobody has been called on."""
        self.in_crisis = self.has_new_leader = False
        self.pleas = self.answers = 0
        self.votes: dict[State, int] = {}

    def face_crisis(self) -> None:
        """Equation 21: a crisis strikes by the calendar or by chance, and calls on partners."""
        model = self.model
        self.in_crisis = False
        if self.is_sender:
            return
        draw = chance.uniform(model.key, model.month, chance.CRISIS, self.hash, 0, 0)
        likely = 1.0 if self.strike > 0.0 else min(model.p.crisis_rate * self.crisis_rate, 1.0) * model.chance
        self.in_crisis = draw < likely
        if self.in_crisis:
            model.note(events.CRISIS, self, probability=likely, draw=draw)
            for relation in self.partners:
                if relation.pair.is_free and (relation.pair.is_of_axis or relation.pair.commitment >= 1):
                    relation.partner.answer_plea(relation)

    def answer_plea(self, plea: Relation) -> None:
        """Equation 21: stand by a state in its crisis or do not."""
        model, p, other = self.model, self.model.p, plea.owner
        utility = (
            p.support_base
            + p.support_from_commitment * plea.pair.commitment
            + p.support_from_trust * plea.reverse.trust
            + p.support_from_grievance * plea.pair.shared
            - p.support_exposure * p.exposure_aversion * self.coalition_leverage
        )
        if any(good.arms > 0.0 and store.need > p.distraction_need for good, store in self.stores.items()):
            utility -= p.distraction
        likely = sigma(p.choice_precision * utility)
        draw = chance.uniform(model.key, model.month, chance.SUPPORT, other.hash, self.hash, 0)
        if draw < likely:
            plea.supported = True
        else:
            plea.abandoned = True
            plea.pair.abandonments += 1
        if self.is_core and other.is_core:
            other.pleas += 1
            other.answers += plea.supported
        model.note(events.SUPPORT if plea.supported else events.ABANDONMENT, self, other, probability=likely, draw=draw)

    def cast_votes(self) -> None:
        """Equation 23: vote on every resolution of the month; the subject votes no."""
        model = self.model
        for subject in model.subjects:
            noise = chance.normal(model.key, model.month, chance.VOTE, self.hash, subject.hash, 0)
            vote = NO if subject is self else self.vote_on(self.relations[subject], noise)
            self.votes[subject] = vote
            model.note(events.VOTE, self, subject, quantity=vote, probability=0.0, draw=noise)

    def vote_on(self, relation: Relation, noise: float) -> int:
        """Equation 23: what draws the state towards the subject, and away from it."""
        p = self.model.p
        sympathy = (
            p.vote_from_tie * relation.pair.tie
            + p.vote_from_leverage * min(relation.leverage, p.vote_leverage_cap)
            + p.vote_from_cover * max(relation.reverse.cover_gained, 0.0)
            - p.vote_from_coalition_leverage * self.coalition_leverage
            - p.vote_from_coalition_tie * max(self.tie_with_coalition, 0.0)
            + (relation.partner.resolution - PRINCIPLE)
            + p.vote_noise * noise
        )
        if sympathy > p.refuse_above:
            return NO
        return ABSTENTION if sympathy > p.abstain_above else YES

    def recognise(self) -> None:
        """Equation 24: recognise what a state at war has taken, after it was paid for with cover."""
        model, p = self.model, self.model.p
        if self.coalition_leverage >= p.recognition_leverage:
            return
        for warring in model.warring:
            relation = self.relations.get(warring)
            if relation is None or relation.recognised or relation.pair.tie <= p.recognition_tie:
                continue
            if relation.reverse.cover_gained > p.recognition_cover:
                draw = chance.uniform(model.key, model.month, chance.RECOGNITION, self.hash, warring.hash, 0)
                if draw < p.recognition_rate:
                    relation.recognised = True
                    model.note(events.RECOGNITION, self, warring, probability=p.recognition_rate, draw=draw)

    def change_leader(self) -> None:
        """Equation 25: by the calendar or by chance; the new leader takes over a part of the grievances."""
        model, p = self.model, self.model.p
        likely = min(p.leader_exit_rate * self.leader_exit_rate, 1.0) * model.chance
        if self.departure > 0.0 or self.fall > 0.0:
            likely = 1.0
        self.has_new_leader = False
        if likely > 0.0:
            draw = chance.uniform(model.key, model.month, chance.LEADER_EXIT, self.hash, 0, 0)
            self.has_new_leader = draw < likely
        if self.has_new_leader:
            part = chance.uniform(model.key, model.month, chance.NEW_LEADER, self.hash, 0, 0)
            kept = p.grievance_left_low + (p.grievance_left_high - p.grievance_left_low) * part
            self.grievances = [min(grievance * kept, 1.0) for grievance in self.grievances]
            model.note(events.LEADER_EXIT, self, quantity=kept, probability=likely, draw=draw)
