"""What landscape theory predicts of a world from its ties and sizes alone: the null model beside our own.

Axelrod & Bennett 1993 know no sanctions, trust or deals: two blocs form that have the lowest energy. The sizes are the capabilities of
the states, the propensities their ties.

Ties and camps of a scenario are coded by the same hands, so that the states of the camps stand where the theory puts them is no test of
it. Where it puts the states that hedge, and where runs move them, is the comparison that could come out otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simulation.classic import landscape
from simulation.classic.divisions import MOST_ACTORS
from simulation.classic.landscape import Minimum
from simulation.trajectory import Trajectory
from simulation.world import World


@dataclass(frozen=True)
class Prediction:
    """The two blocs of lowest energy, the share of all divisions that descend to them, and the number of minima.

    ``tied`` minima have the lowest energy: where that is more than one, the theory does not say which, and ``blocs`` is the first.
    """

    blocs: Minimum
    basin: float
    minima: int
    tied: int = 1

    def side(self, state: str) -> int:
        """0 or 1: the bloc that holds the state."""
        return int(state in self.blocs.second)

    def vote(self, state: str, subject: str) -> float:
        """Vote on a resolution against a subject: 1, yes, from the other bloc, -1, no, from its own."""
        return -1.0 if self.side(state) == self.side(subject) else 1.0

    def placed(self, sides: Mapping[str, float]) -> float:
        """Share of the states on the side where the theory puts them; ``sides`` holds 1 (axis) or -1 (coalition) a state.

        The theory does not say which bloc is which side, so they are matched in the better of both ways.
        """
        alike = [side == self.camp(state, sides) for state, side in sides.items()]
        return sum(alike) / len(alike) if alike else 0.0

    def camp(self, state: str, sides: Mapping[str, float]) -> float:
        """The camp, 1 or -1, that the bloc of a state is, by the way to match blocs and camps that places more of these states."""
        first = sum(side if self.side(other) == 0 else -side for other, side in sides.items())
        axis = 0 if first >= 0 else 1
        return 1.0 if self.side(state) == axis else -1.0


def predict(world: World, ids: Sequence[str]) -> Prediction | None:
    """The prediction for a world whose states have these ids; None beyond 24 states, as every division is tried."""
    if len(ids) > MOST_ACTORS:
        return None
    return _predicted(world.capability.tobytes(), world.tie.tobytes(), tuple(ids))


@lru_cache(maxsize=16)
def _predicted(capability: bytes, tie: bytes, ids: tuple[str, ...]) -> Prediction:
    """The prediction, found once for every world that is asked for again."""
    found = landscape.minima(np.frombuffer(capability), np.frombuffer(tie).reshape(len(ids), -1), ids)
    lowest = found.minima[0]
    return Prediction(lowest, lowest.basin / len(found.energies), len(found.minima), len(found.lowest))


def camps(world: World, ids: Sequence[str]) -> dict[str, float]:
    """The states that are in the axis (1) or the coalition (-1), without those that hedge."""
    return {state: member for state, member in zip(ids, world.membership.tolist(), strict=True) if member}


class Placement:
    """Where states stand beside where the theory puts them from the start of the first run that is shown.

    Called with runs of one scenario, it takes down of each the share of the states in a camp that are placed right at ``start`` and
    ``end``; and of every state that hedges at the start the camp where the theory puts it, ``hedging``, and in ``moved`` how many of
    the runs end with it in that camp (1), in the other (-1), or still between (0). All stay empty beyond 24 states.
    """

    def __init__(self) -> None:
        self.theory: Prediction | None = None
        self.start: list[float] = []
        self.end: list[float] = []
        self.hedging: dict[str, float] = {}
        self.moved: Counter[int] = Counter()

    def __call__(self, trajectory: Trajectory) -> None:
        """Take down another run."""
        ids = [state.id for state in trajectory.scenario.states]
        self.theory = self.theory or predict(trajectory.world(0), ids)
        if self.theory is None:
            return
        before, after = (camps(trajectory.world(month), ids) for month in (0, -1))
        self.start.append(self.theory.placed(before))
        self.end.append(self.theory.placed(after))
        self.hedging = {state: self.theory.camp(state, before) for state in ids if state not in before}
        self.moved.update(int(camp * after.get(state, 0.0)) for state, camp in self.hedging.items())
