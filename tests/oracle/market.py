"""The needs of one state in one channel, and who serves them (equations 6 to 8b and 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.arithmetic import clip
from simulation.numerics import exp, log

if TYPE_CHECKING:
    from oracle.exchange import Exchange
    from oracle.kinds import Channel
    from oracle.state import State


class Market:
    """A row of shares: the needs of ``state`` in ``channel``.

    ``suppliers`` served it at the start, ``named`` are those to whom it may turn outside the coalition, ``active`` those
    whose share may differ from 0. ``turning`` are the weights with which it turns to others, ``offers`` what they offer it.
    """

    def __init__(self, state: State, channel: Channel, programme: float, outlets: float, volume: float, diversion: float):
        self.state = state
        self.channel = channel
        self.programme = programme
        self.cutoff = 0.0
        self.outlets = outlets
        self.volume = volume
        self.diversion = diversion
        self.sanctions = self.sanctions_start = 0.0
        self.open_to_senders = 1.0
        self.is_restricted = False
        self.exchanges: list[Exchange] = []
        self.suppliers: list[Exchange] = []
        self.named: list[Exchange] = []
        self.active: list[Exchange] = []
        self.turning: dict[Exchange, float] = {}
        self.offers: list[tuple[Exchange, float]] = []
        self.served_start = self.coalition_share = 0.0
        self.age = 0
        self.lost = self.recovered = self.unserved = self.able = self.lost_exports = 0.0

    def found(self, exchanges: list[Exchange]) -> None:
        """Take the exchanges with all partners, in the order of the states."""
        self.exchanges = exchanges
        self.active = self.suppliers = [x for x in exchanges if x.share > 0.0]
        self.named = [x for x in exchanges if x.weight > 0.0]
        self.served_start = sum(x.share for x in self.suppliers)
        self.count_coalition()

    def impose_sanctions(self) -> None:
        """Equation 7, first half: the programme as far as its lever goes."""
        state, channel = self.state, self.channel
        lever = state.export if channel.export_controlled > 0.5 else state.primary
        self.sanctions = self.programme * lever
        carried_out = state.model.coalition.carried_out
        self.open_to_senders = (1.0 - channel.cut * carried_out * self.sanctions) * (1.0 - self.cutoff)
        self.is_restricted = self.sanctions > 0.0 or self.cutoff > 0.0

    def count_coalition(self) -> None:
        """Share of the needs that the coalition serves as it stands."""
        self.coalition_share = sum(x.share for x in self.active if x.partner.is_sender)

    def attract(self) -> None:
        """Equation 6: the shares that ties alone would give, scaled to those of the start."""
        total = 0.0
        for x in self.suppliers:
            x.attraction = x.share_start * x.relation.pair.attraction_factor
            total += x.attraction
        scale = self.served_start / total if total > 0.0 else 0.0
        for x in self.suppliers:
            x.attraction *= scale

    def seek(self) -> None:
        """Equation 8: what is lost, what others can serve by now, and what nobody serves."""
        p = self.state.model.p
        lost = 0.0
        for x in self.suppliers:
            lost += x.attraction * (1.0 - x.route.openness)
        self.lost = min(lost, 1.0)
        self.recovered = 0.0
        if self.age > 0:  # before a first month of loss nothing is recovered, whomever the state could turn to
            self.recovered = p.recovery_max * (1.0 - exp(-self.age / p.recovery_months)) * self.reach()
        self.unserved = self.lost * (1.0 - self.recovered)
        self.age = self.age + 1 if lost > p.loss_felt else max(self.age - 1, 0)

    def reach(self) -> float:
        """Equation 8: how far those to whom the state turns are within reach."""
        rest = 0.0
        if self.state.is_sender:
            self.turning = {x: x.attraction for x in self.suppliers}
            rest = 1.0
            for x in self.suppliers:
                rest -= x.attraction
            rest = max(rest, 0.0)
        else:
            self.turning = {x: x.weight * x.relation.pair.turning_factor for x in self.named}
        willing = able = 0.0
        for x, weight in self.turning.items():
            willing += weight
            able += weight * x.route.openness
        self.able = able + rest
        willing += rest
        return self.able / willing if willing > 0.0 else 0.0

    def offer_exports(self) -> None:
        """Equation 8b, the seller: offer third states what the senders have stopped buying."""
        channel = self.channel
        self.lost_exports = 0.0
        if channel.resale == 0.0 or self.state.is_sender:
            return
        for x in self.exchanges:
            if x.partner.is_sender:
                gone = x.mirror.share_start - x.mirror.share
                if gone > 0.0:
                    self.lost_exports += x.mirror.market.volume * gone
        if self.recovered == 0.0 or self.lost_exports == 0.0:
            return
        buyers = [
            (x.mirror, weight * (1.0 - channel.third * x.relation.reverse.compliance))
            for x, weight in self.turning.items()
            if x.mirror.market.buys
        ]
        total = sum(weight for _, weight in buyers)
        for x, weight in buyers:
            if x.market.volume > 0.0 and weight > 0.0:
                x.market.offers.append((x, self.recovered * self.lost_exports * (weight / total) / x.market.volume))

    @property
    def buys(self) -> bool:
        """Whether the state can take up exports: it stands outside the coalition and its row counts imports."""
        return self.outlets < 1.0 and not self.state.is_sender

    def aim(self) -> None:
        """Equation 8: the share that each partner heads for: what ties and access leave, and its part of what is diverted."""
        diverted = self.state.model.p.diverted * self.recovered * self.lost
        if diverted > 0.0 and self.able > 0.0:
            self.active = self.exchanges
        for x in self.active:
            x.target = x.attraction * x.route.ratio
        if diverted > 0.0 and self.able > 0.0:
            for x, weight in self.turning.items():
                x.target += diverted * weight * x.route.openness / self.able
        total = 0.0
        for x in self.active:
            total += x.target
        if total > 1.0:
            for x in self.active:
                x.target /= total

    def take_up_exports(self) -> None:
        """Equation 8b, the buyer: offered exports raise the target of their seller; the others give way in proportion."""
        p = self.state.model.p
        self.active = self.exchanges
        kept = taken = 0.0
        sellers = {}
        for x, offered in self.offers:
            extra = min(offered, p.resale_step, p.resale_ceiling - x.target)
            if extra > 0.0:
                sellers[x] = extra
                kept += x.target
                taken += x.target + extra
        self.offers = []
        if taken == 0.0:
            return
        fit = 1.0 / taken if taken > 1.0 else 1.0
        way = (1.0 - taken * fit) / (1.0 - kept) if kept < 1.0 else 0.0
        for x in self.exchanges:
            x.target = (x.target + sellers[x]) * fit if x in sellers else x.target * way

    def shift(self) -> None:
        """Equations 8b and 8, second half: shares go a part of the way to their target."""
        if self.offers:
            self.take_up_exports()
        channel = self.channel
        speed = clip(self.state.model.p.share_speed * channel.pace * channel.acceleration, 0.0, 1.0)
        for x in self.active:
            x.share += speed * (x.target - x.share)

    def lend_leverage(self) -> None:
        """Equation 12: add to the leverage of every supplier, and of the coalition taken as one."""
        ceiling = self.state.model.p.share_ceiling
        weight, curvature = self.channel.weight, self.channel.elasticity - 1.0
        joint = 0.0
        for x in self.active:
            share = x.share
            if share > 0.0:
                x.relation.leverage += weight * (-log(1.0 - (share if share < ceiling else ceiling)) / curvature)
                if x.partner.is_sender:
                    joint += share
        self.coalition_share = joint
        self.state.coalition_leverage += weight * (-log(1.0 - (joint if joint < ceiling else ceiling)) / curvature)
