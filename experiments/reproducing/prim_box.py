"""Friedman & Fisher 1999: a box of two limits, found among five inputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from experiments.analysis.prim import peel
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, known
from experiments.reproducing.target import Target

INPUTS = list("abcde")
"""Columns of the points that may be limited."""


def findings(folder: Folder) -> Iterator[Finding]:
    """Every quantity of ``expected.csv`` that has a tolerance."""
    expected = folder.table("expected.csv", (), ("target_column", "quantity", "value"), ("tolerance",))
    points = folder.table("points.csv", (*INPUTS, *expected["target_column"].unique()))
    for label, rows in expected[expected["tolerance"].notna()].groupby("target_column", sort=False):
        ours = box(points, str(label))
        for row in rows.itertuples():
            yield near(
                label, row.quantity.replace("_", " "), row.value, known(ours, row.quantity, folder.where("expected.csv")), row.tolerance
            )


def box(points: pd.DataFrame, label: str) -> dict[str, Any]:
    """The box of largest coverage times density around the cases that a column marks, peeled a twentieth at a time."""
    found = peel(points[INPUTS], (points[label] == 1).to_numpy(), peeling=0.05).box()
    limits = {limit.factor: limit for limit in found.limits}
    ends = {f"{name}_{end}": getattr(limit, end) for name, limit in limits.items() for end in ("low", "high")}
    whole = {"points": len(points), "cases": found.all_cases, "restricted_inputs": ";".join(sorted(limits)), "box_points": found.rows}
    nothing = {f"{name}_{end}": float("nan") for name in INPUTS for end in ("low", "high")}
    return nothing | ends | whole | {"coverage": found.coverage, "density": found.density}


TARGET = Target(
    "prim_box", "Friedman & Fisher 1999", "a box of two limits among five inputs", "approximate", ("expected.csv", "points.csv"), findings
)
