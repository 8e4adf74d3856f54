"""Turning points: months of a run over which the odds of an outcome jump, and the events that carry the jump."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from experiments.analysis.discordant import exact, holm
from experiments.chronicle import weights
from experiments.explaining.draws import draw_of, other_way
from experiments.explaining.forced import force_month
from experiments.explaining.futures import Lucks, outcomes_after
from experiments.explaining.words import table_of
from experiments.outcomes import Share
from simulation.continuation import Continuation
from simulation.engine import run as run_once
from simulation.months import month_after
from simulation.outcome import CLASSES
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory

LEVEL, LOOSE = 0.05, 0.2
"""Probability of a jump by chance alone from which it is none, and from which the search does not look further."""
CANDIDATES = 6
"""Most months that are tried as turning points."""
FRESH = 4
"""Times as many continuations as in the search decide about a month, all under luck that the search has not seen."""
TRIED, KEPT = 12, 3
"""Events of a turning point that are tried with the luck of the search, the weightiest; those that carry most are tried again."""


@dataclass(frozen=True)
class Carrier:
    """An event of a turning point: the odds of the class had it gone the other way, and the share of the jump that goes with it.

    ``probability`` is that of such a difference by chance alone, adjusted for how many events were tried anew.
    """

    event: np.ndarray
    without: Share
    share: float
    probability: float


@dataclass(frozen=True)
class Turn:
    """A turning point: a class whose odds differ before and after a month, and the events of the month that carry it.

    ``before`` are the odds at the end of the month before, ``after`` those at the end of the month; ``probability`` that of such a jump
    by chance alone, adjusted for all months and classes that were tried anew.
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
            for code, name in enumerate(CLASSES):
                share = _share(codes, code)
                date = month_after(self.run.scenario.head.start, month)
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
    compared first, then those between two that differ; a jump there and back between two of them stays unseen. The months of the
    largest jumps are then tried anew under luck of their own.

    Parameters
    ----------
    continuations : runs from every month of the search; four times as many from those that are tried anew.
    jobs : threads; the result does not depend on it.
    progress : called with 1 after every continuation.
    """
    run = run_once(scenario, seed, replicate)
    search, fresh = Lucks(seed, continuations), Lucks(seed, FRESH * continuations, continuations)

    def after(past: Trajectory, lucks: Lucks = search) -> np.ndarray:
        return outcomes_after(past, lucks, jobs, progress)

    codes = _searched(run, every, after)
    tried = _candidates(codes)
    anew = {month: after(run.until(month), fresh) for month in sorted({m - k for m in tried for k in (0, 1)})}
    found = [(month, code, exact(anew[month - 1] == code, anew[month] == code)) for month in tried for code in range(len(CLASSES))]
    adjusted = holm([chance for *_, chance in found])
    turns = []
    for month in tried:
        chance, code = min((float(p), code) for (m, code, _), p in zip(found, adjusted, strict=True) if m == month)
        if chance < LEVEL:
            pair = anew[month - 1] == code, anew[month] == code
            first = codes[month - 1] == code, codes[month] == code
            carriers = _carriers(run, month, code, first, pair, lambda past, is_new: after(past, fresh if is_new else search))
            turns.append(Turn(month, CLASSES[code], *(_share(anew[m], code) for m in (month - 1, month)), chance, carriers))
    return Turning(run, dict(sorted(codes.items())), tuple(turns))


def _searched(run: Trajectory, every: int, after: Callable[[Trajectory], np.ndarray]) -> dict[int, np.ndarray]:
    """Classes of the continuations of months that stand apart, and of those between two that differ."""
    months = sorted({*range(0, run.months, every), run.months})
    codes = {month: after(run.until(month)) for month in months}
    open_steps = list(zip(months, months[1:], strict=False))
    while open_steps:
        first, last = open_steps.pop()
        if last - first > 1 and _differ(codes[first], codes[last]) < LOOSE:
            middle = (first + last) // 2
            codes[middle] = after(run.until(middle))
            open_steps += [(first, middle), (middle, last)]
    return codes


def _differ(a: np.ndarray, b: np.ndarray) -> float:
    """Probability by chance alone of the class that differs most."""
    return min(exact(a == code, b == code) for code in range(len(CLASSES)))


def _candidates(codes: dict[int, np.ndarray]) -> list[int]:
    """Months that differ from the one before, those that differ most, in order of time."""
    steps = {month: _differ(codes[month - 1], codes[month]) for month in codes if month - 1 in codes}
    return sorted(sorted((month for month in steps if steps[month] < LOOSE), key=steps.__getitem__)[:CANDIDATES])


def _carriers(
    run: Trajectory,
    month: int,
    code: int,
    seen: tuple[np.ndarray, np.ndarray],
    pair: tuple[np.ndarray, np.ndarray],
    after: Callable[[Trajectory, bool], np.ndarray],
) -> tuple[Carrier, ...]:
    """Events of a month that carry a significant share of its jump, found with the luck of the search and judged with the other."""
    ids = run.worlds.id[0]
    events = [event for event in run.log_of(month) if draw_of(event, ids) is not None]
    said = weights(table_of(events, run.scenario), run.scenario)
    events = [events[k] for k in np.argsort(-said, kind="stable")[:TRIED]]
    worlds = [_other_way(run, month, event) for event in events]
    first = [_gone(seen, after(world, False) == code) for world in worlds]
    best = np.argsort(first)[::-1][:KEPT]
    anew = [after(worlds[k], True) == code for k in best]
    chances = holm([exact(pair[1], found) for found in anew])
    carriers = [Carrier(events[k], _counted(found), _gone(pair, found), float(p)) for k, found, p in zip(best, anew, chances, strict=True)]
    return tuple(sorted((one for one in carriers if one.probability < LEVEL), key=lambda one: -one.share))


def _other_way(run: Trajectory, month: int, event: np.ndarray) -> Trajectory:
    """The run up to a month in which an event went the other way."""
    draw = draw_of(event, run.worlds.id[0])
    assert draw is not None
    course = Continuation(run, month - 1)
    force_month(course, {draw: other_way(event)})
    return course.trajectory


def _gone(pair: Sequence[np.ndarray], without: np.ndarray) -> float:
    """Share of the jump of a pair of months that goes with an event."""
    before, now = (np.mean(found) for found in pair)
    return float((now - np.mean(without)) / (now - before)) if now != before else 0.0


def _counted(found: np.ndarray) -> Share:
    return Share(int(found.sum()), len(found))


def _share(codes: np.ndarray, code: int) -> Share:
    return _counted(codes == code)
