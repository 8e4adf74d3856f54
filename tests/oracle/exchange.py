"""What two states exchange in a channel, and how far sanctions leave it open (equation 7)."""

from __future__ import annotations

from oracle.market import Market
from oracle.relation import Relation


class Route:
    """The exchange of two states in a channel, open or closed to both alike."""

    __slots__ = ("access", "access_start", "one", "openness", "other", "pair", "ratio", "there")

    def __init__(self, one: Market, other: Market, there: Relation):
        self.one = one
        self.other = other
        self.there = there
        self.access = self.access_start = self.ratio = self.openness = 1.0

    def open(self) -> None:
        """Equation 7: senders cut their targets off, third parties as far as they comply."""
        one, other = self.one, self.other
        access = 1.0
        if one.is_restricted or other.is_restricted:
            if one.state.is_sender:
                access = 1.0 if other.state.is_sender else other.open_to_senders
            elif other.state.is_sender:
                access = one.open_to_senders
            else:
                third = one.channel.third
                if one.sanctions > 0.0:
                    access *= 1.0 - third * self.there.reverse.compliance
                if other.sanctions > 0.0:
                    access *= 1.0 - third * self.there.compliance
        self.access = access

    def compare(self) -> None:
        """Access against that of the start, which the shares of the start already carry."""
        self.ratio = ratio = self.access / self.access_start if self.access_start > 0.0 else 1.0
        self.openness = ratio if ratio < 1.0 else 1.0


class Exchange:
    """The part of a market that one partner serves; ``mirror`` is the part of the partner's that the state serves.

    ``weight`` is what the scenario says of turning to the partner.
    """

    __slots__ = ("attraction", "market", "mirror", "partner", "relation", "route", "share", "share_start", "target", "weight")

    mirror: Exchange

    def __init__(self, market: Market, relation: Relation, route: Route, share: float, weight: float):
        self.market = market
        self.relation = relation
        self.partner = relation.partner
        self.route = route
        self.share = self.share_start = share
        self.weight = weight
        self.attraction = self.target = 0.0
