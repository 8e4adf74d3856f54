"""Bistable signed networks: peace and systemic war as two states of one system, with a threshold on the way up and a lower one down.

M. Morrison, J. N. Kutz & M. Gabbay 2023, "Transitions between peace and systemic war as bifurcations in a signed network dynamical
system", Network Science 11. Y is symmetric, Y^2 the matrix product, tanh goes element by element:

    dY/dt = -beta (Y - Y0) + L tanh(alpha Y^2 / L),     Y(0) = Y0

Peace breaks down at alpha* = beta / (4 lambda_1(Y0)), lambda_1 the largest eigenvalue; war ends at a lower alpha. With w the mean entry
along the leading eigenvector and mu = lambda_1 / N, the reduced equation is dw/dt = -beta (w - mu) + L tanh(alpha N w^2 / L). The
equations are restated, not numbered here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import brentq

from simulation.classic.continuous_balance import factions, opinions
from simulation.classic.matrix import number_of
from simulation.classic.rounding import rounding
from simulation.classic.uniform import Uniform
from simulation.faults import BlocformError, Fault, FaultyError

_STEP = 0.2
"""Step of the integration, in units of 1/beta."""
_SETTLED = 1e-10
"""Rate, against beta L, below which the system stands still."""
_WAR = 4.0
"""At war the largest eigenvalue is more than so many times that of the start."""
_BEYOND = 1.0 + 1e-12
"""Just above the saturated level, where the rate is below 0 whatever the rounding of tanh."""


@dataclass(frozen=True, eq=False)
class System:
    """Start Y0 with a largest eigenvalue above 0; ``beta`` the pull back to it and ``limit`` L, both above 0.

    ``start`` is a symmetric array (n, n) with any diagonal, a networkx graph or a ``World``, as ``continuous_balance.opinions`` reads
    them. Raises FaultyError for anything else.
    """

    start: np.ndarray
    beta: float = 1.0
    limit: float = 8.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", opinions(self.start))
        for name in ("beta", "limit"):
            object.__setattr__(self, name, number_of(getattr(self, name), "bistable system", name))
        if self.largest <= rounding(self.start):
            raise FaultyError([Fault("bistable system", "largest eigenvalue of the start", self.largest, "above 0")])

    @property
    def largest(self) -> float:
        """Largest eigenvalue of the start."""
        return float(np.linalg.eigvalsh(self.start)[-1])

    @property
    def critical(self) -> float:
        """alpha* = beta / (4 lambda_1), at which peace breaks down."""
        return self.beta / (4.0 * self.largest)

    @property
    def blocs(self) -> np.ndarray:
        """Side of every actor in war by the leading eigenvector, array (n,) of 0 and 1, as ``continuous_balance.factions``."""
        return factions(self.start)

    def settle(self, alpha: float, since: Any = None, time: float = 400.0) -> np.ndarray:
        """Y at ``time``, or earlier where it stands still, from ``since`` (the start by default), by Runge-Kutta steps of order four.

        Raises BlocformError for an ``alpha`` or ``time`` that is below 0 or not finite, or a state of other actors.
        """
        for name, value in (("alpha", alpha), ("time", time)):
            if not 0.0 <= value < np.inf:
                raise FaultyError([Fault("bistable system", name, value, "0 or more, finite")])
        now = self.start if since is None else self._state(since)
        step = _STEP / self.beta

        def rate(y: np.ndarray) -> np.ndarray:
            return -self.beta * (y - self.start) + self.limit * np.tanh(alpha / self.limit * (y @ y))

        for _ in range(round(time / step)):
            first = rate(now)
            if np.abs(first).max() < _SETTLED * self.beta * self.limit:
                break
            second = rate(now + step / 2.0 * first)
            third = rate(now + step / 2.0 * second)
            now = now + step / 6.0 * (first + 2.0 * second + 2.0 * third + rate(now + step * third))
        return now

    def is_war(self, state: Any) -> bool:
        """Whether the largest eigenvalue is more than four times that of the start."""
        return bool(np.linalg.eigvalsh(self._state(state))[-1] > _WAR * self.largest)

    def threshold_up(self, within: float = 1e-3) -> float:
        """The alpha at which peace turns into war, by bisection to a share ``within`` of alpha*; peace starts from Y0."""
        low, high = 0.5 * self.critical, 1.3 * self.critical
        while not self.is_war(self.settle(high)):
            high = self._beyond(2.0 * high)
        return self._between(low, high, None, within)

    def threshold_down(self, since: Any, high: float, within: float = 1e-3) -> float:
        """The alpha at which war turns into peace, by bisection below ``high``, from the state of war ``since``.

        Raises BlocformError where that state does not stay at war at ``high``.
        """
        if not self.is_war(self.settle(high, since)):
            raise BlocformError(f"no war at alpha {high:.6g} from the state that is given: there is no threshold below")
        return self._between(0.0, high, since, within)

    def _state(self, given: Any) -> np.ndarray:
        state = opinions(given)
        if state.shape != self.start.shape:
            raise FaultyError([Fault("bistable system", "shape of a state", state.shape, f"that of the start, {self.start.shape}")])
        return state

    def _beyond(self, alpha: float) -> float:
        if alpha > 100.0 * self.critical:
            raise BlocformError(
                f"no war up to alpha {alpha:.3g}: L {self.limit:g} bounds the largest eigenvalue below four times the start"
            )
        return alpha

    def _between(self, low: float, high: float, since: Any, within: float) -> float:
        while high - low > within * self.critical:
            middle = (low + high) / 2.0
            low, high = (low, middle) if self.is_war(self.settle(middle, since)) else (middle, high)
        return (low + high) / 2.0


def peace_level(members: int, mu: float, alpha: float, beta: float = 1.0) -> float:
    """Entry at peace where all entries of Y0 are mu: (beta - sqrt(beta (beta - 4 N alpha mu))) / (2 N alpha), and mu at alpha 0.

    ``members`` N, ``mu`` and ``beta`` are above 0. Raises BlocformError for others, and beyond alpha* = beta / (4 N mu), where there is
    no peace.
    """
    given = Uniform(members, mu, beta)
    left = given.beta - 4.0 * given.members * alpha * given.mu
    if not (left >= 0.0 and alpha >= 0.0):
        raise BlocformError(f"alpha {alpha}: peace lasts for alpha from 0 up to {given.beta / (4.0 * given.members * given.mu):.6g}")
    return float(2.0 * given.mu * given.beta / (given.beta + np.sqrt(given.beta * left)))


def war_level(mu: float, beta: float = 1.0, limit: float = 8.0) -> float:
    """Entry at war where all entries of Y0 are mu and tanh is saturated: (L + beta mu) / beta; FaultyError unless all are above 0."""
    return Uniform(1, mu, beta, limit).top


def level(members: int, mu: float, alpha: float, beta: float = 1.0, limit: float = 8.0, at_war: bool = False) -> float:
    """The rest of the reduced equation that is peace, next to mu, or the one that is war, beyond the second fold.

    All but ``alpha``, 0 or more, are above 0. Raises BlocformError for others, where L is too small against mu for two states, and where
    the state that is asked for does not exist at this alpha.
    """
    given = Uniform(members, mu, beta, limit)
    peace_ends, war_begins = given.folds()
    low, high = (war_begins, given.top * _BEYOND) if at_war else (given.mu, peace_ends)
    exists = alpha >= 0.0 and (given.rate(war_begins, alpha) >= 0.0 if at_war else given.rate(peace_ends, alpha) <= 0.0)
    if not exists:
        allowed = f"from {given.alpha(war_begins):.6g} up" if at_war else f"from 0 up to {given.alpha(peace_ends):.6g}"
        raise BlocformError(f"alpha {alpha}: {'war' if at_war else 'peace'} is a rest of the reduced equation for alpha {allowed}")
    return float(brentq(given.rate, low, high, args=(alpha,), xtol=1e-13))


def reduced_thresholds(members: int, mu: float, beta: float = 1.0, limit: float = 8.0) -> tuple[float, float]:
    """The alpha up to which peace, and down to which war, is a rest of the reduced equation: its two folds.

    Raises BlocformError for numbers that are not above 0, and where L is too small against mu for two states.
    """
    given = Uniform(members, mu, beta, limit)
    peace_ends, war_begins = given.folds()
    return given.alpha(peace_ends), given.alpha(war_begins)
