"""Symmetric matrices in long tables: a row an entry of the upper triangle."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.reproducing.folder import DataError, Folder
from simulation.faults import Fault


def matrices(folder: Folder, name: str) -> dict[str, np.ndarray]:
    """Matrices by case from columns ``case``, ``i``, ``j`` (from 1) and ``value``; entries that are left out are 0."""
    table = folder.table(name, ("i", "j", "value"), ("case",))
    return {str(case): _matrix(rows, folder.where(name)) for case, rows in table.groupby("case", sort=False)}


def sides(table: pd.DataFrame, case: str, column: str) -> np.ndarray:
    """Sides of the members of a case, 0 or 1, the first member on side 0, from a column of any two codes."""
    codes = table.loc[table["case"] == case].sort_values("member")[column].to_numpy()
    return (codes != codes[0]).astype(int)


def _matrix(rows: pd.DataFrame, where: str) -> np.ndarray:
    ends = rows[["i", "j"]].to_numpy()
    if not (np.issubdtype(ends.dtype, np.integer) and ends.min() >= 1):
        raise DataError([Fault(where, "i, j", ends.min(), "whole numbers from 1")])
    found = np.zeros((ends.max(), ends.max()))
    i, j = ends.T - 1
    found[i, j] = found[j, i] = rows["value"]
    return found
