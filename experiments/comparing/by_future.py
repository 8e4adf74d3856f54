"""Every policy in every future: what the goal reaches there, and how far it stays behind the best."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.bootstrap import resampled
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import EQUAL, difference, differences, given_how_many, means, verdict


def by_future(comparison: Comparison) -> pd.DataFrame:
    """Mean of the goal by future and policy, against the first policy there.

    Returns
    -------
    A row a future and policy: ``future``, ``policy``, ``mean`` with its 95 % interval ``low`` to ``high``, and of the difference to the
    first policy in the same future ``verdict``, ``p_value``, ``holm`` and ``told``, see ``differences``; of the first itself ``equal``.
    """
    parts = []
    for place, future in enumerate(comparison.runs.places):
        found = means(comparison.runs, comparison.goal.output, place)
        told = differences(comparison, [comparison.goal.output], future)[["policy", "verdict", "p_value", "holm", "told"]]
        table = found.merge(told, on="policy", how="left")
        table = table.fillna({"verdict": EQUAL, "told": 0}).astype({"told": int})
        table.insert(0, "future", future)
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def regret_by_future(comparison: Comparison, seed: int = 1) -> pd.DataFrame:
    """Regret by future and policy, with its interval, and whether the policy is told from the best one there.

    Returns
    -------
    A row a future and policy: ``future``, ``policy``, ``regret`` with its 95 % bootstrap interval ``low`` to ``high`` (seeded; the best of
    every resample counts), and against the first policy of the best mean ``p_value``, ``holm`` and ``told`` as in ``differences``.
    """
    goal, runs = comparison.goal, comparison.runs
    values = runs.values(goal.output)
    gains = goal.sign * resampled(values, seed)
    low, high = np.percentile(gains.max(axis=1, keepdims=True) - gains, [2.5, 97.5], axis=0)
    found = goal.sign * values.mean(axis=-1)
    parts = []
    for place, future in enumerate(runs.places):
        best = values[found[:, place].argmax(), place]
        pairs = [difference(own, best, goal.output) for own in values[:, place]]
        table = pd.DataFrame(
            {
                "output": goal.output, "future": future, "policy": runs.policies, "regret": found[:, place].max() - found[:, place],
                "low": low[:, place], "high": high[:, place],
                "verdict": [verdict(pair, own, best) for pair, own in zip(pairs, values[:, place], strict=True)],
                "p_value": [pair.p_value for pair in pairs], "difference": [pair.difference for pair in pairs],
            }
        )  # fmt: skip
        parts.append(given_how_many(table).drop(columns=["output", "verdict", "difference"]))
    return pd.concat(parts, ignore_index=True)


def verdicts(comparison: Comparison, table: pd.DataFrame) -> pd.DataFrame:
    """Of a table of ``by_future`` what every policy is to the first: a row a policy but the first, a column a future.

    ``better`` or ``worse`` given how many policies there are, with a star by itself alone; else the verdict.
    """
    words = {"more": "better" if comparison.goal.sign > 0 else "worse", "less": "worse" if comparison.goal.sign > 0 else "better"}
    star = np.where((table["told"] == 0) & table["verdict"].isin(words), "*", "")
    said = table.assign(said=table["verdict"].replace(words) + star).pivot(index="policy", columns="future", values="said")
    return said.loc[list(comparison.runs.policies[1:]), list(comparison.runs.places)].rename_axis(columns=None).reset_index()
