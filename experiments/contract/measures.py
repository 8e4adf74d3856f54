"""The contract of a measure: a list of what it must hold, each a function that says what is wrong."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping

import numpy as np

from experiments.contract.endless import limited
from experiments.contract.moments import Moment, moments
from simulation.footprint import footprint
from simulation.frame import Taken
from simulation.measures import Measure
from simulation.program import NO_RULES, Program
from simulation.world import World

Check = Callable[[Measure, Program], str]
"""Takes a measure and a program that has it; the problem, or nothing."""


def says_what_it_means(measure: Measure, program: Program) -> str:
    """Its docstring gives meaning and range: ``...; 0 to 1`` or ``...; 0 upwards``."""
    text = inspect.getdoc(measure) or ""
    return (
        "" if re.search(r"-?\d.*\bto\b|0 upwards", text) else "no docstring with meaning and range, as in 'Mean trust of the core; 0 to 1.'"
    )


def changes_nothing(measure: Measure, program: Program) -> str:
    """It asks for the world and its start alone and leaves both as they are."""
    touched = footprint(measure)
    if touched.writes:
        return f"it writes world.{touched.writes[0]}"
    if not set(touched.arguments) <= {"world", "start"}:
        return f"it asks for {', '.join(touched.arguments)}, allowed: world and start"
    for moment in moments():
        before = moment.copy()
        value_of(measure, moment.world, moment.start)
        if any(a.tobytes() != b.tobytes() for a, b in zip(moment.world, before.world, strict=True)):
            return f"{moment}: it changes the world"
    return ""


def comes_to_an_end(measure: Measure, program: Program) -> str:
    """It comes to an end."""
    for moment in moments():
        with limited(measure):
            value_of(measure, moment.world.copy(), moment.start.copy())
    return ""


def is_a_finite_number(measure: Measure, program: Program) -> str:
    """It is finite in every world, one without core and coalition too."""
    for moment in moments():
        if not np.isfinite(value_of(measure, moment.world, moment.start)):
            return f"{moment}: it is not finite"
        for group in (2, 4):
            world = moment.world.copy()
            world.group[:] = group
            world.hub[0] = world.second[0] = -1
            if not np.isfinite(value_of(measure, world, world)):
                return f"{moment} without a core: it is not finite"
    return ""


def is_the_same_compiled(measure: Measure, program: Program) -> str:
    """Compiled and plain Python give the same bits."""
    k = list(program.measures).index(measure.__name__)
    for moment in moments(program):
        if (found := _compiled(k, moment, program)) != (expected := value_of(measure, moment.world, moment.start)):
            return f"{moment}: compiled {found!r}, plain {expected!r}"
    return ""


CHECKS: Mapping[str, Check] = {
    check.__name__: check for check in (says_what_it_means, comes_to_an_end, changes_nothing, is_a_finite_number, is_the_same_compiled)
}
"""What a measure must hold, in the order in which it is checked."""


def with_measure(measure: Measure) -> Program:
    """A program that has the measure: that of the package, or one with the measure behind the others."""
    plain = Program()
    return plain if measure in plain.measures.values() else Program(measures={**plain.measures, measure.__name__: measure})


def value_of(measure: Measure, world: World, start: World) -> float:
    """The measure of a world, in plain Python."""
    given = {"world": world, "start": start}
    return float(measure(*(given[name] for name in footprint(measure).arguments)))


def _compiled(column: int, moment: Moment, program: Program) -> float:
    month = int(moment.world.month[0])
    taken = Taken.of(np.full((month + 1, len(program.measures)), np.nan), columns=[column])
    bound = program.bind(moment.world, moment.start, moment.imposed, moment.p, taken)
    bound.advance((month, month + 1), (NO_RULES, NO_RULES + 1))
    return float(taken.record[month, column])
