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

from simulation.classic.matrix import asymmetry, square
from simulation.classic.rounding import rounding
from simulation.faults import BlocformError, Fault, FaultyError

BLOWN_UP = 1e9
"""Growth of the largest entry at which an integration counts as blown up: a billionth of t* before it, or so."""


def opinions(given: Any) -> np.ndarray:
    """A symmetric matrix of finite numbers, as floats, of an actor or more; ``given`` as ``matrix.square`` reads it, with any diagonal.

    Raises FaultyError for anything else.
    """
    matrix, _ = square(given, "opinions")
    faults = asymmetry(matrix, "opinions")
    if not len(matrix):
        faults.append(Fault("opinions", "shape", matrix.shape, "one actor or more"))
    if faults:
        raise FaultyError(faults)
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

    Raises BlocformError without blow-up, and where the largest eigenvalue is not single or its eigenvector has a component of 0, each
    up to rounding: then the model leaves sides undecided.
    """
    matrix = opinions(start)
    values, vectors = np.linalg.eigh(matrix)
    leading, equal = vectors[:, -1], rounding(matrix)
    gap = values[-1] - values[-2] if len(values) > 1 else np.inf
    # An eigenvector is known as well as the gap to the next eigenvalue is large against the rounding (Davis & Kahan 1970).
    if values[-1] <= equal or gap <= equal or np.abs(leading).min() * gap <= equal:
        raise BlocformError("no factions: the largest eigenvalue has to be single and above 0, its eigenvector without a zero")
    return (np.sign(leading) != np.sign(leading[0])).astype(int)


def integrate(start: Any, time: float) -> tuple[float, np.ndarray]:
    """Time reached and X then, by numerical integration up to ``time`` or until opinions blow up, whichever comes first.

    Raises BlocformError for a time that is below 0 or not finite.
    """
    matrix = opinions(start)
    if not 0.0 <= time < np.inf:
        raise BlocformError(f"time {time}: allowed 0 or more, finite")
    size = np.abs(matrix).max()

    def rate(_: float, flat: np.ndarray) -> np.ndarray:
        now = flat.reshape(matrix.shape)
        return (now @ now).ravel()

    def blown_up(_: float, flat: np.ndarray) -> float:
        return float(np.abs(flat).max() / size - BLOWN_UP) if size else -1.0

    blown_up.terminal = True  # type: ignore[attr-defined]
    found = solve_ivp(rate, (0.0, time), matrix.ravel(), method="DOP853", rtol=1e-12, atol=1e-12 * max(size, 1e-300), events=blown_up)
    return float(found.t[-1]), found.y[:, -1].reshape(matrix.shape)
