"""What a policy changes: means, differences from the first policy under the same luck, and how sure they are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from experiments.analysis.decisive import decisive
from experiments.analysis.intervals import Paired, mean_half_width, paired
from experiments.analysis.matched import matched
from experiments.analysis.multiplicity import holm
from experiments.comparing.comparison import Comparison
from experiments.comparing.outputs import OUTPUTS
from experiments.comparing.runs import Runs
from simulation.outcome import CLASSES

LEVEL = 0.05
"""Error of a verdict."""
WITHIN, EQUAL = "within noise", "equal"
"""Verdicts that no difference is told, and that there is none in any pair."""
NEXT_TO_NOTHING = 1e-5
"""Difference that is none to speak of, in the unit of an output: shares, indices and shares of GDP, all of the order of 1."""
ALL = (*CLASSES, *(output.column for output in OUTPUTS))
"""What is looked at of every policy."""


def differences(comparison: Comparison, outputs: Sequence[str] = ALL, future: Hashable | None = None) -> pd.DataFrame:
    """Every policy less the first in one future, the first by default, from pairs of equal luck.

    Returns
    -------
    A row an output and policy but the first: ``output``, ``policy``, ``mean``, ``first`` (mean of the first policy), ``difference`` with
    its 95 % interval ``low`` to ``high`` (of measures Student's, of shares Tango's), ``verdict``, ``p_value``, ``holm`` (the p-value
    given how many policies there are, by output), ``pairs``, ``decisive`` (pairs that would decide the sign if mean and spread are as
    found) and ``saving`` (how many times fewer runs the pairs need than independent ones).
    """
    runs = comparison.runs
    place = runs.places.index(future) if future is not None else 0
    rows = []
    for output in outputs:
        values = runs.values(output)[:, place]
        for name, own in list(zip(runs.policies, values, strict=True))[1:]:
            pair = difference(own, values[0], output)
            rows.append(
                {
                    "output": output, "policy": name, "mean": float(own.mean()), "first": float(values[0].mean()),
                    "difference": pair.difference, "low": pair.low, "high": pair.high, "verdict": verdict(pair, own, values[0]),
                    "p_value": pair.p_value, "holm": np.nan, "pairs": pair.pairs, "decisive": decisive(own - values[0]),
                    "saving": pair.saving,
                }
            )  # fmt: skip
    table = pd.DataFrame(rows)
    tested = table["verdict"] != EQUAL
    table.loc[tested, "holm"] = table[tested].groupby("output")["p_value"].transform(holm)
    return table


def difference(one: np.ndarray, other: np.ndarray, output: str) -> Paired:
    """Mean of one less that of the other, an entry a pair of runs: exact for a class, Student's for a measure."""
    return matched(one, other) if output in CLASSES else paired(one, other)


def verdict(pair: Paired, one: np.ndarray, other: np.ndarray) -> str:
    """``more``, ``less``, ``equal`` in every pair, or ``within noise``: of one against the other, at 5 %."""
    if np.array_equal(one, other):
        return EQUAL
    if pair.p_value >= LEVEL:
        return WITHIN
    return "more" if pair.difference > 0 else "less"


def means(runs: Runs, output: str, place: int = 0) -> pd.DataFrame:
    """Mean of every policy in a place with its 95 % interval (Student's): ``policy``, ``mean``, ``low``, ``high``."""
    values = runs.values(output)[:, place]
    found = values.mean(axis=1)
    half = mean_half_width(values.var(axis=1, ddof=1), values.shape[1])
    return pd.DataFrame({"policy": runs.policies, "mean": found, "low": found - half, "high": found + half})
