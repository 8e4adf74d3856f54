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
        """Equation 7: access, and its ratio to that of the start, which the shares of the start already carry."""
        one, other = self.one, self.other
        access = self.access = self.left_open() if one.is_restricted or other.is_restricted else 1.0
        ratio = self.ratio = access / self.access_start if self.access_start > 0.0 else 1.0
        self.openness = ratio if ratio < 1.0 else 1.0

    def left_open(self) -> float:
        """Equation 7: senders cut their targets off, third parties as far as they comply."""
        one, other = self.one, self.other
        if one.state.is_sender:
            return 1.0 if other.state.is_sender else other.open_to_senders
        if other.state.is_sender:
            return one.open_to_senders
        access, third = 1.0, one.channel.third
        if one.sanctions > 0.0:
            access *= 1.0 - third * self.there.reverse.compliance
        if other.sanctions > 0.0:
            access *= 1.0 - third * self.there.compliance
        return access


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
