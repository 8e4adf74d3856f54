"""What could still come: a recorded run continued from one of its months under other luck, many times."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulation.engine import ensemble
from simulation.outcome import JUDGED, classify
from simulation.trajectory import Trajectory


class Lucks:
    """Sets of luck for continuations, the same at every month, so that months are compared in pairs.

    Parameters
    ----------
    seed : seed of the run, whose own luck is none of them.
    first, count : the part of the sets that is meant, so that two parts without common sets are independent.
    """

    def __init__(self, seed: int, count: int, first: int = 0):
        self.keys = [((seed + 0x9E3779B9) % 2**32, first + k) for k in range(count)]


def outcomes_after(past: Trajectory, lucks: Lucks, jobs: int = 2, progress: Callable[[int], None] | None = None) -> np.ndarray:
    """Position in ``CLASSES`` of every continuation of a run from its last month on, one for each set of luck."""
    scenario = past.scenario
    course = ensemble(scenario, lucks.keys, jobs, progress, measures=JUDGED, past=past)
    return classify(course, scenario.thresholds).code
