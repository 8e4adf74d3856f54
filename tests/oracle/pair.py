"""A pair of states: what both ends have in common."""

from __future__ import annotations

from math import sqrt
from operator import mul
from typing import TYPE_CHECKING

from oracle.arithmetic import clip
from oracle.relation import Relation
from simulation import chance, events
from simulation.numerics import exp

if TYPE_CHECKING:
    from oracle.model import OracleModel
    from oracle.state import State

DEEPEST = 3
"""Commitment of mutual defence."""
MOST_EXERCISES = 4


class Pair:
    """Two states; the first is the one with the smaller hash, which draws for both.

    ``there`` is how the first looks at the second, ``back`` how the second looks at the first. A pair that is not ``tied``
    has no relation: it shares grievances and has a trust limit, and nothing else ever happens to it.
    """

    __slots__ = (
        "abandonments", "attraction_factor", "back", "ceiling", "closure", "closure_start", "commitment", "common_threat",
        "common_threat_start", "cooperation", "deals", "exercises", "first", "model", "norm_cost", "request_factor", "second",
        "shared", "shared_start", "step", "there", "third_states", "tie", "tie_next", "tie_start", "tied", "turning_factor",
    )  # fmt: skip

    def __init__(self, model: OracleModel, first: State, second: State, tie: float | None, commitment: float):
        self.model = model
        self.first = first
        self.second = second
        self.tied = tie is not None
        self.tie = self.tie_start = self.tie_next = tie or 0.0
        self.commitment = int(commitment)
        self.norm_cost = max(first.norm_cost, second.norm_cost)
        self.third_states = 0
        self.closure = self.closure_start = 0.0
        self.shared = self.shared_start = 0.0
        self.common_threat = self.common_threat_start = 0.0
        self.attraction_factor = self.turning_factor = self.request_factor = 1.0
        self.deals = self.cooperation = 0.0
        self.exercises = 0.0
        self.abandonments = 0
        self.step = 0
        self.ceiling = 0.0
        self.there = Relation(self, first, second)
        self.back = Relation(self, second, first)
        self.there.reverse, self.back.reverse = self.back, self.there

    @property
    def is_free(self) -> bool:
        """Whether neither end stands in the coalition."""
        return not (self.first.is_sender or self.second.is_sender)

    @property
    def is_of_axis(self) -> bool:
        """Whether both ends stand in the axis."""
        return self.first.membership > 0 and self.second.membership > 0

    def open_month(self) -> None:
        """Forget what happened in the month before."""
        self.exercises = 0
        self.there.open_month()
        self.back.open_month()

    def compare(self) -> None:
        """Equation 4: the grievance and the threat that both feel."""
        first, second = self.first, self.second
        self.shared = sum(map(min, first.weighed_grievances, second.weighed_grievances))
        self.common_threat = sqrt(first.threat * second.threat)

    def close_triads(self) -> None:
        """b of equation 5: the mean product of the ties to third states."""
        self.closure = sum(map(mul, self.first.ties, self.second.ties)) / max(self.third_states, 1)

    def consider_tie(self) -> None:
        """Equation 5: grievance and threat draw those together who share them, and away from the coalition's members."""
        p, model, first, second = self.model.p, self.model, self.first, self.second
        if first.is_sender == second.is_sender:
            grievance = self.shared - self.shared_start
            threat = self.common_threat - self.common_threat_start
        else:
            outsider = second if first.is_sender else first
            grievance = outsider.own_grievance_start - outsider.own_grievance
            threat = outsider.threat_start - outsider.threat
        goal = clip(
            self.tie_start
            + p.tie_from_grievance * grievance
            + p.tie_from_threat * threat
            - p.tie_from_resentment * 0.5 * (self.there.resentment + self.back.resentment),
            -1.0,
            1.0,
        )
        tie = self.tie
        balance = p.balance * (1.0 - tie * tie) * (self.closure - self.closure_start)
        noise = 0.0
        if p.tie_noise > 0.0:
            noise = p.tie_noise * chance.normal(model.key, model.month, chance.TIE_NOISE, first.hash, second.hash, 0)
        self.tie_next = clip(tie + p.tie_speed * (goal - tie) + balance + noise, -1.0, 1.0)

    def settle_tie(self) -> None:
        """Take the tie considered, and what follows from it for exchange and requests (equations 6, 8 and 16)."""
        p = self.model.p
        self.tie = self.tie_next
        self.attraction_factor = exp(p.attraction_from_tie * (self.tie - self.tie_start))
        self.turning_factor = exp(p.turning_from_tie * self.tie)
        self.request_factor = exp(self.tie)
        self.note_tie()

    def note_tie(self) -> None:
        """Let both ends know the tie by the number of the partner."""
        self.first.ties[self.second.row] = self.second.ties[self.first.row] = self.tie

    def limit_trust(self) -> None:
        """Equation 22: personalist rulers trust each other less, the committed a little more."""
        p = self.model.p
        personalism = 0.5 * (self.first.personalism + self.second.personalism)
        limit = p.trust_ceiling_max - p.trust_ceiling_slope * personalism + p.ceiling_from_commitment * self.commitment
        self.ceiling = clip(limit, 0.0, 1.0)

    def commit(self, depth: int) -> None:
        """Set the commitment, which moves the trust limit."""
        self.commitment = depth
        self.limit_trust()

    def settle_deals(self) -> None:
        """What the pair exchanged this month, and what it remembers."""
        there, back, kept = self.there, self.back, self.model.p.deals_kept
        there.settle_deals()
        back.settle_deals()
        there.cover = kept * there.cover + there.cover_received
        back.cover = kept * back.cover + back.cover_received
        self.deals = kept * self.deals + there.received + back.received

    def working_together(self) -> float:
        """Cooperation that deals, dependence and commitment amount to this month."""
        p = self.model.p
        there, back = self.there.leverage, self.back.leverage
        deals = self.deals / p.deals_in_full
        depends = (there if there > back else back) / p.leverage_in_full
        together = (
            p.cooperation_from_deals * (deals if deals < 1.0 else 1.0)
            + p.cooperation_from_leverage * (depends if depends < 1.0 else 1.0)
            + p.cooperation_from_commitment * self.commitment / DEEPEST
        )
        return together if together < 1.0 else 1.0

    def cooperate(self) -> None:
        """A moving average of what the pair does together."""
        kept = self.model.p.cooperation_kept
        self.cooperation = kept * self.cooperation + (1.0 - kept) * self.working_together()

    def expect_exercises(self) -> float:
        """Equation 24: exercises a month of a committed pair outside the coalition."""
        if self.commitment < 1 or not self.is_free:
            return 0.0
        return self.model.p.exercise_rate * (0.5 * (self.there.trust + self.back.trust)) * self.common_threat

    def exercise(self) -> None:
        """Equation 24: exercises of the month."""
        rate = self.expect_exercises()
        if rate > 0.0:
            draw = self.draw(chance.EXERCISES)
            self.exercises = chance.poisson(draw, rate, MOST_EXERCISES)
            if self.exercises > 0:
                self.model.note(events.EXERCISE, self.first, self.second, quantity=self.exercises, probability=rate, draw=draw)

    def pledge(self) -> None:
        """Equation 24: a pledge moves the tie of a pair of the axis a little, and its trust not at all."""
        draw = self.draw(chance.PLEDGE)
        if draw < self.model.p.pledge_rate:
            self.tie = clip(self.tie + self.model.p.pledge_tie, -1.0, 1.0)
            self.note_tie()
            self.model.note(events.PLEDGE, self.first, self.second, probability=self.model.p.pledge_rate, draw=draw)

    def draw(self, purpose: int) -> float:
        """A number that both ends share."""
        return chance.uniform(self.model.key, self.model.month, purpose, self.first.hash, self.second.hash, 0)
