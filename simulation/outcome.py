"""The outcome of a run: coheres, stagnates, fractures or absorbed (section 7 of the ODD page).

A run is judged after it ended, from the measures of every month and the path of the core
(``Course``), so that one set of runs can be judged under many thresholds. Everything here
takes any number of runs at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.parameters import Parameter

CLASSES = ("coheres", "stagnates", "fractures", "absorbed")
"""Every run is one of these and no other."""
COHERES, STAGNATES, FRACTURES, ABSORBED = range(4)

CAUSES = ("", "exit", "hostility", "distrust", "decay")
"""Why a run fractured: a member outside the axis, a hostile pair, a pair that lost its trust, low cohesion."""

JUDGED = ("cohesion", "active", "core_trust", "support", "dependence_growth", "asymmetry", "concession_rate")
"""Measures that the outcome is judged by; no other bears on it."""

TRAILING = 12
"""Months over which cohesion and its parts are averaged before they are judged."""


def _threshold(name: str, base: float, meaning: str, low: float = 0.0, high: float = 1.0, unit: str = "1") -> Parameter:
    return Parameter(name, low, high, unit, meaning, base, "judgement", domain=(low, high))


THRESHOLDS = (
    _threshold("months", 6, "months running for which a sign of fracture must hold", 1, 120, "months"),
    _threshold("hostile_tie", -0.05, "tie of a core pair below which it is hostile", -1.0, 1.0),
    _threshold("trust_left", 0.5, "share of its trust at the start below which a core pair has lost it"),
    _threshold("cohesion", 0.40, "cohesion below which the core decays"),
    _threshold(
        "leverage_growth", 2.0, "growth of the hub's leverage over the second from which it is absorbed", 0.0, 20.0, "times the start"
    ),
    _threshold("asymmetry", 0.80, "asymmetry of their leverage from which the second is absorbed"),
    _threshold("concessions", 0.70, "rate of concessions to the hub from which the second is absorbed"),
    _threshold("active", 0.66, "share of active core pairs from which the core coheres"),
    _threshold("trust_gain", 0.04, "mean trust of the core above its start from which it coheres"),
    _threshold("support", 0.38, "share of crises supported from which the core coheres"),
)
"""Thresholds of the classes: judgements, set under ``[outcome]`` in scenario.toml."""

TOWARDS = {
    "fractures": {"months": -1, "hostile_tie": 1, "trust_left": 1, "cohesion": 1},
    "absorbed": {"leverage_growth": -1, "asymmetry": -1, "concessions": -1},
    "coheres": {"active": -1, "trust_gain": -1, "support": -1},
}
"""In which direction a threshold has to move for more runs to fall in a class; *stagnates* is where all the others are stricter."""


class Course(NamedTuple):
    """What runs went through, as far as it decides the outcome; the first axis is the run.

    ``measures`` (runs, months + 1, measures) with their ``names``; ``membership`` (runs, months + 1, core), ``tie`` and ``trust``
    (runs, months + 1, core, core) of the core states, in the order of the world's rows.
    """

    names: tuple[str, ...]
    measures: np.ndarray
    membership: np.ndarray
    tie: np.ndarray
    trust: np.ndarray

    def of(self, runs: np.ndarray) -> Course:
        """The course of some of the runs, by position or by a true or false for each."""
        return Course(self.names, self.measures[runs], self.membership[runs], self.tie[runs], self.trust[runs])

    def series(self, measure: str) -> np.ndarray:
        """A measure by run and month."""
        return self.measures[:, :, self.names.index(measure)]


@dataclass(frozen=True)
class Outcome:
    """Outcome of runs, one entry each.

    ``code`` is the position in ``CLASSES``, ``month`` the first month of the fracture (-1 without one), ``cause`` the
    position in ``CAUSES``.
    """

    code: np.ndarray
    month: np.ndarray
    cause: np.ndarray

    def share(self, name: str) -> float:
        """Share of the runs in a class."""
        return float(np.mean(self.code == CLASSES.index(name)))


def trailing(series: np.ndarray, months: int = TRAILING) -> np.ndarray:
    """Mean over the last ``months`` months, fewer at the start; months are the second axis."""
    sums = np.cumsum(series, axis=1)
    sums[:, months:] = sums[:, months:] - sums[:, :-months]
    counts = np.minimum(np.arange(1, series.shape[1] + 1), months)
    return sums / counts.reshape(-1, *(1,) * (series.ndim - 2))


def classify(course: Course, thresholds: Mapping[str, float]) -> Outcome:
    """The outcome of every run under the thresholds.

    A run that fractures is no other class; of the rest, one whose second state is absorbed; of the rest, one that coheres; else it
    stagnates. A fracture dates from the month in which its sign had held long enough.
    """
    return next(classify_under(course, [thresholds]))


def classify_under(course: Course, thresholds: Iterable[Mapping[str, float]]) -> Iterator[Outcome]:
    """The outcome of every run under one set of thresholds after another, see ``classify``; what two have in common is found once."""
    fractures: dict[tuple[float, ...], tuple[np.ndarray, np.ndarray]] = {}
    late = {name: trailing(course.series(name))[:, -1] for name in ("active", "core_trust", "support")}
    trust = course.series("core_trust")[:, 0]
    growth, asymmetry, conceded = (course.series(name)[:, -1] for name in ("dependence_growth", "asymmetry", "concession_rate"))
    for given in thresholds:
        key = tuple(given[name] for name in TOWARDS["fractures"])
        if key not in fractures:
            fractures[key] = _fracture(course, given)
        month, cause = fractures[key]
        absorbed = (growth >= given["leverage_growth"]) & (asymmetry >= given["asymmetry"]) & (conceded >= given["concessions"])
        coheres = (
            (late["active"] >= given["active"])
            & (late["core_trust"] >= trust + given["trust_gain"])
            & (late["support"] >= given["support"])
        )
        code = np.select([month >= 0, absorbed, coheres], [FRACTURES, ABSORBED, COHERES], STAGNATES)
        yield Outcome(code, month, cause)


def _fracture(course: Course, thresholds: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """First month of a fracture and its cause, run by run; -1 and 0 without one."""
    runs, months = course.measures.shape[:2]
    needed = round(thresholds["months"])
    pairs = np.ones(course.tie.shape[2:], dtype=bool) & ~np.eye(course.tie.shape[2], dtype=bool)
    cohesion = trailing(course.series("cohesion"))
    low = cohesion < thresholds["cohesion"]
    always = low.all(axis=1, keepdims=True)
    low &= np.maximum.accumulate(~low, axis=1) | always
    low[:, : needed + 1] &= always
    signs = (
        course.membership < 1.0,
        (course.tie < thresholds["hostile_tie"])[:, :, pairs],
        (course.trust < thresholds["trust_left"] * course.trust[:, :1])[:, :, pairs],
        low[:, :, None],
    )
    first = np.full(runs, months)
    cause = np.zeros(runs, dtype=int)
    for k, sign in enumerate(signs, 1):
        when = _held(sign[:, 1:], needed)
        earlier = when < first
        first[earlier] = when[earlier]
        cause[earlier] = k
    return np.where(first < months, first, -1), cause


def _held(sign: np.ndarray, needed: int) -> np.ndarray:
    """First month in which any sign (run, month from 1, sign) has held for ``needed`` months running; a large number where none has."""
    runs, months = sign.shape[:2]
    if needed > months:
        return np.full(runs, months + 1)
    sums = np.cumsum(sign, axis=1, dtype=np.int16)
    sums[:, needed:] -= sums[:, :-needed].copy()
    held = (sums == needed).any(axis=2)
    return np.where(held.any(axis=1), held.argmax(axis=1) + 1, months + 1)


def thresholds_of(given: Mapping[str, float]) -> dict[str, float]:
    """Every threshold: the scenario's where it gives one, else its base."""
    return {threshold.name: given.get(threshold.name, threshold.base) for threshold in THRESHOLDS}


