"""Small arithmetic that several submodels share."""

from __future__ import annotations

from collections.abc import Iterable


def clip(x: float, low: float, high: float) -> float:
    """``x`` held between ``low`` and ``high``."""
    return low if x < low else high if x > high else x


def mean(values: Iterable[float]) -> float:
    """Mean of the values; 0 without any."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0
