"""Forced runs: the recorded run in which single draws of chance come out as somebody wants, and all else as it then must."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any

from experiments.explaining.draws import Draw
from simulation import chance
from simulation.compiled import decision
from simulation.continuation import Continuation
from simulation.faults import BlocformError
from simulation.trajectory import Trajectory

Draws = Mapping[Draw, float]
"""Draws of chance and the numbers that they are to give: in (0, 1), or of a vote or a noise any number, as the rule sees it."""

_PURPOSES = {number: name for name, number in vars(chance).items() if name.isupper() and isinstance(number, int) and name[0] != "_"}
_ANSWERING = threading.RLock()


def forced(run: Trajectory, draws: Draws) -> Trajectory:
    """The run with those draws forced: as recorded before the first of them, and under the unchanged luck in all else.

    A draw that no rule asks for changes nothing. Raises BlocformError where a draw lies outside the months of the run.
    """
    outside = sorted({draw.month for draw in draws if not 1 <= draw.month <= run.months})
    if outside:
        raise BlocformError(f"months {', '.join(map(str, outside))} of draws to force: allowed 1 to {run.months}")
    if not draws:
        return run
    course = Continuation(run, min(draw.month for draw in draws) - 1)
    for month, asked in groupby(sorted(draws), key=lambda draw: draw.month):
        course.advance(month - 1)
        force_month(course, {draw: draws[draw] for draw in asked})
    return course.advance()


def force_month(course: Continuation, draws: Draws) -> None:
    """Run the next month of a continuation with draws of that month forced.

    The interpreter runs the rules that may ask for one of them, for the states that they concern; the compiled entries run the rest.
    """
    trajectory = course.trajectory
    trajectory.program.calls  # noqa: B018  compiles, if it must, before chance is answered
    with _answered(draws):
        course.advance(trajectory.months + 1, _asking(trajectory, draws))


def _asking(trajectory: Trajectory, draws: Collection[Draw]) -> dict[int, set[int]]:
    """Rules of the month that may ask for one of the draws, by place, with the rows of the states for which they may."""
    rows = {int(state): row for row, state in enumerate(trajectory.worlds.id[0])}
    found: dict[int, set[int]] = {}
    for place, rule in enumerate(trajectory.program.month):
        for draw in draws:
            if not rule.__module__.startswith("simulation.") or _PURPOSES.get(draw.purpose) in _names(rule):
                concerned = {rows[state] for state in (draw.i, draw.j) if state in rows}
                found.setdefault(place, set()).update(concerned or rows.values())
    return found


@cache
def _names(function: Callable[..., Any]) -> frozenset[str]:
    """Names that stand in a function and in the decisions that it calls."""
    names = set(function.__code__.co_names)
    for name in function.__code__.co_names:
        below = function.__globals__.get(name)
        if isinstance(below, decision):
            names |= _names(below.py_func)
    return frozenset(names)


@contextmanager
def _answered(draws: Draws) -> Iterator[None]:
    """Let plain Python that asks ``chance`` for one of the draws be given its number; compiled code never notices."""

    def answering(real: Callable[..., float]) -> Callable[..., float]:
        def answer(key: Any, *asked: Any) -> float:
            return draws[draw] if (draw := Draw(*map(int, asked))) in draws else real(key, *asked)

        return answer

    with _ANSWERING:
        real = chance.uniform, chance.normal
        try:
            chance.uniform, chance.normal = map(answering, real)  # type: ignore[assignment]
            yield
        finally:
            chance.uniform, chance.normal = real
