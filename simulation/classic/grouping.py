"""The best division into three groups or more, as an integer programme of who belongs to which."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron, vstack

from simulation.classic.covering import rounded_up, scaled
from simulation.classic.graph import SignedGraph


def best_grouping(graph: SignedGraph, groups: int, start: np.ndarray, seconds: float) -> tuple[np.ndarray, float]:
    """The division with the least weight on the wrong side, ``start`` where the solver finds no other in time, and a bound.

    Unknowns are z_e, edge e is on the wrong side, and x_ig, actor i is in group g. A friendship costs z >= x_ag - x_bg, an enmity
    z >= x_ag + x_bg - 1. Actor i may be in the first i + 1 groups alone, as groups have no names.
    """
    n, (a, b, weight) = len(graph), graph.edges
    m = len(weight)
    if not m:
        return start, 0.0
    pick = [csr_array((np.ones(m), (np.arange(m), end)), shape=(m, n)) for end in (a, b)]
    sign = np.where(weight > 0.0, -1.0, 1.0)
    both = pick[0] + pick[1].multiply(sign[:, None])
    at_most = np.repeat(np.where(weight > 0.0, 0.0, 1.0), groups)
    edge_rows = hstack([kron(-eye_array(m), np.ones((groups, 1))), kron(both, eye_array(groups))])
    actor_rows = hstack([csr_array((n, m)), kron(eye_array(n), np.ones((1, groups)))])
    low = np.concatenate([np.full(m * groups, -np.inf), np.ones(n)])
    high = np.concatenate([at_most, np.ones(n)])
    allowed = np.arange(groups)[None, :] <= np.arange(n)[:, None]
    cost, unit = scaled(np.abs(weight))
    found = milp(
        np.concatenate([cost, np.zeros(n * groups)]),
        integrality=np.concatenate([np.zeros(m), np.ones(n * groups)]),
        bounds=Bounds(0.0, np.concatenate([np.ones(m), allowed.ravel().astype(float)])),
        constraints=LinearConstraint(vstack([edge_rows, actor_rows], format="csr"), low, high),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = rounded_up(unit * (found.mip_dual_bound or 0.0), np.abs(weight))
    return (start if found.x is None else found.x[m:].reshape(n, groups).argmax(axis=1)), bound
