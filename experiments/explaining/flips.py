"""The nearest value of a number that changes what happened, found by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from experiments.explaining.quantities import Quantity

STEPS = (1 / 256, 1 / 64, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1.0)
"""Shares of the way to a bound at which a number is tried first."""
HALVINGS = 60
"""Most halvings of the way between a value that changes nothing and one that does."""
EXACT = 1e-12
"""Share of the range at which halving ends."""


def nearest_flip(quantity: Quantity, changes: Callable[[float], bool]) -> float | None:
    """The value nearest to that of now for which ``changes`` holds, None where none was found.

    Whole numbers are tried one by one. Others are tried at some steps towards either bound, and the first that changes something
    is drawn nearer by halving; a change that comes and goes between two steps is missed.
    """
    if quantity.is_whole:
        return next((value for value in _whole_numbers(quantity) if changes(value)), None)
    found = (_towards(quantity, bound, changes) for bound in (quantity.low, quantity.high))
    return min((value for value in found if value is not None), key=lambda value: abs(value - quantity.value), default=None)


def _whole_numbers(quantity: Quantity) -> Iterator[float]:
    """Allowed values other than that of now, the nearest first."""
    values = range(round(quantity.low), round(quantity.high) + 1)
    yield from sorted((float(v) for v in values if v != quantity.value), key=lambda v: abs(v - quantity.value))


def _towards(quantity: Quantity, bound: float, changes: Callable[[float], bool]) -> float | None:
    way = bound - quantity.value
    same = quantity.value
    if way == 0.0:
        return None
    for step in STEPS:
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
