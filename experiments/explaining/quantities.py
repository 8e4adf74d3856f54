"""What a number that a decision read is called, what it means, and which values it may have."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.explaining.moment import Moment
from experiments.explaining.reading import Reading
from simulation.parameters import Parameter
from simulation.scenario import Scenario
from simulation.world import VARIABLES

FAR = 10.0
"""Times the largest value of its field in the month, and at least that number, up to which a number without bounds is tried."""
_AXES = {"i": "state", "j": "partner", "c": "channel", "m": "issue", "g": "good"}


@dataclass(frozen=True)
class Quantity:
    """A number that was read.

    ``low`` and ``high`` are the values that it may have, or those that are tried where there is no bound; ``spread`` is the range
    against which a change of it is small or large: that of a sweep for a parameter, the largest of its field in the month where there
    is no bound; ``is_whole`` says that it holds whole numbers alone.
    """

    reading: Reading
    name: str
    meaning: str
    value: float
    low: float
    high: float
    spread: float
    is_whole: bool = False


def quantity(reading: Reading, value: float, moment: Moment) -> Quantity:
    """A reading with its name, meaning and bounds."""
    if reading.owner == "p":
        return _parameter(reading, value, moment.trajectory.scenario.declared[reading.field])
    if reading.owner == "record":
        measure = list(moment.trajectory.program.measures)[reading.place[1]]
        months = moment.month - reading.place[0]
        far = FAR * max(abs(value), 1.0)
        name = f"measure {measure}, {months} month{'s' if months > 1 else ''} before"
        return Quantity(reading, name, "what the coalition observes", value, -far, far, far)
    variable = VARIABLES[reading.field]
    of = _places(reading, moment.trajectory.scenario)
    largest = float(np.abs(getattr(moment.owners[reading.owner], reading.field)).max()) or 1.0
    low, high = _tried(variable.low, variable.high, largest)
    spread = variable.high - variable.low if math.isfinite(variable.high - variable.low) else largest
    called = f"{reading.field.replace('_', ' ')}{' at the start' if reading.owner == 'start' else ''}"
    name = f"{called} ({', '.join(of.values())})" if of else called
    return Quantity(reading, name, said(variable.meaning, of), value, low, high, spread, variable.whole)


def _parameter(reading: Reading, value: float, parameter: Parameter) -> Quantity:
    low, high = _tried(*parameter.domain, max(abs(parameter.low), abs(parameter.high), abs(value)))
    return Quantity(
        reading, parameter.name, without_symbol(parameter.meaning), value, low, high, parameter.high - parameter.low, parameter.whole
    )


def _tried(low: float, high: float, largest: float) -> tuple[float, float]:
    """Bounds, or values far away where there are none."""
    far = FAR * max(largest, 1.0)
    return (low if math.isfinite(low) else -far), (high if math.isfinite(high) else far)


def without_symbol(meaning: str) -> str:
    """The meaning of a parameter without the symbol of the equation that may stand before it."""
    return re.sub(r"^\S+: ", "", meaning)


def _places(reading: Reading, scenario: Scenario) -> dict[str, str]:
    """Names of the positions of a reading, by letter of the dimension."""
    dims = VARIABLES[reading.field].dims
    found = {}
    for d, k in zip(dims, reading.place, strict=True):
        if d in _AXES:
            found[d] = scenario.names.sets[_AXES[d]][k]
        elif d == "s":
            found[d] = list(scenario.tables["signposts"])[k][0]
        elif not d.isdigit():
            found[d] = str(k)
    return found


def said(meaning: str, of: Mapping[str, str]) -> str:
    """A meaning of the world with the states in place of the letters i and j."""
    return re.sub(r"\b([ij])\b", lambda match: of.get(match[1], match[1]), meaning)
