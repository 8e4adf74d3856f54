"""Continuous structural balance: friendship grows through common friends and common foes, without bound in finite time.

S. A. Marvel, J. Kleinberg, R. D. Kleinberg & S. H. Strogatz 2011, "Continuous-time model of structural balance", PNAS 108(5),
1771-1776. X is symmetric with a diagonal of its own, opinions x_ij of any size:

    dX/dt = X^2  (eq. 2)          X(t) = X0 (I - X0 t)^-1          t* = 1 / lambda_1(X0) where lambda_1 > 0

Near t* the eigenvector w of lambda_1 prevails: signs become those of w w^T, one faction or two.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from simulation.faults import BlocformError, Fault, FaultyError

BLOWN_UP = 1e9
"""Growth of the largest entry at which an integration counts as blown up: a billionth of t* before it, or so."""


def opinions(given: Any) -> np.ndarray:
    """A symmetric matrix of finite numbers, as floats; raises FaultyError for anything else."""
    matrix = np.array(given, dtype=float)
    if matrix.ndim != 2 or not matrix.size or matrix.shape[0] != matrix.shape[1]:
        raise FaultyError([Fault("opinions", "shape", matrix.shape, "as many rows as columns, at least one")])
    if not np.isfinite(matrix).all() or not np.array_equal(matrix, matrix.T):
        raise FaultyError([Fault("opinions", "matrix", "not finite or not symmetric", "finite numbers, the same both ways")])
    return matrix


def blow_up_time(start: Any) -> float:
    """t* at which opinions become infinite, from the largest eigenvalue; infinite where that is not above 0."""
    largest = float(np.linalg.eigvalsh(opinions(start))[-1])
    return 1.0 / largest if largest > 0.0 else np.inf


def solution(start: Any, time: float) -> np.ndarray:
    """X(t) in closed form; raises BlocformError from t* on, where there is none."""
    matrix = opinions(start)
    end = blow_up_time(matrix)
    if not 0.0 <= time < end:
        raise BlocformError(f"time {time}: allowed from 0 to below {end:.6g}, where opinions become infinite")
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * (values / (1.0 - values * time))) @ vectors.T


def factions(start: Any) -> np.ndarray:
    """Side of every actor in the end, array (n,) of 0 and 1, the first actor on side 0; all 0 is harmony.

    Raises BlocformError without blow-up, and where the largest eigenvalue is not single or its eigenvector has a component of 0:
    then the model leaves sides undecided.
    """
    values, vectors = np.linalg.eigh(opinions(start))
    leading = vectors[:, -1]
    is_single = len(values) == 1 or values[-1] - values[-2] > 1e-12 * np.abs(values).max()
    if values[-1] <= 0.0 or not is_single or np.abs(leading).min() <= 1e-12:
        raise BlocformError("no factions: the largest eigenvalue has to be single and above 0, its eigenvector without a zero")
    return (np.sign(leading) != np.sign(leading[0])).astype(int)


def integrate(start: Any, time: float) -> tuple[float, np.ndarray]:
    """Time reached and X then, by numerical integration up to ``time`` or until opinions blow up, whichever comes first."""
    matrix = opinions(start)
    size = np.abs(matrix).max()

    def rate(_: float, flat: np.ndarray) -> np.ndarray:
        now = flat.reshape(matrix.shape)
        return (now @ now).ravel()

    def blown_up(_: float, flat: np.ndarray) -> float:
        return float(np.abs(flat).max() / size - BLOWN_UP) if size else -1.0

    blown_up.terminal = True  # type: ignore[attr-defined]
    found = solve_ivp(rate, (0.0, time), matrix.ravel(), method="DOP853", rtol=1e-12, atol=1e-12 * max(size, 1e-300), events=blown_up)
    return float(found.t[-1]), found.y[:, -1].reshape(matrix.shape)
