"""Shadows: a run in which every decision comes out as in another one, as far as it comes up."""

from __future__ import annotations

from experiments.explaining.difference import Difference, differences
from experiments.explaining.draws import Draw
from experiments.explaining.forced import force_month
from experiments.explaining.undoing import Undoing
from simulation.continuation import Continuation
from simulation.trajectory import Trajectory

PASSES = 6
"""Times that a month is run again: a decision that is led back brings up others, such as the answer to a request."""


def shadow(base: Trajectory, other: Trajectory) -> tuple[Trajectory, tuple[Difference, ...]]:
    """The other run with its decisions forced as in the base run, month by month, and the decisions that still differ.

    What it differs by from the base run comes without any decision: from the levers by way of sanctions, shares and losses. Decisions
    that cannot be led back by a draw stay (see ``Undoing``).
    """
    found = differences(base, other)
    if not found:
        return other, ()
    course = Continuation(other, found[0].month - 1)
    left: list[Difference] = []
    for month in range(found[0].month, base.months + 1):
        draws: dict[Draw, float] = {}
        undoing = Undoing(course.trajectory.until(month - 1))
        course.advance(month)
        for _ in range(PASSES):
            parted = differences(base, course.trajectory, month)
            wanted = {draw: number for difference in parted for draw, number in undoing.draws(difference).items()}
            if wanted.items() <= draws.items():
                break
            draws |= wanted
            course = Continuation(course.trajectory, month - 1)
            force_month(course, draws)
        left += differences(base, course.trajectory, month)
    return course.trajectory, tuple(left)
