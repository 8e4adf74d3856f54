"""One month of a run stepped by the compiled program with a number changed by hand; nothing here knows ``experiments.explaining``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from simulation.engine import program_of
from simulation.events import COLUMNS, KINDS, new_log
from simulation.frame import Taken
from simulation.initial import imposed_on
from simulation.program import NO_RULES
from simulation.trajectory import Trajectory, most_events

GRADED = ("vote", "exercise", "treaty", "membership")
"""Kinds of which the quantity is part of the event."""


class Stepped:
    """A month up to a rule, to be stepped to its end again and again.

    ``rule`` is the name of the first rule that sees a changed number.
    """

    def __init__(self, run: Trajectory, month: int, rule: str):
        program, scenario = program_of(run.scenario, True), run.scenario
        first = [function.__name__ for function in program.month].index(rule)
        self._months, self._rest = (month, month + 1), (first, NO_RULES)
        world, start, record, values = run.world(month - 1), run.world(0), run.record.copy(), program.parameter_values(scenario.parameters)
        self._owners = {"world": world, "start": start, "record": record, "p": program.parameter_record(values)}
        self._arrays = (world.block, start.block, record, values)
        self._log = new_log(most_events(len(scenario.states)))
        imposed = imposed_on(scenario, scenario.head.months)
        self._bound = program.bind(world, start, imposed, self._owners["p"], Taken.of(record, self._log))
        self._bound.advance(self._months, (0, first))
        self._kept = [array.copy() for array in self._arrays]

    def events(self, change: Callable[[dict[str, Any]], None] | None = None) -> set[tuple[float, ...]]:
        """Events of the month from the rule on, without their odds, after ``change`` of what the rules read, by name."""
        for array, kept in zip(self._arrays, self._kept, strict=True):
            array[:] = kept
        self._log[0, 0] = 0.0
        if change:
            change(self._owners)
        self._bound.advance(self._months, self._rest)
        return {essence(row) for row in self._log[1 : int(self._log[0, 0]) + 1]}


def essence(row: np.ndarray) -> tuple[float, ...]:
    """What makes a row of the log the event that it is: all but its odds, and its quantity where that is no part of it."""
    event = dict(zip(COLUMNS, row.tolist(), strict=True))
    quantity = event["quantity"] if KINDS[int(event["kind"])] in GRADED else 0.0
    return (*(event[name] for name in COLUMNS[:7]), quantity)
