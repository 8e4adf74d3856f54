"""Why two states changed their commitment, and why one changed its camp."""

from __future__ import annotations

from dataclasses import replace

from experiments.explaining.case import Case
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.quantities import quantity
from experiments.explaining.reading import Reading
from experiments.explaining.stages import by_chance, summed
from simulation.rules.membership import (
    AXIS,
    HEDGING,
    axis_value,
    defecting,
    joining,
    leaving,
    towards_axis,
    towards_coalition,
    value_axis,
)
from simulation.rules.treaties import debt, is_let_down, treaty_probability


def binding(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """A step of commitment: up by chance, or down after abandonment, which comes first."""
    case = Case(moment, {"i": deed.actor, "j": deed.partner})
    up = by_chance(case, "step up", treaty_probability, debt, deed.draw)
    down = replace(by_chance(case, "let down", is_let_down), draw=deed.draw)
    return (down, up) if deed.quantity > moment.world.commitment[deed.actor, deed.partner] else (up, down)


def moving(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """What the axis is worth to the state, and the hazards of a step to either side that it has; one draw decides on both."""
    was = moment.world.membership[deed.actor]
    value = summed(Case(moment, {"i": deed.actor}), "value of the axis", axis_value)
    valued = replace(moment, world=moment.world.copy())
    value_axis(valued.world, valued.p, deed.actor)
    case = Case(valued, {"i": deed.actor})
    up = by_chance(case, "step towards the axis", towards_axis, joining if was == HEDGING else None, deed.draw)
    pull = {AXIS: leaving, HEDGING: defecting}.get(was)
    down = by_chance(case, "step towards the coalition", towards_coalition, pull, deed.draw, floor=up.probability or 0.0)
    if was == HEDGING:
        return (value, down, up) if deed.quantity > was else (value, up, down)
    return (value, down) if was == AXIS else (value, up)


def falling(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """A regime falls where the calendar says so."""
    read = quantity(Reading("world", "fall", (deed.actor,)), 1.0, moment)
    return (Stage("fall of the regime", (Term("fall", 1.0, read.meaning, (read,)),), 1.0, probability=1.0, draw=deed.draw, read=(read,)),)
