"""Runs to explain: the base case, the invented world, and an eventful one in which every kind of event happens."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import numpy as np
import pytest

from experiments.explaining.kinds import KINDS
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.trial import Trial
from simulation.engine import run
from simulation.trajectory import Trajectory


class Told:
    """A run with its deeds by kind, and the moments before them."""

    def __init__(self, trajectory: Trajectory):
        self.trajectory = trajectory
        self._moments: dict[tuple[int, object], Moment] = {}

    @cached_property
    def deeds(self) -> dict[int, list[Deed]]:
        """All of them by kind."""
        found = defaultdict(list)
        for row in self.trajectory.log:
            found[int(row[1])].append(Deed.of(row))
        return dict(found)

    def some(self, kind: int, count: int) -> list[Deed]:
        """Some of a kind, spread over the run."""
        deeds = self.deeds.get(kind, [])
        return [deeds[k] for k in np.unique(np.linspace(0, len(deeds) - 1, min(count, len(deeds)), dtype=int))]

    def trial(self, deed: Deed) -> Trial:
        """The deed at its moment."""
        kind = KINDS[deed.kind]
        place = (deed.month, kind.rules)
        if place not in self._moments:
            self._moments[place] = Moment.before(self.trajectory, deed.month, kind.rules)
        return Trial(self._moments[place], deed, kind, kind.steps(self._moments[place], deed))


EVENTFUL = {
    "parameters.exit_hazard": 0.02,
    "parameters.leader_exit_rate": 0.03,
    "parameters.crisis_rate": 0.04,
    "parameters.demand_asymmetry": 0.0,
}
"""Rates at which what is rare happens often."""


@pytest.fixture(scope="session")
def told(axis, ten) -> list[Told]:
    """Whole runs of several scenarios and seeds."""
    client = next(state.id for state in ten.states if state.group == "client")
    eventful = ten.override({**EVENTFUL, f"calendar.fall.{client}@1901-06": 1})
    runs = [run(axis, 7), run(axis, 3, 2), run(ten, 3), run(eventful, 5)]
    return [Told(trajectory) for trajectory in runs]


@pytest.fixture(scope="session")
def base(told) -> Told:
    """The base case, seed 7."""
    return told[0]
