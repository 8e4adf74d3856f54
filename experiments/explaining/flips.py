"""The nearest value of a number that changes what happened, found by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from experiments.explaining.quantities import Quantity

STEPS = (*(2.0**-k for k in range(12, 4, -1)), *(k / 16 for k in range(1, 17)))
"""Shares of the way to a bound at which a number is tried first."""
NEARER = tuple(k / 8 for k in range(1, 8))
"""Shares of the distance to a value that changes something at which a nearer one is looked for, on either side."""
HALVINGS = 60
"""Most halvings of the way between a value that changes nothing and one that does."""
EXACT = 1e-12
"""Share of the range at which halving ends."""


def nearest_flip(quantity: Quantity, changes: Callable[[float], bool]) -> float | None:
    """The value nearest to that of now for which ``changes`` holds, None where none was found.

    Whole numbers are tried one by one. Others are tried at some steps towards either bound, and the first that changes something
    is drawn nearer by halving; then nearer ones are looked for, until none is found. A change that comes and goes between two values
    that are tried is missed.
    """
    if quantity.is_whole:
        return next((value for value in _whole_numbers(quantity) if changes(value)), None)
    found = [value for bound in (quantity.low, quantity.high) if (value := _towards(quantity, bound, STEPS, changes)) is not None]
    best = None
    while found:
        best = min(found, key=lambda value: abs(value - quantity.value))
        if abs(best - quantity.value) <= EXACT * quantity.spread:
            break
        found = [value for bound in _around(quantity, best) if (value := _towards(quantity, bound, NEARER, changes)) is not None]
    return best


def _whole_numbers(quantity: Quantity) -> Iterator[float]:
    """Allowed values other than that of now, the nearest first."""
    values = range(round(quantity.low), round(quantity.high) + 1)
    yield from sorted((float(v) for v in values if v != quantity.value), key=lambda v: abs(v - quantity.value))


def _around(quantity: Quantity, value: float) -> tuple[float, float]:
    """The values on either side of a number that are as far from it as ``value``, no further than its bounds."""
    far = abs(value - quantity.value)
    return max(quantity.value - far, quantity.low), min(quantity.value + far, quantity.high)


def _towards(quantity: Quantity, bound: float, steps: Sequence[float], changes: Callable[[float], bool]) -> float | None:
    """The value nearest to that of now of the first change on the way to a bound, tried at shares of the way."""
    way = bound - quantity.value
    same = quantity.value
    if way == 0.0:
        return None
    for step in steps:
        tried = bound if step == 1.0 else quantity.value + step * way
        if changes(tried):
            return _halved(same, tried, EXACT * quantity.spread, changes)
        same = tried
    return None


def _halved(same: float, other: float, exact: float, changes: Callable[[float], bool]) -> float:
    """A value for which ``changes`` holds, next to one for which it does not."""
    for _ in range(HALVINGS):
        if abs(other - same) <= exact:
            break
        middle = 0.5 * (same + other)
        same, other = (same, middle) if changes(middle) else (middle, other)
    return other
