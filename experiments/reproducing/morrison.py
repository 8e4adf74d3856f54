"""Morrison, Kutz & Gabbay 2023: thresholds between peace and systemic war, up and down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import DataError, Folder, known
from experiments.reproducing.matrices import matrices, sides
from experiments.reproducing.target import Target
from simulation.classic.bistable import System, level, peace_level, reduced_thresholds, war_level
from simulation.faults import Fault

BETA, LIMIT = 1.0, 8.0
"""beta and L where a folder does not give them."""
PRINTED, LEVELS = 2e-6, 1e-8
"""Rounding of what the tables print."""
UPWARD = 0.01
"""Relative tolerance of a measured threshold."""
FOLD = (1.015, 1.085)
"""How far above the fold of the reduced equation a downward threshold lies: 2 to 8 percent, in whole percents."""
PEACE, WAR = 2e-4, 0.015
"""Relative errors of the formulas for the levels of the uniform case."""


def findings(folder: Folder) -> Iterator[Finding]:
    """Every matrix of ``expected.csv`` and, where there is one, every row of ``uniform_case.csv``."""
    starts = matrices(folder, "initial_matrices.csv")
    measured = ("alpha_star_formula", "alpha_up_measured", "alpha_down_measured")
    folds = ("alpha_up_reduced_equation", "alpha_down_reduced_equation")
    expected = folder.table("expected.csv", ("largest_eigenvalue", *measured, *folds), ("case",), ("beta", "L"))
    for row in expected.fillna({"beta": BETA, "L": LIMIT}).itertuples():
        system = System(known(starts, row.case, folder.where("initial_matrices.csv")), row.beta, row.L)
        yield from _matrix(row, system, sides(folder, "blocs.csv", row.case, "bloc"))
    if folder.has("uniform_case.csv"):
        levels = ("peace_level_formula", "peace_level_exact", "war_level_formula", "war_level_exact")
        given = ("members", "mu", "beta", "L", "alpha")
        for row in folder.table("uniform_case.csv", (*given, *levels, "alpha_star_formula")).itertuples():
            yield from _uniform(row)


def _matrix(row: Any, system: System, bloc: np.ndarray) -> Iterator[Finding]:
    members = len(system.start)
    if len(bloc) != members:
        raise DataError([Fault("blocs.csv", f"members of {row.case}", len(bloc), f"{members}, as many as its matrix has")])
    up = system.threshold_up()
    war = system.settle(1.3 * up)
    down = system.threshold_down(war, 1.3 * up)
    fold_up, fold_down = reduced_thresholds(members, system.largest / members, row.beta, row.L)
    apart, from_leading = (np.sign(war) != np.outer(1 - 2 * side, 1 - 2 * side) for side in (bloc, system.blocs))
    yield near(row.case, "largest eigenvalue", row.largest_eigenvalue, system.largest, PRINTED)
    yield near(row.case, "threshold up, formula", row.alpha_star_formula, system.critical, PRINTED)
    yield near(row.case, "threshold up against the formula", row.alpha_star_formula, up, UPWARD * row.alpha_star_formula)
    yield near(row.case, "threshold up, as measured", row.alpha_up_measured, up, UPWARD * row.alpha_up_measured)
    yield near(row.case, "threshold down, as measured", row.alpha_down_measured, down, UPWARD * row.alpha_down_measured)
    yield near(row.case, "threshold down is below the one up", True, bool(down < up))
    yield within(row.case, "threshold down over its fold", row.alpha_down_measured / fold_down, down / fold_down, *FOLD)
    yield near(row.case, "fold up of the reduced equation", row.alpha_up_reduced_equation, fold_up, PRINTED)
    yield near(row.case, "fold down of the reduced equation", row.alpha_down_reduced_equation, fold_down, PRINTED)
    yield near(row.case, "signs of war that differ", 0, np.count_nonzero(apart))
    if hasattr(row, "war_signs_follow_leading_eigenvector"):
        said = row.war_signs_follow_leading_eigenvector
        yield near(row.case, "signs of war follow the leading eigenvector", said, not from_leading.any())
    yield near(row.case, "members on another side", 0, np.count_nonzero(system.blocs != bloc))


def _uniform(row: Any) -> Iterator[Finding]:
    case = f"uniform, alpha {row.alpha:g}"
    given = (int(row.members), row.mu, row.alpha, row.beta)
    system = System(np.full((int(row.members),) * 2, row.mu), row.beta, row.L)
    low, high = level(*given, row.L), level(*given, row.L, at_war=True)
    peace, war = peace_level(*given), war_level(row.mu, row.beta, row.L)
    yield near(case, "peace level, formula", row.peace_level_formula, peace, LEVELS)
    yield near(case, "peace level, exact", row.peace_level_exact, low, LEVELS)
    yield near(case, "peace level, formula over exact", 1.0, peace / low, PEACE)
    yield near(case, "war level, formula", row.war_level_formula, war, LEVELS)
    yield near(case, "war level, exact", row.war_level_exact, high, LEVELS)
    yield near(case, "war level, formula over exact", 1.0, war / high, WAR)
    yield near(case, "threshold up, formula", row.alpha_star_formula, system.critical, PRINTED)


TARGET = Target(
    "morrison_kutz_gabbay_2023",
    "Morrison, Kutz & Gabbay 2023",
    "thresholds up and down of six matrices; levels of the uniform case",
    "formula",
    ("blocs.csv", "expected.csv", "initial_matrices.csv"),
    findings,
)
