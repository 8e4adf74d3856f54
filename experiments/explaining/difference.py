"""Differences: decisions that came out differently in two runs of the same luck, in the order in which they were taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.explaining.draws import HINGES, kind, value
from simulation import events
from simulation.events import NONE
from simulation.trajectory import Trajectory

_SIZED = (events.VOTE, events.EXERCISE, events.TREATY, events.MEMBERSHIP)
"""Kinds of which the quantity is part of the result."""


@dataclass(frozen=True, eq=False)
class Difference:
    """A decision with its row in the log of either run, None where the run never came to it or where nothing happened."""

    base: np.ndarray | None
    other: np.ndarray | None

    @property
    def event(self) -> np.ndarray:
        """The row of the base run, or that of the other where the base has none."""
        return self.base if self.base is not None else self.other  # type: ignore[return-value]

    @property
    def month(self) -> int:
        """Month of the decision."""
        return int(value(self.event, "month"))


def differences(base: Trajectory, other: Trajectory, month: int | None = None) -> tuple[Difference, ...]:
    """Decisions of two runs, or of one month of them, that differ: in the order of the logs, what is in one alone where it stands there."""
    logs = [_indexed(run.log if month is None else run.log_of(month)) for run in (base, other)]
    found = []
    for key in {**logs[0], **logs[1]}:
        (a, first), (b, second) = (log.get(key, (None, np.inf)) for log in logs)
        if a is None or b is None or _result(a) != _result(b):
            found.append((key[0], min(first, second), Difference(a, b)))
    return tuple(difference for _, _, difference in sorted(found, key=lambda item: item[:2]))


def _indexed(log: np.ndarray) -> dict[tuple[int, ...], tuple[np.ndarray, int]]:
    """Events by what was decided, each with its place in its month."""
    found: dict[tuple[int, ...], tuple[np.ndarray, int]] = {}
    month, first = -1, 0
    for place, event in enumerate(log):
        if event[0] != month:
            month, first = event[0], place
        found[_decision(event)] = event, place - first
    return found


def _decision(event: np.ndarray) -> tuple[int, ...]:
    """What was decided: the month, the kind whatever the result, the states and the number of the request."""
    number = kind(event)
    stem = HINGES[number].act if number in HINGES else number
    partner = NONE if number == events.REQUEST else int(value(event, "partner"))
    return int(value(event, "month")), stem, int(value(event, "actor")), partner, int(value(event, "item"))


def _result(event: np.ndarray) -> tuple[float, ...]:
    """How it was decided."""
    number = kind(event)
    if number == events.REQUEST:
        return tuple(value(event, name) for name in ("partner", "good", "paid_in"))
    return number, value(event, "quantity") if number in _SIZED else 0.0
