"""How well a number that should rise before an event tells runs with it from runs without: hits and false alarms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.stats import rankdata

from experiments.analysis.intervals import Z, wilson
from simulation.faults import BlocformError

TINY = 1e-12
"""Distance from 0 and 1 at which the ends of an interval are sought."""


@dataclass(frozen=True)
class Warned:
    """Hits and false alarms of a warning by its threshold, from the one that never warns to the one that always does.

    ``hit`` and ``false_alarm`` are shares of the ``events`` and of the ``others`` at or above the ``threshold``, each with the ends of its
    95 % interval (Wilson 1927). ``auc`` is the probability that a run before an event stands above one without, ties by half, with
    its interval. ``half`` is the position of the highest threshold that catches half of the events.
    """

    events: int
    others: int
    threshold: np.ndarray
    hit: np.ndarray
    hit_low: np.ndarray
    hit_high: np.ndarray
    false_alarm: np.ndarray
    false_alarm_low: np.ndarray
    false_alarm_high: np.ndarray
    auc: float
    auc_low: float
    auc_high: float

    @property
    def half(self) -> int:
        """Position of the highest threshold at which at least half of the events are caught."""
        return int(np.argmax(self.hit >= 0.5))

    @property
    def warns(self) -> bool:
        """Whether runs before an event stand higher by more than chance: the interval of the AUC lies above one half."""
        return self.auc_low > 0.5


def warning(before: ArrayLike, without: ArrayLike) -> Warned:
    """What a sign is worth as a warning, from its values before events and without any; nan, where runs are too short, is left out.

    Raises ``BlocformError`` where no value is left on one side.
    """
    events, others = (np.asarray(values, dtype=float) for values in (before, without))
    events, others = events[~np.isnan(events)], others[~np.isnan(others)]
    if not (len(events) and len(others)):
        raise BlocformError(f"warning: {len(events)} values before events and {len(others)} without, allowed: at least one of each")
    threshold = np.concatenate([[np.inf], np.unique(np.concatenate([events, others]))[::-1]])
    caught, alarms = (_at_least(values, threshold) for values in (events, others))
    ranks = rankdata(np.concatenate([events, others]))[: len(events)]
    auc = float((ranks.mean() - (len(events) + 1) / 2) / len(others))
    return Warned(
        len(events), len(others), threshold,
        caught / len(events), *wilson(caught, len(events)),
        alarms / len(others), *wilson(alarms, len(others)),
        auc, *auc_interval(auc, len(events), len(others)),
    )  # fmt: skip


def auc_interval(auc: float, events: int, others: int) -> tuple[float, float]:
    """95 % interval of an area under the curve: every area that lies within 1.96 of its own standard errors of the one found.

    The standard error is that of Hanley & McNeil 1982 with both samples of the mean size (Newcombe 2006, Statistics in Medicine
    25, 559-573, method 5). Unlike the usual one it is no point where the two do not overlap. Ties make it wider than need be.
    """

    def beyond(area: float) -> float:
        return abs(auc - area) - Z * _standard_error(area, events, others)

    # At 0 and 1 the standard error vanishes, so that an area found there would bound itself.
    low = brentq(beyond, 0.0, min(auc, 1.0 - TINY)) if auc > 0.0 else 0.0
    high = brentq(beyond, max(auc, TINY), 1.0) if auc < 1.0 else 1.0
    return float(low), float(high)


def _standard_error(area: float, events: int, others: int) -> float:
    more = (events + others) / 2 - 1
    spread = 1 + more * ((1 - area) / (2 - area) + area / (1 + area))
    return float(np.sqrt(area * (1 - area) * spread / (events * others)))


def _at_least(values: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """How many values are at or above each threshold."""
    return len(values) - np.searchsorted(np.sort(values), threshold, side="left")
