"""Sequential replication: add runs until an interval is narrow enough (Chow & Robbins 1965)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.analysis.intervals import mean_half_width, wilson
from simulation.faults import BlocformError

LEAST = 10
"""Fewest runs after which one may stop: the spread of fewer is so uncertain that their intervals are narrow by luck, beside the mean."""


@dataclass(frozen=True)
class Precision:
    """When enough runs have been made.

    Parameters
    ----------
    half_width : half the width of the 95 % interval that is narrow enough, above 0; in the unit of the measure, or with
        ``relative`` as a share of the size of its mean.
    floor : runs before which nothing is enough, at least 10.
    ceiling : runs after which whoever draws stops in any case, at least ``floor``.

    Raises ``BlocformError`` for anything else.
    """

    half_width: float
    relative: bool = False
    floor: int = LEAST
    ceiling: int = field(kw_only=True)

    def __post_init__(self) -> None:
        if not 0.0 < self.half_width < np.inf:
            raise BlocformError(f"precision: half_width is given {self.half_width!r}, allowed: finite and above 0")
        if self.floor < LEAST:
            raise BlocformError(f"precision: floor is given {self.floor!r}, allowed: at least {LEAST} runs")
        if self.ceiling < self.floor:
            raise BlocformError(f"precision: ceiling is given {self.ceiling!r}, allowed: at least the floor, {self.floor}")

    def reached(self, values: ArrayLike, kind: Literal["mean", "share"] = "mean") -> np.ndarray:
        """Whether the runs so far are enough, for values (n,) or for each row of values (rows, n).

        ``mean`` takes the t interval, of width 0 where a measure never changes; ``share`` takes that of Wilson 1927 for values of
        0 and 1, which is never 0. Raises ``BlocformError`` for values that are not finite, and for shares of other values.
        """
        given = np.asarray(values, dtype=float)
        _check(given, kind)
        runs = given.shape[-1]
        if runs < self.floor:
            return np.zeros(given.shape[:-1], dtype=bool)
        if kind == "mean":
            return self.is_narrow(mean_half_width(given.var(axis=-1, ddof=1), runs), given.mean(axis=-1))
        low, high = wilson(given.sum(axis=-1), runs)
        return self.is_narrow((high - low) / 2, given.mean(axis=-1))

    def is_narrow(self, half_width: np.ndarray, mean: np.ndarray) -> np.ndarray:
        """Whether intervals of these half-widths around these means are narrow enough, however many runs they are of."""
        return half_width <= (self.half_width * np.abs(mean) if self.relative else self.half_width)


def running(draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the draws (rows, n) so far and half-width of its 95 % t interval, after each draw; a first draw has an infinite one."""
    count = np.arange(1, draws.shape[1] + 1)
    # Squares of what is left without a typical value lose fewer digits.
    base = draws[:, :1]
    total, squares = np.cumsum(draws - base, axis=1), np.cumsum((draws - base) ** 2, axis=1)
    half = np.full(draws.shape, np.inf)
    variance = np.maximum(squares - total**2 / count, 0.0)[:, 1:] / (count[1:] - 1)
    half[:, 1:] = mean_half_width(variance, count[1:])
    return base + total / count, half


def stopping_times(draws: ArrayLike, precision: Precision) -> np.ndarray:
    """After how many draws each row (rows, at least the ceiling) stops that is given them one at a time; the ceiling if never enough.

    Raises ``BlocformError`` for fewer draws and for those that are not finite.
    """
    given = np.asarray(draws, dtype=float)
    if given.ndim != 2 or given.shape[1] < precision.ceiling:
        raise BlocformError(f"draws are given as {given.shape}, allowed: rows of at least {precision.ceiling}, the ceiling")
    _check(given, "mean")
    mean, half = running(given[:, : precision.ceiling])
    enough = precision.is_narrow(half, mean)
    enough[:, : precision.floor - 1] = False
    enough[:, -1] = True
    return enough.argmax(axis=1) + 1


def _check(values: np.ndarray, kind: str) -> None:
    if kind not in ("mean", "share"):
        raise BlocformError(f"precision of {kind!r}, allowed: mean, share")
    if values.ndim not in (1, 2) or not np.isfinite(values).all():
        raise BlocformError(f"values are given as {values.shape}, allowed: finite numbers (n,) or (rows, n)")
    if kind == "share" and not np.isin(values, (0.0, 1.0)).all():
        raise BlocformError("a share is of values other than 0 and 1, allowed: 0, 1, False, True")
