"""Turning points: months of a run over which the odds of an outcome jump, and the events that carry the jump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from experiments.analysis.matched import exact
from experiments.analysis.multiplicity import holm
from experiments.explaining.carriers import LEVEL, Carrier, Jump, carriers
from experiments.explaining.futures import Futures, steps_of
from experiments.outcomes import Share
from simulation.engine import run as run_once
from simulation.faults import BlocformError
from simulation.months import month_after
from simulation.outcome import CLASSES
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory

JUDGED = 6
"""Most months that are judged as turning points, those of the largest jumps."""


@dataclass(frozen=True)
class Turn:
    """A turning point: a class whose odds differ before and after a month, and the events of the month that carry it.

    ``before`` are the odds at the end of the month before, ``after`` those at the end of the month; ``probability`` that of such a jump
    by chance alone, adjusted for all months and classes that were judged.
    """

    month: int
    name: str
    before: Share
    after: Share
    probability: float
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True)
class Turning:
    """How the odds of a run went. ``codes`` holds by month the classes of its continuations, for the months that were looked at."""

    run: Trajectory
    codes: dict[int, np.ndarray]
    turns: tuple[Turn, ...]

    @cached_property
    def odds(self) -> pd.DataFrame:
        """A row a month and class: ``month``, ``date``, ``outcome``, ``share`` with its 95 % interval ``low`` to ``high``."""
        rows = []
        for month, codes in self.codes.items():
            date = month_after(self.run.scenario.head.start, month)
            for code, name in enumerate(CLASSES):
                share = _share(codes == code)
                rows.append({"month": month, "date": date, "outcome": name, "share": share.share, "low": share.low, "high": share.high})
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        wide = self.odds.pivot(index="date", columns="outcome", values="share")[list(CLASSES)]
        turns = "".join(
            f"<p>{turn.name} {turn.before.share:.2f} to {turn.after.share:.2f} in month {turn.month}</p>" for turn in self.turns
        )
        return turns + wide.to_html(float_format="{:.2f}".format)


def turning_points(
    scenario: Scenario,
    seed: int = 1,
    replicate: int = 0,
    continuations: int = 40,
    every: int = 6,
    jobs: int = 2,
    progress: Callable[[int], None] | None = None,
) -> Turning:
    """How the odds of the outcome went in a run, and where they turned.

    The world of a month is continued under other luck, the same sets of it at every month. Months that stand ``every`` apart are
    compared first, then those between two that differ; a jump there and back between two of them stays unseen. The largest jumps are
    judged under luck that had no part in finding them.

    Parameters
    ----------
    continuations : runs from every month of the search; four times as many from those that are judged.
    every : months, 1 or more; 1 looks at every month.
    jobs : threads; the result does not depend on it.
    progress : called with 1 after every continuation.

    Raises BlocformError where ``continuations`` or ``every`` is below 1.
    """
    if min(continuations, every) < 1:
        raise BlocformError(f"turning points: given {continuations} continuations and every {every} months, allowed: 1 or more of each")
    run = run_once(scenario, seed, replicate)
    futures = Futures(run, continuations, jobs, progress)
    codes = futures.search(every)
    months = steps_of(codes, JUDGED)
    fresh = {month: futures.fresh(run.until(month)) for month in sorted({m - k for m in months for k in (0, 1)})}
    pairs = [(month, code, Jump(fresh[month - 1] == code, fresh[month] == code)) for month in months for code in range(len(CLASSES))]
    chances = dict(zip([pair[:2] for pair in pairs], holm([exact(*jump) for *_, jump in pairs]), strict=True))
    turns = []
    for month in months:
        classes = [pair for pair in pairs if pair[0] == month]
        _, code, jump = min(classes, key=lambda pair: (chances[pair[:2]], -pair[2].size))  # of two alike the one that gains
        if chances[month, code] < LEVEL:
            seen = Jump(codes[month - 1] == code, codes[month] == code)
            found = carriers(futures, month, code, seen, jump)
            turns.append(Turn(month, CLASSES[code], _share(jump.before), _share(jump.after), float(chances[month, code]), found))
    return Turning(run, codes, tuple(turns))


def _share(found: np.ndarray) -> Share:
    return Share(int(found.sum()), len(found))
