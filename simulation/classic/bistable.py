"""Bistable signed networks: peace and systemic war as two states of one system, with a threshold on the way up and a lower one down.

M. Morrison, J. N. Kutz & M. Gabbay 2023, "Transitions between peace and systemic war as bifurcations in a signed network dynamical
system", Network Science 11. Y is symmetric, Y^2 the matrix product, tanh goes element by element:

    dY/dt = -beta (Y - Y0) + L tanh(alpha Y^2 / L),     Y(0) = Y0

Peace breaks down at alpha* = beta / (4 lambda_1(Y0)), lambda_1 the largest eigenvalue; war ends at a lower alpha. With w the mean entry
along the leading eigenvector and mu = lambda_1 / N, the reduced equation is dw/dt = -beta (w - mu) + L tanh(alpha N w^2 / L).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from simulation.classic.continuous_balance import opinions
from simulation.faults import BlocformError, Fault, FaultyError

_STEP = 0.2
"""Step of the integration, in units of 1/beta."""
_SETTLED = 1e-10
"""Rate, against beta L, below which the system stands still."""
_WAR = 4.0
"""At war the largest eigenvalue is more than so many times that of the start."""


@dataclass(frozen=True, eq=False)
class System:
    """Start Y0, array (n, n), symmetric with a largest eigenvalue above 0; ``beta`` the pull back to it and ``limit`` L, above 0.

    Raises FaultyError for anything else.
    """

    start: np.ndarray
    beta: float = 1.0
    limit: float = 8.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", opinions(self.start))
        if not (0.0 < self.beta < np.inf and 0.0 < self.limit < np.inf and self.largest > 0.0):
            given = (self.beta, self.limit, self.largest)
            raise FaultyError([Fault("bistable system", "beta, L, largest eigenvalue of the start", given, "finite numbers above 0")])

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
        """Side of every actor in war by the leading eigenvector, array (n,) of 0 and 1, the first actor on side 0."""
        leading = np.linalg.eigh(self.start)[1][:, -1]
        return (np.sign(leading) != np.sign(leading[0])).astype(int)

    def settle(self, alpha: float, since: Any = None, time: float = 400.0) -> np.ndarray:
        """Y at ``time``, or earlier where it stands still, from ``since`` (the start by default), by Runge-Kutta steps of order four."""
        now = self.start if since is None else opinions(since)
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
        return bool(np.linalg.eigvalsh(opinions(state))[-1] > _WAR * self.largest)

    def threshold_up(self, within: float = 1e-3) -> float:
        """The alpha at which peace turns into war, by bisection to a share ``within`` of alpha*; peace starts from Y0."""
        low, high = 0.5 * self.critical, 1.3 * self.critical
        while not self.is_war(self.settle(high)):
            high = self._beyond(2.0 * high)
        return self._between(low, high, None, within)

    def threshold_down(self, since: Any, high: float, within: float = 1e-3) -> float:
        """The alpha at which war turns into peace, by bisection below ``high``, where ``since`` is the state of war."""
        return self._between(0.0, high, since, within)

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
    """Entry at peace where all entries of Y0 are mu: (beta - sqrt(beta (beta - 4 N alpha mu))) / (2 N alpha).

    Raises BlocformError beyond alpha* = beta / (4 N mu), where there is no peace.
    """
    left = beta - 4.0 * members * alpha * mu
    if left < 0.0 or alpha <= 0.0:
        raise BlocformError(f"alpha {alpha}: peace lasts for alpha above 0 up to {beta / (4.0 * members * mu):.6g}")
    return (beta - np.sqrt(beta * left)) / (2.0 * members * alpha)


def war_level(mu: float, beta: float = 1.0, limit: float = 8.0) -> float:
    """Entry at war where all entries of Y0 are mu and tanh is saturated: (L + beta mu) / beta."""
    return (limit + beta * mu) / beta


def level(members: int, mu: float, alpha: float, beta: float = 1.0, limit: float = 8.0, at_war: bool = False) -> float:
    """The rest of the reduced equation next to mu, or the highest, at war, found by its roots."""
    grid = np.linspace(0.0, war_level(mu, beta, limit), 4001)
    rest = _reduced(grid, members, mu, alpha, beta, limit)
    turns = np.flatnonzero((rest[:-1] > 0.0) & (rest[1:] <= 0.0))
    k = turns[-1 if at_war else 0]
    return float(brentq(_reduced, grid[k], grid[k + 1], args=(members, mu, alpha, beta, limit), xtol=1e-13))


def reduced_thresholds(members: int, mu: float, beta: float = 1.0, limit: float = 8.0) -> tuple[float, float]:
    """The alpha up to which peace, and down to which war, is a rest of the reduced equation.

    At rest alpha = L artanh(beta (w - mu) / L) / (N w^2); its local maximum and minimum over w are the two folds.
    """

    def alpha(w: float) -> float:
        return float(limit * np.arctanh(beta * (w - mu) / limit) / (members * w * w))

    top = war_level(mu, beta, limit)
    grid = np.linspace(mu, top, 20_002)[1:-1]
    rise = np.diff([alpha(w) for w in grid])
    turn = np.flatnonzero(rise[:-1] * rise[1:] < 0.0)
    if len(turn) < 2:
        raise BlocformError("the reduced equation has no second state: L is too small against mu")
    up, down = (
        minimize_scalar(lambda w, sign=sign: sign * alpha(w), bounds=(grid[k], grid[k + 2]), method="bounded", options={"xatol": 1e-12}).x
        for k, sign in ((turn[0], -1.0), (turn[1], 1.0))
    )
    return alpha(up), alpha(down)


def _reduced(w: Any, members: int, mu: float, alpha: float, beta: float, limit: float) -> Any:
    """Right-hand side of the reduced equation."""
    return -beta * (w - mu) + limit * np.tanh(alpha * members * w * w / limit)
