"""What a policy changes: means, differences from the first policy under the same luck, and how sure they are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from experiments.analysis.decisive import decisive, decisive_shares
from experiments.analysis.intervals import Paired, mean_half_width, paired, wilson
from experiments.analysis.matched import matched
from experiments.analysis.multiplicity import holm
from experiments.comparing.comparison import Comparison
from experiments.comparing.outputs import OUTPUTS
from experiments.comparing.runs import Runs
from simulation.outcome import CLASSES

LEVEL = 0.05
"""Error of a verdict."""
MORE, LESS = "more", "less"
"""Verdicts that there is a difference."""
WITHIN, EQUAL, SLIGHT = "within noise", "equal", "next to nothing"
"""Verdicts that no difference is told, that there is none in any pair, and that it is none to speak of."""
NEXT_TO_NOTHING = 1e-5
"""Difference that is none to speak of, in the unit of an output: shares, indices and shares of GDP, all of the order of 1."""
ALL = (*CLASSES, *(output.column for output in OUTPUTS))
"""What is looked at of every policy."""


def differences(comparison: Comparison, outputs: Sequence[str] = ALL, future: Hashable | None = None) -> pd.DataFrame:
    """Every policy less the first in one future, the first by default, from pairs of equal luck.

    Returns
    -------
    A row an output and policy but the first: ``output``, ``policy``, ``mean``, ``first`` (mean of the first policy), ``difference`` with
    its 95 % interval ``low`` to ``high`` (of measures Student's, of shares Tango's), ``verdict`` by itself, ``p_value``, ``holm`` (the
    p-value given how many policies there are, by output), ``told`` (1 for more and -1 for less given how many there are, else 0),
    ``pairs``, ``decisive`` (pairs that would tell it given how many policies there are, with a power of 80 %, if shares or mean and
    spread are as found) and ``saving`` (how many times fewer runs the pairs need than independent ones).

    Raises StudyError for an output that the runs do not have, and another future.
    """
    runs = comparison.runs
    place = runs.place(future) if future is not None else 0
    rows = []
    for output in outputs:
        values = runs.values(output)[:, place]
        differ = sum(not np.array_equal(own, values[0]) for own in values)
        for name, own in list(zip(runs.policies, values, strict=True))[1:]:
            pair = difference(own, values[0], output)
            rows.append(
                {
                    "output": output, "policy": name, "mean": float(own.mean()), "first": float(values[0].mean()),
                    "difference": pair.difference, "low": pair.low, "high": pair.high, "verdict": verdict(pair, own, values[0]),
                    "p_value": pair.p_value, "pairs": pair.pairs,
                    "decisive": needed(own, values[0], output, max(differ, 1)), "saving": pair.saving,
                }
            )  # fmt: skip
    return given_how_many(pd.DataFrame(rows))


def given_how_many(table: pd.DataFrame) -> pd.DataFrame:
    """A table of verdicts with ``holm`` and ``told``, by output, of the policies that are not equal to the first."""
    tested = table["verdict"] != EQUAL
    raised = table[tested].groupby("output")["p_value"].transform(holm).reindex(table.index)
    told = np.sign(table["difference"]).where((raised < LEVEL) & (table["verdict"] != SLIGHT), 0).astype(int)
    return table.assign(holm=raised, told=told)


def needed(one: np.ndarray, other: np.ndarray, output: str, tests: int) -> float:
    """Pairs that would tell one from the other by the test of the output, as one of so many tests (Bonferroni); inf for equal means."""
    return (decisive_shares if output in CLASSES else decisive)(one - other, LEVEL / tests)


def difference(one: np.ndarray, other: np.ndarray, output: str) -> Paired:
    """Mean of one less that of the other, an entry a pair of runs: exact for a class, Student's for a measure."""
    return matched(one, other) if output in CLASSES else paired(one, other)


def verdict(pair: Paired, one: np.ndarray, other: np.ndarray) -> str:
    """``more``, ``less``, ``equal`` in every pair, ``within noise`` or ``next to nothing``: of one against the other, at 5 %."""
    if np.array_equal(one, other):
        return EQUAL
    if pair.p_value >= LEVEL:
        return WITHIN
    if max(abs(pair.low), abs(pair.high)) < NEXT_TO_NOTHING:
        return SLIGHT
    return MORE if pair.difference > 0 else LESS


def means(runs: Runs, output: str, place: int = 0) -> pd.DataFrame:
    """Mean of every policy in a place with its 95 % interval, see ``interval``: ``policy``, ``mean``, ``low``, ``high``."""
    values = runs.values(output)[:, place]
    low, high = interval(values, output)
    return pd.DataFrame({"policy": runs.policies, "mean": values.mean(axis=1), "low": low, "high": high})


def interval(values: np.ndarray, output: str) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the 95 % interval of means over the last axis: Wilson's of a class, Student's of a measure."""
    count = values.shape[-1]
    if output in CLASSES:
        return wilson(values.sum(axis=-1), count)
    half = mean_half_width(values.var(axis=-1, ddof=1), count)
    return values.mean(axis=-1) - half, values.mean(axis=-1) + half
