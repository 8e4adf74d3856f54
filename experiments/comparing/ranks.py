"""Which policies are told apart by the goal, and the ranks that this leaves open."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from experiments.analysis.decisive import decisive
from experiments.analysis.multiplicity import holm
from experiments.analysis.ranks import rank_sets
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import EQUAL, LEVEL, WITHIN, difference

WORDS = {1: "better", -1: "worse"}


def told(comparison: Comparison) -> np.ndarray:
    """What the goal tells of every two policies in the first future: 1 row better, -1 worse, 0 not told apart, nan equal in all pairs.

    Errors are held at 5 % for all pairs together (Holm 1979). Array (policies, policies), policies as in ``runs.policies``.
    """
    values = comparison.runs.values(comparison.goal.output)[:, 0]
    couples = list(combinations(range(len(values)), 2))
    differ = [couple for couple in couples if not np.array_equal(*values[list(couple)])]
    pairs = [difference(values[one], values[other], comparison.goal.output) for one, other in differ]
    found = np.full((len(values), len(values)), np.nan)
    for (one, other), pair, p_value in zip(differ, pairs, holm([pair.p_value for pair in pairs]), strict=True):
        sign = np.sign(pair.difference) * comparison.goal.sign if p_value < LEVEL else 0.0
        found[one, other], found[other, one] = sign, -sign
    return found


def against(comparison: Comparison) -> pd.DataFrame:
    """Policy by policy: whether the row is ``better`` or ``worse`` than the column, ``within noise`` of it, or ``equal`` to it."""
    names = list(comparison.runs.policies)
    words = [[EQUAL if np.isnan(sign) else WORDS.get(int(sign), WITHIN) for sign in row] for row in told(comparison)]
    table = pd.DataFrame(words, index=names, columns=names)
    for name in names:
        table.loc[name, name] = ""
    return table.rename_axis("policy").reset_index()


def ranks(comparison: Comparison) -> pd.DataFrame:
    """Policies in the order of their means of the goal, with the ranks that the runs leave open for each, jointly at 95 %.

    Returns
    -------
    A row a policy: ``policy``, ``mean``, ``first_rank`` to ``last_rank``, ``not_told_from`` (policies that are not told apart from it) and
    ``decisive`` (pairs that would tell it from the next one).
    """
    goal, runs = comparison.goal, comparison.runs
    values = runs.values(goal.output)[:, 0]
    order = np.nan_to_num(told(comparison))
    first, last = rank_sets(order)
    sequence = np.argsort(-goal.sign * values.mean(axis=1), kind="stable")
    needed = [decisive(values[one] - values[other]) for one, other in pairwise(sequence)]
    names = np.array(runs.policies)
    open_to = [", ".join(names[(order[k] == 0) & (np.arange(len(names)) != k)]) for k in range(len(names))]
    table = pd.DataFrame(
        {
            "policy": names, "mean": values.mean(axis=1), "first_rank": first, "last_rank": last, "not_told_from": open_to,
        }
    ).iloc[sequence]  # fmt: skip
    return table.assign(decisive=[*needed, np.nan]).reset_index(drop=True)
