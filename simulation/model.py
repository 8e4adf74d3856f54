"""The bloc as a Mesa model: the same rules, the same bits, with agents to look at and to override."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mesa

from simulation.agents import StateAgent
from simulation.engine import changed, program_of
from simulation.footprint import footprint
from simulation.initial import imposed_on, initial_world
from simulation.program import Bound
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory
from simulation.world import World


class BlocModel(mesa.Model):
    """A scenario as a Mesa model.

    Parameters
    ----------
    scenario : a checked scenario, as ``scenarios.load`` gives.
    seed, replicate : key of chance, 0 to 2**32 - 1 each.
    agent_class : class of the states, a subclass of ``StateAgent``.
    agent_classes : other classes for single states, by id.
    compiled : False runs the rules as plain Python, for breakpoints.
    overrides : changes as ``Scenario.override`` takes them.

    Attributes
    ----------
    config : the scenario.
    world, start : the arrays of this month and of month 0.
    rows : the agents in the order of the world's rows.
    trajectory : everything so far.
    datacollector : a Mesa DataCollector with one reporter a measure.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 1,
        replicate: int = 0,
        *,
        agent_class: type[StateAgent] = StateAgent,
        agent_classes: dict[str, type[StateAgent]] | None = None,
        compiled: bool = True,
        **overrides: Any,
    ):
        super().__init__(seed=seed)
        self.config = changed(scenario, overrides)
        self.program = program_of(self.config, compiled)
        self.world: World = initial_world(self.config, seed, replicate)
        self.start: World = self.world
        self.trajectory = Trajectory(self.config, seed, replicate, self.program, self.config.head.months)
        self._imposed = imposed_on(self.config, self.config.head.months)
        self._parameters = self.program.parameter_record(self.config.parameters)
        for state in agent_classes or {}:
            self.config.row(state)
        classes = {state.id: agent_class for state in self.config.states} | (agent_classes or {})
        self.rows = tuple(classes[state.id](self, row) for row, state in enumerate(self.config.states))
        self.datacollector = mesa.DataCollector(model_reporters={name: _reporter(k) for k, name in enumerate(self.program.measures)})
        self._program = self._bound()
        self._pass(0)
        self.start = self.world.copy()
        self._program = self._bound()

    @property
    def month(self) -> int:
        """Months since the start."""
        return int(self.world.month[0])

    def __getitem__(self, state: str) -> StateAgent:
        """The agent of a state by id."""
        return self.rows[self.config.row(state)]

    def step(self) -> None:
        """Run one month; raises ValueError after the last month of the scenario."""
        if self.month >= self.config.head.months:
            raise ValueError(f"month {self.month} was the last; a longer run needs months=... when the model is made")
        self._pass(self.month + 1)
        self.running = self.month < self.config.head.months

    def run(self) -> Trajectory:
        """Run to the last month of the scenario."""
        while self.month < self.config.head.months:
            self.step()
        return self.trajectory

    def apply(self, rule: Callable[..., None], row: int) -> None:
        """Apply a rule of a state to one row of the world, as the schedule of this month would."""
        rules = self.program.month if self.month > 0 else self.program.start
        if rule not in rules:
            raise ValueError(f"{rule.__name__}: no rule of month {self.month}")
        k = rules.index(rule)
        self._advance((k, k + 1), (row, row + 1))

    def _pass(self, month: int) -> None:
        """The rules of a month, with those that an agent overrides done by the agents."""
        self.world.month[0] = month
        rules = self.program.start if month == 0 else self.program.month
        self._kinds = {type(agent) for agent in self.rows}
        done = 0
        for k, rule in enumerate(rules):
            if footprint(rule).of_state and self._overridden(rule.__name__):
                self._advance((done, k))
                for agent in self.rows:
                    getattr(agent, rule.__name__)()
                done = k + 1
        self._advance((done, len(rules)))
        self.trajectory.take(self.world)
        self.datacollector.collect(self)

    def _overridden(self, name: str) -> bool:
        own = getattr(StateAgent, name, None)
        return any(getattr(kind, name, None) is not own for kind in self._kinds)

    def _bound(self) -> Bound:
        return self.program.bind(self.world, self.start, self._imposed, self._parameters, self.trajectory.taken)

    def _advance(self, rules: tuple[int, int], states: tuple[int, int] | None = None) -> None:
        self._program.advance((self.month, self.month + 1), rules, states)


def _reporter(k: int) -> Callable[[BlocModel], float]:
    return lambda model: float(model.trajectory.record[model.month, k])
