"""Which policies are told apart by the goal, and the ranks that this leaves open."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from experiments.analysis.multiplicity import holm
from experiments.analysis.ranks import rank_sets
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import EQUAL, LESS, LEVEL, MORE, WITHIN, difference, needed, verdict

BETTER, WORSE = "better", "worse"


def against(comparison: Comparison) -> pd.DataFrame:
    """What every policy is to every other by the goal in the first future; errors are held at 5 % for all pairs together (Holm 1979).

    A row a policy, with its name in ``policy`` and a column for each: the row is ``better`` or ``worse`` than the column, ``within noise``
    of it, ``equal`` to it in every pair of runs, or differs by ``next to nothing``; "" is itself.
    """
    names = list(comparison.runs.policies)
    goal, values = comparison.goal, comparison.runs.values(comparison.goal.output)[:, 0]
    couples = list(combinations(range(len(values)), 2))
    pairs = [difference(values[one], values[other], goal.output) for one, other in couples]
    verdicts = [verdict(pair, values[one], values[other]) for pair, (one, other) in zip(pairs, couples, strict=True)]
    tested = [k for k, said in enumerate(verdicts) if said != EQUAL]
    words = np.full((len(values), len(values)), "", dtype=object)
    for k, raised in zip(tested, holm([pairs[k].p_value for k in tested]), strict=True):
        verdicts[k] = verdicts[k] if raised < LEVEL else WITHIN
    for (one, other), pair, said in zip(couples, pairs, verdicts, strict=True):
        is_told, gains = said in (MORE, LESS), pair.difference * goal.sign > 0
        words[one, other] = (BETTER if gains else WORSE) if is_told else said
        words[other, one] = (WORSE if gains else BETTER) if is_told else said
    return pd.DataFrame(words, index=names, columns=names).rename_axis("policy").reset_index()


def ranks(comparison: Comparison) -> pd.DataFrame:
    """Policies in the order of their means of the goal, with the ranks that the runs leave open for each, jointly at 95 %.

    Returns
    -------
    A row a policy: ``policy``, ``mean``, ``first_rank`` to ``last_rank``, ``not_told_from`` (policies that are not told apart from it) and
    ``decisive`` (pairs that would tell it from the next one as one of all pairs of policies, see ``differences``).
    """
    goal, runs = comparison.goal, comparison.runs
    values = runs.values(goal.output)[:, 0]
    words = against(comparison).set_index("policy").to_numpy()
    order = (words == BETTER).astype(float) - (words == WORSE)
    first, last = rank_sets(order)
    sequence = np.argsort(-goal.sign * values.mean(axis=1), kind="stable")
    tests = max(int((np.triu(words != EQUAL, 1)).sum()), 1)
    pairs = [needed(values[one], values[other], goal.output, tests) for one, other in pairwise(sequence)]
    names = np.array(runs.policies)
    open_to = [", ".join(names[(order[k] == 0) & (np.arange(len(names)) != k)]) for k in range(len(names))]
    table = pd.DataFrame(
        {
            "policy": names, "mean": values.mean(axis=1), "first_rank": first, "last_rank": last, "not_told_from": open_to,
        }
    ).iloc[sequence]  # fmt: skip
    return table.assign(decisive=[*pairs, np.nan]).reset_index(drop=True)
