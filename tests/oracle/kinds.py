"""Kinds of exchange, of deals and of quarrels: all that the model knows of them are these properties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulation import events
from simulation.properties import Property
from simulation.scenario import Scenario


@dataclass(slots=True, eq=False)
class Channel:
    """A kind of exchange that goes on all the time; ``weight`` follows its price."""

    name: str
    position: int
    weight: float
    cut: float
    third: float
    elasticity: float
    pace: float
    premium: float
    liquidity_weight: float
    export_controlled: float
    dependence: float
    payment: float
    capped: float
    resale: float
    price: float = 1.0
    acceleration: float = 1.0
    start_weight: float = 0.0

    def __post_init__(self) -> None:
        self.start_weight = self.weight

    def follow_price(self) -> None:
        """A price scales the weight of the channel."""
        self.weight = self.start_weight * self.price


@dataclass(slots=True, eq=False)
class Issue:
    """What states hold against the coalition."""

    name: str
    position: int
    response: float
    weight: float
    messaging: float


@dataclass(slots=True, eq=False)
class Good:
    """What states ask each other for, deal by deal."""

    name: str
    position: int
    exposure: float
    arms: float
    licence: float
    cover: float


MONEY = Good("money", events.MONEY, 0.0, 0.0, 0.0, 0.0)
"""What is paid in where no good is."""


def properties(scenario: Scenario, table: str, key: tuple[str, ...], declared: Iterable[Property]) -> dict[str, float]:
    """What a table says of the properties of one thing; the default where it is silent."""
    rows = scenario.tables[table]
    return {q.name: rows[(*key, q.name)].value if (*key, q.name) in rows else q.default for q in declared}
