"""Symmetric matrices in long tables: a row an entry of the upper triangle."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.reproducing.columns import pair_faults, side_faults
from experiments.reproducing.folder import Folder, refuse
from experiments.reproducing.partitions import apart
from simulation.faults import Fault, unknown


def matrices(folder: Folder, name: str) -> dict[str, np.ndarray]:
    """Matrices by case from columns ``case``, ``i``, ``j`` (from 1) and ``value``; entries that are left out are 0."""
    table, where = folder.table(name, ("i", "j", "value"), ("case",)), folder.where(name)
    ends = table[["i", "j"]].to_numpy()
    refuse([Fault(where, "i, j", ends.min(), "whole numbers from 1")] if (ends < 1).any() or (ends % 1).any() else [])
    refuse(pair_faults(where, table, "i", "j", by="case", may_be_own=True))
    return {str(case): _matrix(rows) for case, rows in table.groupby("case", sort=False)}


def sides(folder: Folder, name: str, case: str, column: str) -> np.ndarray:
    """Sides of the members of a case, 0 or 1, the first member on side 0, from a column of any two codes, array (n,)."""
    table, where = folder.table(name, ("member",), ("case", column)), folder.where(name)
    own = table[table["case"] == case].sort_values("member")
    refuse([unknown(where, "case", case, set(table["case"]))] if not len(own) else [])
    members = own["member"].tolist()
    faults = [] if members == list(range(1, len(own) + 1)) else [Fault(where, f"member of {case}", members, f"1 to {len(own)}, each once")]
    refuse([*faults, *side_faults(where, f"{column} of {case}", own[column])])
    return apart(own[column])


def _matrix(rows: pd.DataFrame) -> np.ndarray:
    ends = rows[["i", "j"]].to_numpy().astype(int)
    found = np.zeros((ends.max(), ends.max()))
    i, j = ends.T - 1
    found[i, j] = found[j, i] = rows["value"]
    return found
