"""What landscape theory predicts of a world from its ties and sizes alone: the null model beside our own.

Axelrod & Bennett 1993 know no sanctions, trust or deals: two blocs form that have the lowest energy. The sizes are the capabilities of
the states, the propensities their ties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulation.classic import landscape
from simulation.classic.divisions import MOST_ACTORS
from simulation.classic.landscape import Minimum
from simulation.trajectory import Trajectory
from simulation.world import World


@dataclass(frozen=True)
class Prediction:
    """The two blocs of lowest energy, the share of all divisions that descend to them, and the number of minima."""

    blocs: Minimum
    basin: float
    minima: int

    def side(self, state: str) -> int:
        """0 or 1: the bloc that holds the state."""
        return int(state in self.blocs.second)

    def vote(self, state: str, subject: str) -> float:
        """Vote on a resolution against a subject: 1, yes, from the other bloc, -1, no, from its own."""
        return -1.0 if self.side(state) == self.side(subject) else 1.0

    def placed(self, sides: Mapping[str, object]) -> float:
        """Share of the states on the side where the theory puts them; ``sides`` holds one of two values a state.

        The theory does not say which bloc is which side, so they are matched in the better of both ways.
        """
        if not sides:
            return 0.0
        other = next(iter(sides.values()))
        alike = sum((side == other) == (self.side(state) == 0) for state, side in sides.items()) / len(sides)
        return max(alike, 1.0 - alike)


def predict(world: World, ids: Sequence[str]) -> Prediction | None:
    """The prediction for a world whose states have these ids; None beyond 24 states, as every division is tried."""
    if len(ids) > MOST_ACTORS:
        return None
    found = landscape.minima(world.capability, world.tie, ids)
    lowest = found.minima[0]
    return Prediction(lowest, lowest.basin / len(found.energies), len(found.minima))


def camps(world: World, ids: Sequence[str]) -> dict[str, float]:
    """The states that are in the axis (1) or the coalition (-1), without those that hedge."""
    return {state: member for state, member in zip(ids, world.membership.tolist(), strict=True) if member}


class Placement:
    """Share of the states in a camp that stand where the theory puts them from the start of the first run that is shown.

    Called with runs of one scenario, it takes down ``start`` and ``end`` of each; both stay empty beyond 24 states.
    """

    def __init__(self) -> None:
        self.theory: Prediction | None = None
        self.start: list[float] = []
        self.end: list[float] = []

    def __call__(self, trajectory: Trajectory) -> None:
        """Take down another run."""
        ids = [state.id for state in trajectory.scenario.states]
        self.theory = self.theory or predict(trajectory.world(0), ids)
        if self.theory is not None:
            for month, shares in ((0, self.start), (-1, self.end)):
                shares.append(self.theory.placed(camps(trajectory.world(month), ids)))
