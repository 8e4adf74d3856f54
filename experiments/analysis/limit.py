"""A limit on one factor: a range of numbers, or some of its categories."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Range:
    """Numbers from ``low`` to ``high``, both included; infinite where there is no end."""

    factor: str
    low: float = -inf
    high: float = inf

    def holds(self, factors: pd.DataFrame) -> np.ndarray:
        """Whether each row lies within, bool (rows,)."""
        values = factors[self.factor].to_numpy(dtype=float)
        return (values >= self.low) & (values <= self.high)

    def __str__(self) -> str:
        if self.low > -inf and self.high < inf:
            return f"{self.low:.4g} <= {self.factor} <= {self.high:.4g}"
        return f"{self.factor} >= {self.low:.4g}" if self.low > -inf else f"{self.factor} <= {self.high:.4g}"

    @property
    def opposite(self) -> str:
        """What holds of all other rows, in words."""
        ends = [f"{self.factor} < {self.low:.4g}"] * (self.low > -inf) + [f"{self.factor} > {self.high:.4g}"] * (self.high < inf)
        return " or ".join(ends)


@dataclass(frozen=True)
class Among:
    """The values ``kept`` of a category; ``dropped`` are the others that occur."""

    factor: str
    kept: tuple[object, ...]
    dropped: tuple[object, ...]

    def holds(self, factors: pd.DataFrame) -> np.ndarray:
        """Whether the value of each row is kept, bool (rows,); one that is in neither list is not."""
        return factors[self.factor].isin(self.kept).to_numpy()

    def __str__(self) -> str:
        return _among(self.factor, self.kept, self.dropped)

    @property
    def opposite(self) -> str:
        """What holds of all other rows, in words."""
        return _among(self.factor, self.dropped, self.kept)


Limit = Range | Among


def _among(factor: str, kept: tuple[object, ...], dropped: tuple[object, ...]) -> str:
    """Names the shorter of the two lists."""
    if len(dropped) < len(kept):
        return f"{factor} is not {_either(dropped)}"
    return f"{factor} is {_either(kept)}"


def _either(values: tuple[object, ...]) -> str:
    *first, last = map(str, values)
    return f"{', '.join(first)} or {last}" if first else last
