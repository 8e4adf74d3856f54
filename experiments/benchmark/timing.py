"""Timing: laps of every way in turn, so that whatever else the machine does bears on all of them alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.benchmark.scaled import shortened
from experiments.benchmark.ways import WORDS, Lap, Way
from simulation.initial import sizes
from simulation.scenario import Scenario
from simulation.world import VARIABLES

LAPS = 5
"""Laps of a way, unless one takes longer than all of them should."""
FEWEST_LAPS = 2
"""Laps of a way that takes long."""
FEWEST_MONTHS = 4
"""Months of a run that takes long."""
PATIENCE = 3.0
"""A way is left out where a lap of it would take so many times what all its laps should take."""
MOST_RUNS = 2000
"""Runs of a lap."""
ROOM = 2**30
"""Bytes that the worlds of the months of one run may take, where a way keeps every month; fewer months are timed beyond."""


@dataclass
class Row:
    """One way at one number of states. Seconds are those of a run of all months, ``best`` the least of the laps.

    Attributes
    ----------
    way, states : which.
    laps, runs, months : laps timed, runs of a lap, and months of each of them.
    best, median : seconds a run on the wall; what is made once for a batch is not in it.
    processor : seconds a run of all threads together, in the best lap.
    founding : seconds of a run before its first month, in the best lap; 0 where runs share it.
    once : seconds before the first run that a batch takes once.
    rate : runs a second, 1 / best.
    ratio, ratio_silent : rate over that of the peer at the same number of states, collecting and not; None without a peer.
    nanoseconds : a directed pair, channel and month: best / (states (states - 1) channels months).
    """

    way: str
    states: int
    laps: int
    runs: int
    months: int
    best: float
    median: float
    processor: float
    founding: float
    once: float
    rate: float
    ratio: float | None
    ratio_silent: float | None
    nanoseconds: float


@dataclass
class _Plan:
    """How a way is timed at one number of states: months of a run, runs and number of laps, and the laps so far."""

    way: Way
    scenario: Scenario
    runs: int
    laps: int
    done: list[Lap]

    def lap(self) -> None:
        self.done.append(self.way.lap(self.scenario, [(1, replicate) for replicate in range(self.way.ahead + self.runs)]))


class Timing:
    """Times ways at rising numbers of states.

    Parameters
    ----------
    ways : what is timed.
    seconds : what all laps of one way should take at one number of states.
    say : is told what is done next.
    """

    def __init__(self, ways: Iterable[Way], seconds: float, say: Callable[[str], None]):
        self.ways = tuple(ways)
        self.seconds = seconds
        self.say = say
        self.left_out: list[dict[str, Any]] = []
        self._tried: dict[str, tuple[int, float]] = {}

    def rows(self, scenario: Scenario) -> list[dict[str, Any]]:
        """Every way at one number of states, as plain data of ``Row``."""
        plans = [plan for plan in (self._plan(way, scenario) for way in self.ways) if plan is not None]
        for k in range(LAPS):
            for plan in plans:
                if k < plan.laps:
                    self.say(f"{len(scenario.states)} states: {WORDS[plan.way.name]}, {k + 1} of {plan.laps}")
                    plan.lap()
        rows = [_row(plan, scenario) for plan in plans]
        rates = {row.way: row.rate for row in rows}
        for row in rows:
            row.ratio = row.rate / rates["peer"] if "peer" in rates else None
            row.ratio_silent = row.rate / rates["peer_silent"] if "peer_silent" in rates else None
        return [asdict(row) for row in rows]

    def _plan(self, way: Way, scenario: Scenario) -> _Plan | None:
        """The plan of a way, from a lap that nobody counts, the second where the first has things to make; None where it takes too long."""
        states, months = len(scenario.states), scenario.head.months
        known, lap = self._tried.get(way.name, (states, 0.0))
        expected = lap * (states / known) ** 2
        if expected > patience(self.seconds):
            self.left_out.append({"way": way.name, "states": states, "reason": f"about {expected:.0f} s a lap"})
            return None
        self.say(f"{states} states: {WORDS[way.name]}, first try")
        first = shortened(scenario, 1 if way.cuts else months)
        for _ in range(1 if way.name in self._tried else 2):
            tried = way.lap(first, [(1, replicate) for replicate in range(way.ahead + max(way.ahead, 1))])
        founding, month = tried.founding[0], tried.months[0] / first.head.months
        budget = self.seconds / LAPS
        fewest = min(FEWEST_MONTHS, months) if way.cuts else months
        self._tried[way.name] = (states, founding + fewest * month)
        most = min(months, ROOM // bytes_of(scenario)) if way.cuts else months
        timed = int(max(min((budget - founding) / month, most), fewest))
        run = founding + month * timed
        runs = int(min(max(budget / run, 1), MOST_RUNS))
        laps = int(min(max(self.seconds / (run * runs), FEWEST_LAPS), LAPS))
        if way.ahead:
            runs += -runs % way.ahead  # as many for one thread as for the other
        return _Plan(way, shortened(scenario, timed), runs, laps, [])


def bytes_of(scenario: Scenario) -> int:
    """Bytes of a world of the scenario."""
    lengths = sizes(scenario)
    return 8 * sum(math.prod(variable.shape(lengths)) for variable in VARIABLES.values())


def patience(seconds: float) -> float:
    """Seconds beyond which something is not tried, where every way should take ``seconds``."""
    return PATIENCE * max(seconds, 1.0)


def exponents(rows: Iterable[dict[str, Any]]) -> dict[str, float]:
    """By way the exponent b of seconds ~ states^b, by least squares over logarithms; ways timed at one number alone have none."""
    found = {}
    rows = list(rows)
    for way in dict.fromkeys(row["way"] for row in rows):
        mine = [row for row in rows if row["way"] == way]
        if len({row["states"] for row in mine}) > 1:
            x, y = np.log([row["states"] for row in mine]), np.log([row["best"] for row in mine])
            found[way] = float(np.polyfit(x, y, 1)[0])
    return found


def _row(plan: _Plan, scenario: Scenario) -> Row:
    """Laps as one row, with the months that were timed stretched to all of them."""
    states, months, channels = len(scenario.states), scenario.head.months, len(scenario.head.channels)
    timed = plan.scenario.head.months
    runs = np.array([lap.founding + lap.months * months / timed for lap in plan.done])
    fastest = int(runs[:, 0].argmin())
    best = float(runs[fastest, 0])
    lap = plan.done[fastest]
    pairs = states * (states - 1) * channels * months
    return Row(
        plan.way.name, states, len(plan.done), plan.runs, timed,
        best, float(np.median(runs[:, 0])), float(runs[fastest, 1]), float(lap.founding[0]), float(min(lap.once[0] for lap in plan.done)),
        1.0 / best, None, None, 1e9 * best / pairs,
    )  # fmt: skip
