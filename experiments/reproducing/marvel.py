"""Marvel, Kleinberg, Kleinberg & Strogatz 2011: when opinions blow up, and into which factions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, known
from experiments.reproducing.matrices import matrices, sides
from experiments.reproducing.target import Target
from simulation.classic.continuous_balance import blow_up_time, factions, integrate, solution

BLOW_UP, CLOSED_FORM, EIGENVALUE = 1e-5, 1e-8, 1e-9
"""Relative tolerances: of the integrated time, of the closed form against integration at .9 t*, of eigenvalues."""

NEARLY, COMPONENT = 1.0 - 1e-9, 1e-6
"""Share of t* at which opinions are those of the leading eigenvector, and what is left of the others in its components."""


def findings(folder: Folder) -> Iterator[Finding]:
    """Every case of ``expected.csv``."""
    starts = matrices(folder, "initial_matrices.csv")
    columns = ("members", "largest_eigenvalue", "blow_up_time", "faction_1_size", "faction_2_size")
    for row in folder.table("expected.csv", columns, ("case",), ("smallest_leading_component",)).itertuples():
        start = known(starts, row.case, folder.where("initial_matrices.csv"))
        time, side = blow_up_time(start), factions(start)
        published_side = sides(folder, "factions.csv", row.case, "faction")
        integrated, _ = integrate(start, 2.0 * time)
        exact, numeric = solution(start, 0.9 * time), integrate(start, 0.9 * time)[1]
        at_end = solution(start, NEARLY * time)
        sizes = sorted((np.count_nonzero(side == k) for k in (0, 1)), reverse=True)
        yield near(row.case, "members", row.members, len(start))
        yield near(row.case, "largest eigenvalue", row.largest_eigenvalue, 1.0 / time, EIGENVALUE * row.largest_eigenvalue)
        yield near(row.case, "blow-up time, formula", row.blow_up_time, time, EIGENVALUE * row.blow_up_time)
        yield near(row.case, "blow-up time, integrated", row.blow_up_time, integrated, BLOW_UP * row.blow_up_time)
        yield near(row.case, "closed form less integration", 0.0, np.abs(exact - numeric).max() / np.abs(exact).max(), CLOSED_FORM)
        yield near(row.case, "size of the larger faction", max(row.faction_1_size, row.faction_2_size), sizes[0])
        yield near(row.case, "size of the smaller faction", min(row.faction_1_size, row.faction_2_size), sizes[1])
        yield near(row.case, "members on another side", 0, _apart(side, published_side))
        if not np.isnan(row.smallest_leading_component):
            # Near t* all that is left is w w^T, whose diagonal holds the squares of the components of w.
            smallest = np.sqrt(np.min(np.diag(at_end)) / np.trace(at_end))
            yield near(row.case, "smallest leading component", row.smallest_leading_component, smallest, COMPONENT)


def _apart(side: np.ndarray, published: np.ndarray) -> int:
    """Members on another side; all of them where the table has another number of members."""
    return np.count_nonzero(side != published) if len(side) == len(published) else max(len(side), len(published))


TARGET = Target(
    "marvel_2011",
    "Marvel et al. 2011",
    "blow-up times and factions of two matrices",
    "formula",
    ("expected.csv", "factions.csv", "initial_matrices.csv"),
    findings,
)
