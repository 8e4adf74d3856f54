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
