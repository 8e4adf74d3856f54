"""The reduced equation of the bistable network, for one entry that stands for all; see ``bistable``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from simulation.classic.matrix import number_of
from simulation.faults import BlocformError


@dataclass(frozen=True)
class Uniform:
    """Number of members N, start mu, pull beta and limit L of dw/dt = -beta (w - mu) + L tanh(alpha N w^2 / L), all above 0.

    Raises FaultyError for others.
    """

    members: float
    mu: float
    beta: float = 1.0
    limit: float = 8.0

    def __post_init__(self) -> None:
        for name, value in list(vars(self).items()):
            object.__setattr__(self, name, number_of(value, "reduced equation", name))

    @property
    def top(self) -> float:
        """The entry where tanh is saturated, which no rest reaches: (L + beta mu) / beta."""
        return (self.limit + self.beta * self.mu) / self.beta

    def rate(self, w: float, alpha: float) -> float:
        """Right-hand side of the reduced equation."""
        return float(-self.beta * (w - self.mu) + self.limit * np.tanh(alpha * self.members * w * w / self.limit))

    def alpha(self, w: float) -> float:
        """The alpha at which w, from mu to below the top, is a rest: L artanh(beta (w - mu) / L) / (N w^2)."""
        return float(self.limit * np.arctanh(self.beta * (w - self.mu) / self.limit) / (self.members * w * w))

    def folds(self) -> tuple[float, float]:
        """The w at which peace ends and at which war begins: the local maximum and minimum of ``alpha``.

        With u = beta (w - mu) / L and c = beta mu / L, alpha has a slope of 0 where (u + c) / (1 - u^2) = 2 artanh(u). The difference of
        both sides falls from c at u = 0 to its least at the root of 3 u^2 + 2 c u = 1 and rises from there without bound.

        Raises BlocformError where it never falls below 0: then there is one state only.
        """
        c = self.beta * self.mu / self.limit

        def slope(u: float) -> float:
            return float((u + c) / (1.0 - u * u) - 2.0 * np.arctanh(u))

        least = (np.sqrt(c * c + 3.0) - c) / 3.0
        if slope(least) >= 0.0:
            raise BlocformError("the reduced equation has no second state: L is too small against mu")
        up, down = brentq(slope, 0.0, least, xtol=1e-15), brentq(slope, least, 0.999, xtol=1e-15)
        return self.mu + up * self.limit / self.beta, self.mu + down * self.limit / self.beta
