"""The lightest set of edges that meets every cycle of a kind, by integer programming with cycles added as they are missed.

The linear relaxation is solved first and again with every open cycle that it leaves, then the integer programme in the same way
(Groetschel, Juenger & Reinelt 1984, "A cutting plane algorithm for the linear ordering problem", Operations Research 32, 1195-1220,
for the method; Aref & Wilson 2019, "Balance and frustration in signed networks", Journal of Complex Networks 7(2), 163-189, for its use
here). HiGHS solves both.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from simulation.classic.cycles import Cycle
from simulation.classic.rounding import SOLVED

LEAST_SECONDS = 0.1
"""Time that the solver gets at least, however little is left."""
COSTS = 1e3
"""Largest cost that the solver is given, whatever the unit of the weights: it stops 1e-6 short of an optimum, here 1e-9 of a weight."""


def cover(
    weight: np.ndarray,
    missed: Callable[[np.ndarray], set[Cycle]],
    divide: Callable[[np.ndarray], tuple[np.ndarray, float]],
    seconds: float,
    finish: Callable[[set[Cycle], np.ndarray, float], tuple[np.ndarray, float, float]] | None = None,
) -> tuple[np.ndarray, float]:
    """The best division found, and a bound that no division undercuts; they meet where it is proven to be the best.

    Parameters
    ----------
    weight : array (edges,), above 0: what covering an edge costs.
    missed : cycles that a covering, array (edges,) of numbers from 0 to 1, leaves open.
    divide : a division made from a covering, with what it costs; no dearer than the covering where that meets every cycle.
    seconds : time after which the search stops.
    finish : an integer programme of its own, instead of that of the cycles: from the cycles, the covering of the relaxation and the
        time that is left to a division, its cost and a bound.
    """
    end = monotonic() + seconds
    covered = np.zeros(len(weight))
    best, cost = divide(covered)
    bound, cycles, is_whole = 0.0, set[Cycle](), False
    while bound < cost - SOLVED * weight.sum():
        new = _all_missed(missed, covered) - cycles
        if not new and is_whole:
            break
        is_whole = is_whole or not new
        cycles |= new
        if not cycles or (left := end - monotonic()) <= 0.0:
            break
        left = max(left, LEAST_SECONDS)
        if is_whole and finish is not None:
            division, price, reached = finish(cycles, covered, left)
        else:
            covered, value = _solved(weight, cycles, is_whole, left)
            (division, price), reached = divide(covered), rounded_up(value, weight)
        bound = max(bound, reached)
        if price < cost:
            best, cost = division, price
        if is_whole and finish is not None:
            break
    return best, bound


def _all_missed(missed: Callable[[np.ndarray], set[Cycle]], covered: np.ndarray) -> set[Cycle]:
    """Open cycles, and those that are still open when every edge of the former is covered: more of them for one solution."""
    found: set[Cycle] = set()
    held = covered.copy()
    while new := missed(held) - found:
        found |= new
        held[np.concatenate([*map(list, new)])] = 1.0
    return found


def scaled(weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Costs for the solver, the largest ``COSTS``, and the unit that they are in."""
    unit = float(weight.max()) / COSTS
    return weight / unit, unit


def rounded_up(bound: float, weight: np.ndarray) -> float:
    """A bound on sums of these weights: the next multiple of the least of them, or of 1, where all weights are; else as it is."""
    slack = SOLVED * float(weight.sum())
    for step in (float(weight.min()), 1.0):
        if slack < step / 2.0 and np.array_equal(weight / step, np.rint(weight / step)):
            return step * float(np.ceil((bound - slack) / step))
    return bound


def meeting(cycles: set[Cycle], edges: int) -> csr_array:
    """Which edges are in which cycle, a row a cycle."""
    ordered = sorted(cycles)  # the order of a set of tuples is not the same in every process
    rows = np.repeat(np.arange(len(ordered)), [len(cycle) for cycle in ordered])
    columns = np.array([edge for cycle in ordered for edge in cycle], dtype=int)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(ordered), edges))


def _solved(weight: np.ndarray, cycles: set[Cycle], is_whole: bool, seconds: float) -> tuple[np.ndarray, float]:
    """A covering that meets these cycles, whole or not, and a bound on what one costs; no covering where time ran out before any."""
    cost, unit = scaled(weight)
    found = milp(
        cost,
        integrality=np.full(len(weight), int(is_whole)),
        bounds=Bounds(0.0, 1.0),
        constraints=LinearConstraint(meeting(cycles, len(weight)), 1.0, np.inf),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return np.zeros(len(weight)), 0.0
    bound = found.mip_dual_bound if is_whole else found.fun if found.status == 0 else 0.0
    return found.x, unit * float(bound if bound is not None else 0.0)