def moves(thresholds: Mapping[str, float], core: int) -> dict[tuple[str, str], dict[str, float]]:
    """The thresholds moved one at a time in both directions, and all that bear on a class jointly towards it.

    Keys are the threshold, or ``all``, and the class towards which it moved; ``less CLASS`` where it moved away from it. ``core`` is
    the number of core states.
    """
    pairs = core * (core - 1) // 2
    found: dict[tuple[str, str], dict[str, float]] = {}
    for name in (threshold.name for threshold in THRESHOLDS):
        towards = next(code for code, signs in TOWARDS.items() if name in signs)
        found[name, towards] = moved(thresholds, [name], towards, pairs)
        found[name, f"less {towards}"] = moved(thresholds, [name], "stagnates", pairs)
    for code, signs in TOWARDS.items():
        found["all", code] = moved(thresholds, list(signs), code, pairs)
    found["all", "stagnates"] = moved(thresholds, [threshold.name for threshold in THRESHOLDS], "stagnates", pairs)
    return found


def moved(thresholds: Mapping[str, float], names: Sequence[str], towards: str, pairs: int, by: float = 0.2) -> dict[str, float]:
    """The thresholds with those of ``names`` moved by a fifth towards a class (``active`` by one of the core's pairs).

    Towards *stagnates* everything moves away from the three other classes.
    """
    result = dict(thresholds)
    for name in names:
        away = towards == "stagnates"
        sign = -next(signs[name] for signs in TOWARDS.values() if name in signs) if away else TOWARDS[towards][name]
        step = 1.0 / max(pairs, 1) if name == "active" else max(abs(thresholds[name]) * by, 1.0 if name == "months" else 0.0)
        result[name] = thresholds[name] + sign * step
        bounds = next(threshold for threshold in THRESHOLDS if threshold.name == name)
        result[name] = min(max(result[name], bounds.low), bounds.high)
    return result
