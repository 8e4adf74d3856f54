"""The model: a scenario as a Mesa model."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import mesa
import numpy as np

import scenarios
from oracle import beginning, founding
from oracle.calendar import Calendar
from oracle.coalition import Coalition, Response, Signpost
from oracle.kinds import Channel, Good, Issue
from oracle.market import Market
from oracle.measures import MEASURES
from oracle.pair import Pair
from oracle.relation import Relation
from oracle.schedule import Schedule
from oracle.state import State
from simulation.events import NONE
from simulation.scenario import Scenario


class OracleModel(Schedule, mesa.Model):
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

        names = MEASURES if measures is True else measures or ()
        self.datacollector = mesa.DataCollector(model_reporters={name: MEASURES[name] for name in names})
        self.close_month()

    def step(self) -> None:
        """A month."""
        self.month += 1
        self.run_month()
        self.close_month()
        self.running = self.month < self.scenario.head.months

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
            goods = (NONE if thing is None else thing.position for thing in (good, paid_in))
            self.events.append((self.month, kind, *rows, *goods, item, quantity, probability, draw))
