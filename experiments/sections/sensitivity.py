"""What matters: indices or rank correlations of every factor, with the share of luck as a line of its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from experiments.analysis.columns import is_number
from experiments.analysis.correlations import rank_correlations
from experiments.analysis.expected import expected_indices
from experiments.analysis.morris import elementary_effects
from experiments.analysis.noise import Noise, variance_components
from experiments.analysis.sobol import sobol_indices
from experiments.figures.indices import indices
from experiments.figures.screening import screening
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from simulation.faults import BlocformError

LEAST_ROWS = 4
"""Rows below which a rank correlation says nothing."""
DRAWN, TOLD = 3, 3
"""Outputs of which figures are drawn, and that are told in a sentence; the others have a table."""


def sensitivity(reading: Reading) -> Section | None:
    """Morris' effects, Sobol' indices or rank correlations, by the design; None without a factor that is a number from a range."""
    plan = reading.result.plan
    design = plan.study.design
    if design is None or not reading.numbers or design.kind in ("grid", "one-at-a-time"):
        return None
    ways: dict[str, Callable[..., list[str]]] = {"morris": _morris, "saltelli": _sobol}
    way = ways.get(design.kind, _ranks)
    made = Section(*_HEADS.get(design.kind, _HEADS["sample"]))
    points = _points(reading)
    for label, rows in reading.blocks():
        places, replicates = reading.complete(rows, _step(reading))
        places &= points.notna().all(axis=1).to_numpy()
        if places.sum() < LEAST_ROWS:
            made.text.append(f"{_where(label)}{places.sum()} of {len(rows):,} rows are complete, too few to say what matters.")
            continue
        if lost := int((~places).sum()) // _step(reading):
            made.text.append(_incomplete(label, lost, len(rows) // _step(reading), design.kind))
        for place, output in enumerate(reading.outputs):
            matrix = reading.matrix(output, rows[places], replicates)
            try:
                leading = way(reading, made, _named(output, label), matrix, points[places], len(made.figures) < DRAWN)
            except BlocformError as error:
                made.text.append(f"{_named(output, label)}: nothing can be told apart ({error}).")
                continue
            if place < TOLD:
                made.text.append(f"{_named(output, label)}: {', '.join(leading)}; {_luck(reading, matrix)}.")
    return made


def _step(reading: Reading) -> int:
    """Rows that belong together: a trajectory of Morris, a block of Saltelli, or a row."""
    design, factors = reading.study.design, len(reading.result.plan.factors)
    return {"morris": factors + 1, "saltelli": (1 + design.second_order) * factors + 2}.get(design.kind, 1)


def _points(reading: Reading) -> pd.DataFrame:
    """Factors by point of the design: their positions for effects and indices, of a sample the numbers."""
    plan = reading.result.plan
    if plan.study.design.kind in ("morris", "saltelli"):
        return pd.DataFrame(plan.positions, columns=[factor.name for factor in plan.factors])
    table = pd.DataFrame(list(plan.labels), columns=[factor.name for factor in plan.factors])
    return table[[name for name in table if is_number(table[name])]]


def _incomplete(label: str, lost: int, of: int, kind: str) -> str:
    what = {"morris": "trajectories", "saltelli": "base points"}.get(kind, "rows")
    why = (
        "a run of theirs failed or is not made" if kind in _HEADS else "their runs failed or are not made, or they leave a factor as it is"
    )
    return f"{_where(label)}{lost:,} of {of:,} {what} are left out, as {why}; what is said is of the rest."


def _where(label: str) -> str:
    return f"{label}: " if label else ""


_HEADS = {
    "morris": (
        "What matters: elementary effects",
        [
            "Morris 1991: `mu_star` is the mean size of the change of the output when one factor crosses its whole range, "
            "`sigma` how much that "
            "change depends on the others. Outputs are means over the replicates of a row, so that effects are those of "
            "the expected output."
        ],
    ),
    "saltelli": (
        "What matters: shares of variance",
        [
            "Sobol' indices by Saltelli et al. 2010 with bootstrap intervals. `first` and `total` are those of the "
            "*expected* output, free of luck where rows have two replicates or more; `first_of_a_run` is the share in the variance of a "
            "single run, where luck has its own line; `second` of pairs is that of means over the replicates, luck that is left in them "
            "included. Variance is that over the ranges of the factors: other ranges give other shares."
        ],
    ),
    "sample": (
        "What matters: rank correlations",
        [
            "Spearman's rank correlation of every factor that is a number with the mean of the output over the replicates of a row, with "
            "its 95 % interval, and the "
            "partial one, in which what the other factors explain is taken out; of correlated factors only that is their own."
        ],
    ),
}


def _morris(reading: Reading, made: Section, name: str, matrix: np.ndarray, points: pd.DataFrame, is_drawn: bool) -> list[str]:
    found = elementary_effects(points, matrix.mean(axis=1)).sort_values("mu_star", ascending=False)
    made.tables[f"sensitivity_{name}"] = found.reset_index()
    if is_drawn:
        made.figures[f"screening_{name}"] = screening(found, about=_about(reading, name))
    return [f"{factor} {row.mu_star:.3g}" for factor, row in found.head(5).iterrows()]


def _sobol(reading: Reading, made: Section, name: str, matrix: np.ndarray, points: pd.DataFrame, is_drawn: bool) -> list[str]:
    names, in_pairs = list(points), reading.study.design.second_order
    found = sobol_indices(names, matrix.mean(axis=1), in_pairs)
    noise, table = _noise(reading, matrix), found.factors
    if noise is not None:
        table = expected_indices(names, matrix, in_pairs)
        table["first_of_a_run"] = table["first"] * (1.0 - noise.share)
    table = table.sort_values("total", ascending=False)
    made.tables[f"sensitivity_{name}"] = table.reset_index()
    if len(found.pairs):
        made.tables[f"pairs_{name}"] = found.pairs.sort_values("second", ascending=False)
    if is_drawn:
        made.figures[f"indices_{name}"] = indices(table, noise.share if noise else None, _about(reading, name))
    return [f"{factor} {row['first']:.2f} alone, {row.total:.2f} in all" for factor, row in table.head(5).iterrows()]


def _ranks(reading: Reading, made: Section, name: str, matrix: np.ndarray, points: pd.DataFrame, is_drawn: bool) -> list[str]:
    found = rank_correlations(points, matrix.mean(axis=1))
    found = found.loc[found["spearman"].abs().sort_values(ascending=False).index]
    made.tables[f"sensitivity_{name}"] = found.reset_index()
    return [f"{factor} {row.spearman:+.2f}" for factor, row in found.head(5).iterrows()]


def _luck(reading: Reading, matrix: np.ndarray) -> str:
    noise = _noise(reading, matrix)
    if noise is not None:
        return f"luck is {noise.share:.0%} of the variance of a single run"
    shared = ", and all rows share one draw of it" if reading.study.pairing == "replicates" else ""
    return f"with one replicate luck cannot be told apart{shared}"


def _noise(reading: Reading, matrix: np.ndarray) -> Noise | None:
    if min(matrix.shape) < 2:
        return None
    return variance_components(matrix, reading.study.pairing == "replicates")


def _named(output: str, label: str) -> str:
    return f"{output} ({label})" if label else output


def _about(reading: Reading, name: str) -> str:
    return f"{reading.study.title}: {name}, {len(reading.table):,} runs"
