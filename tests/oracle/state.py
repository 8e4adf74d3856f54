"""The state: the only agent of the model."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import mesa

from oracle.ally import Ally
from oracle.dealer import Dealer
from oracle.market import Market
from oracle.member import Member
from oracle.relation import Relation
from oracle.store import Store
from oracle.target import Target
from oracle.trader import Trader
from simulation.chance import state_hash
from simulation.levers import LEVERS

if TYPE_CHECKING:
    from oracle.kinds import Good
    from oracle.model import OracleModel

CAMPS = {"core": 1, "client": 1, "swing": 0, "coalition": -1, "attacked": -1}


class State(Target, Trader, Dealer, Ally, Member, mesa.Agent):
    """A state, by its roles: target of sanctions, trader, dealer in goods, ally and member of a camp.

    ``relations`` hold how it looks at every other state, ``partners`` those of them with whom it has a relation.
    Values of the start that later months look back on are called ``*_start``.
    """

    model: OracleModel

    def __init__(self, model: OracleModel, row: int, code: str, group: str, attributes: dict[str, float], grievances: list[float]):
        super().__init__(model)
        self.row = row
        self.code = code
        self.hash = state_hash(code)
        self.group = group
        self.is_core = group == "core"
        self.is_attacked = group == "attacked"
        self.membership = self.camp_next = CAMPS[group]
        self.is_sender = self.membership < 0

        self.capability = attributes["capability"]
        self.weight = sqrt(self.capability)
        self.democracy = attributes["democracy"]
        self.personalism = attributes["personalism"]
        self.autonomy = attributes["autonomy"]
        self.initiative = attributes["initiative"]
        self.norm_cost = attributes["norm_cost"]
        self.crisis_rate = attributes["crisis_rate"]
        self.leader_exit_rate = attributes["leader_exit_rate"]
        self.gdp = self.gdp_start = attributes["gdp"]
        self.liquidity = self.liquidity_start = attributes["liquidity"]
        self.threat = self.threat_start = attributes["threat"]
        self.evasion = self.evasion_start = attributes["evasion"]
        self.grievances = grievances
        self.grievances_start = list(grievances)

        self.war = self.strike = self.departure = self.fall = self.exhaustion = self.resolution = 0.0
        for lever in LEVERS:
            if lever.each:
                setattr(self, lever.name, 0.0)

        self.relations: dict[State, Relation] = {}
        self.partners: list[Relation] = []
        self.markets: list[Market] = []
        self.stores: dict[Good, Store] = {}
        self.ties: list[float] = []
        self.begin_roles()

    def begin_roles(self) -> None:
        """What every role has at month 0 that no table gives."""
        self.begin_target()
        self.begin_trader()
        self.begin_dealer()
        self.begin_ally()
        self.begin_member()

    def meet(self, others: list[State]) -> None:
        """Put the relations in the order of the states."""
        self.relations = {other: self.relations[other] for other in others if other is not self}
        self.partners = [relation for relation in self.relations.values() if relation.pair.tied]

    def __repr__(self) -> str:
        return f"<State {self.code}>"
