"""Why the coalition saw a signpost and answered it."""

from __future__ import annotations

from dataclasses import replace

from experiments.explaining.case import Case
from experiments.explaining.explanation import Stage
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.stages import by_chance, summed
from simulation.rules.signposts import is_due, sight
from simulation.tables import COMPARISONS


def watching(moment: Moment, deed: Deed) -> tuple[Stage, ...]:
    """Whether the signpost has held long enough and no response goes on; last what is seen, held against the threshold."""
    case, s = Case(moment, {"s": deed.item}), deed.item
    due = by_chance(case, "due", is_due)
    seen = summed(case, "what is seen", sight)
    rule, limit = COMPARISONS[moment.world.signpost_test[s]], moment.world.signpost_threshold[s]
    end = f"The signpost triggers at {'a growth above' if rule == 'growth' else rule} {limit:.4g}; it is at {deed.quantity:.4g}."
    limits = () if rule == "growth" else ((rule, float(limit)),)
    return due, replace(seen, probability=due.probability, draw=deed.draw, verdict=end, limits=limits)
