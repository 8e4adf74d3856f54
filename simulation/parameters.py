"""The type of a declared number: what it means, in which unit, between which bounds, from where.

Parameters are declared beside the rule that uses them; properties of states, channels,
issues and goods, and the levers of the coalition, beside each other in ``properties.py``
and ``levers.py``. Nothing here knows any of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """A named number with a unit, closed bounds and a meaning.

    Parameters
    ----------
    name : key in scenario files.
    low, high : closed bounds in the given unit; ``inf`` where there is none.
    unit : unit of the value, ``"1"`` for a pure number.
    meaning : one line for a reader who does not know the code.
    """

    name: str
    low: float
    high: float
    unit: str
    meaning: str

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"{self.name}: bounds {self.low}..{self.high} are empty")

    def admits(self, value: float) -> bool:
        """Whether ``value`` is a finite number within the bounds."""
        try:
            return math.isfinite(value) and self.low <= value <= self.high
        except OverflowError:  # a whole number beyond every float
            return False

    @property
    def allowed(self) -> str:
        """The bounds in words."""
        if math.isinf(self.high):
            return f"a number of at least {self.low:g}" if math.isfinite(self.low) else "a finite number"
        return f"a number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Parameter(Quantity):
    """A number of a rule.

    ``base`` is its value where a scenario says nothing; ``low`` and ``high`` are the range
    over which it is swept, ``domain`` what is possible at all; ``log`` asks for sweeping on a
    logarithmic scale; ``fixed`` marks a coefficient that is held unless somebody studies it; ``whole`` one
    that counts are held against, so that only whole numbers make a difference;
    ``source`` says where the value comes from (``judgement`` where nothing measures it).
    """

    base: float
    source: str
    domain: tuple[float, float] = (0.0, math.inf)
    log: bool = False
    fixed: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.low <= self.base <= self.high:
            raise ValueError(f"{self.name}: base {self.base} lies outside {self.low}..{self.high}")

    @property
    def possible(self) -> Quantity:
        """The same number with its domain as bounds: what a scenario may set."""
        return Quantity(self.name, *self.domain, self.unit, self.meaning)


def coefficient(
    name: str, base: float, meaning: str, unit: str = "1", high: float | None = None, low: float = 0.0, whole: bool = False
) -> Parameter:
    """A fixed coefficient of an equation: a judgement of the model, held unless studied.

    It may be moved from ``low`` to ``high`` (by default from 0 to twice its base).
    """
    top = 2 * base if high is None else high
    return Parameter(name, low, top, unit, meaning, base, "judgement", domain=(low, top), fixed=True, whole=whole)
