"""What a state needs and has of one good (equations 16, 18 and 19)."""

from __future__ import annotations

from oracle.arithmetic import clip
from oracle.kinds import Good


class Store:
    """Need, capacity and stock of a good; ``supplied`` counts the deliveries of the month."""

    __slots__ = ("capacity", "good", "need", "peace", "quality", "stock", "supplied", "supplied_start", "war")

    def __init__(self, good: Good, capacity: float, need: float, need_wartime: float, quality: float):
        self.good = good
        self.capacity = capacity
        self.quality = quality
        self.peace = self.need = need
        self.war = need_wartime if need_wartime >= 0.0 else need
        self.stock = 1.0
        self.supplied = self.supplied_start = 0.0

    @property
    def at_hand(self) -> float:
        """What the state can supply from its stock."""
        return self.capacity * self.stock

    @property
    def quantity(self) -> float:
        """Equation 18: the quantity of one delivery."""
        return self.capacity * self.stock * self.quality

    def refill(self, recovery: float, per_deal: float, exhaustion: float) -> None:
        """Equation 18: production makes up for the deliveries of a month at the start, and a little more."""
        self.stock = min(self.stock + (recovery + per_deal * self.supplied_start), 1.0) * (1.0 - exhaustion)

    def feel_need(self, missing: float) -> None:
        """Equation 16: the need rises as own production is missing."""
        self.need = clip(self.peace + (self.war - self.peace) * missing, 0.0, 1.0)

    def draw_down(self, per_deal: float) -> None:
        """Equation 18: every delivery takes a part of the stock."""
        self.stock = max(self.stock - per_deal * self.supplied, 0.0)
