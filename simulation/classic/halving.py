"""The best division into two groups, as an integer programme of who stands where and which ties that puts on the wrong side."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from simulation.classic.covering import meeting, rounded_up, scaled
from simulation.classic.cycles import Cycle
from simulation.classic.graph import SignedGraph

TIGHT = 1.05
"""A cycle takes part in the programme where the relaxation covers it by less than this."""


def best_halves(graph: SignedGraph, cycles: set[Cycle], covered: np.ndarray, seconds: float) -> tuple[np.ndarray | None, float]:
    """A division into groups 0 and 1, None where the solver finds none in time, and a bound on what one costs.

    Unknowns are z_e, edge e is on the wrong side, and the side x_i of actor i, 0 for the one with most ties. A friendship costs
    z >= |x_a - x_b|, an enmity z >= |x_a + x_b - 1| (Aref & Wilson 2019, see ``covering``). The ``cycles`` that the relaxation,
    ``covered``, meets but narrowly make the bound as good as its own.
    """
    n, (a, b, weight) = len(graph), graph.edges
    m = len(weight)
    pick = [csr_array((np.ones(m), (np.arange(m), end)), shape=(m, n)) for end in (a, b)]
    apart = pick[0] - pick[1].multiply(np.sign(weight)[:, None])  # x_a - x_b or x_a + x_b
    foes = np.where(weight < 0.0, 1.0, 0.0)
    edge = csr_array((np.ones(m), (np.arange(m), np.arange(m))), shape=(m, m))
    tight = {cycle for cycle in cycles if covered[list(cycle)].sum() < TIGHT}
    met = meeting(tight, m)
    rows = vstack([hstack([edge, -apart]), hstack([edge, apart]), hstack([met, csr_array((met.shape[0], n))])], format="csr")
    high = np.ones(m + n)
    high[m + int(np.bincount(np.concatenate([a, b]), minlength=n).argmax())] = 0.0
    cost, unit = scaled(np.abs(weight))
    found = milp(
        np.concatenate([cost, np.zeros(n)]),
        integrality=np.ones(m + n),
        bounds=Bounds(0.0, high),
        constraints=LinearConstraint(rows, np.concatenate([-foes, foes, np.ones(met.shape[0])]), np.inf),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = rounded_up(unit * (found.mip_dual_bound or 0.0), np.abs(weight))
    return (None if found.x is None else np.rint(found.x[m:]).astype(int)), bound
