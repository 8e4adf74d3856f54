"""The moment right before a rule acts: all that the rule reads, as copies that may be changed and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from experiments.explaining.reading import Reading
from simulation.engine import program_of
from simulation.events import new_log
from simulation.faults import BlocformError
from simulation.frame import Taken
from simulation.initial import imposed_on
from simulation.schedule import Rule
from simulation.trajectory import Trajectory, most_events
from simulation.world import World


class Deed(NamedTuple):
    """A row of the event log (``simulation.events.COLUMNS``), positions as whole numbers."""

    month: int
    kind: int
    actor: int
    partner: int
    good: int
    paid_in: int
    item: int
    quantity: float
    probability: float
    draw: float

    @classmethod
    def of(cls, row: np.ndarray) -> Deed:
        """The deed that a row of the log tells."""
        *whole, quantity, probability, draw = row.tolist()
        return cls._make([*map(int, whole), quantity, probability, draw])


@dataclass(frozen=True)
class Moment:
    """What some rules of a month are about to read; make one with ``before``.

    Attributes
    ----------
    trajectory : the run.
    rules : positions in the schedule of the first of the rules and of what follows the last.
    world, start, record, p : copies, for ``changed`` to change.
    """

    trajectory: Trajectory
    rules: tuple[int, int]
    world: World
    start: World
    record: np.ndarray
    p: Any

    @classmethod
    def before(cls, trajectory: Trajectory, month: int, rules: tuple[Rule, ...]) -> Moment:
        """The moment of a month before the first of ``rules``.

        Raises BlocformError where the run has no such rule, as its scenario names one of the user's in its place.
        """
        schedule = trajectory.program.month
        for rule in rules:
            if rule not in schedule:
                raise BlocformError(f"{rule.__name__}: the run has another rule in its place, which cannot be taken apart")
        first = schedule.index(rules[0])
        p = trajectory.program.parameter_record(trajectory.scenario.parameters)
        world = trajectory.world(month - 1)
        made = cls(trajectory, (first, schedule.index(rules[-1]) + 1), world, trajectory.world(0), trajectory.record.copy(), p)
        made._advance(world, month, (0, first))
        return made

    @property
    def month(self) -> int:
        """Months since the start."""
        return int(self.world.month[0])

    @property
    def owners(self) -> dict[str, Any]:
        """What rules and decisions read, under the names that they give it."""
        return {"world": self.world, "start": self.start, "record": self.record, "p": self.p}

    @contextmanager
    def changed(self, reading: Reading, value: float) -> Iterator[None]:
        """One number at another value while the block lasts."""
        before = reading.of(self.owners)
        reading.write(self.owners, value)
        try:
            yield
        finally:
            reading.write(self.owners, before)

    def replay(self, is_compiled: bool = True, state: int | None = None) -> list[Deed]:
        """What the rules do from here, for all states or for the row of one alone; nothing of the moment changes."""
        world, bound, log = self._again if is_compiled else self._plain
        world.block[:] = self.world.block
        log[0, 0] = 0.0
        bound.advance((self.month, self.month + 1), self.rules, None if state is None else (state, state + 1))
        return [Deed.of(row) for row in log[1 : int(log[0, 0]) + 1]]

    @cached_property
    def _again(self) -> tuple[World, Any, np.ndarray]:
        return self._bound(self.world.copy(), is_compiled=True)

    @cached_property
    def _plain(self) -> tuple[World, Any, np.ndarray]:
        return self._bound(self.world.copy(), is_compiled=False)

    def _bound(self, world: World, is_compiled: bool) -> tuple[World, Any, np.ndarray]:
        """A world with a program tied to it, and the log that the program fills."""
        scenario = self.trajectory.scenario
        program = self.trajectory.program if is_compiled else program_of(scenario, False)
        log = new_log(most_events(len(scenario.states)))
        imposed = imposed_on(scenario, scenario.head.months)
        return world, program.bind(world, self.start, imposed, self.p, Taken.of(self.record, log)), log

    def _advance(self, world: World, month: int, rules: tuple[int, int]) -> None:
        self._bound(world, is_compiled=True)[1].advance((month, month + 1), rules)
