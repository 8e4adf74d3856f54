"""Policies over futures: regret, robustness criteria with intervals, and what they choose beyond noise."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.bootstrap import resampled
from experiments.analysis.exchange import exchanged, share_as_far
from experiments.analysis.multiplicity import holm
from experiments.analysis.robustness import CRITERIA, criteria, regrets, scored
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import NEXT_TO_NOTHING
from experiments.comparing.runs import Runs


def robustness(comparison: Comparison, runs: Runs | None = None, seed: int = 1) -> pd.DataFrame:
    """Scores of every policy by every criterion over the futures, from means over replicates, and how sure the choice is.

    Replicates are drawn anew with their luck, which is the same under every policy; what is good enough is drawn with them where it is
    what the first policy reaches. All of it holds that luck alone, not which futures were thought of.

    Parameters
    ----------
    runs : those over which, ``comparison.runs`` by default, or ``comparison.drawn``.

    Returns
    -------
    The table of ``analysis.robustness.criteria`` with the bootstrap interval ``low`` to ``high`` of every score, ``chosen_share`` (share
    of the resamples in which the criterion chooses this policy and no other), ``p_value`` (that the score differs so far from that of
    the first policy chosen, were the two alike, see ``analysis.exchange``), and ``holm`` (the same given how many policies there
    are); both are nan for the first policy chosen.
    """
    runs = runs or comparison.runs
    values, goal = runs.values(comparison.goal.output), comparison.goal
    found = criteria(runs.means(goal.output), comparison.enough, goal.better)
    scores, chosen = scored(resampled(values, seed), _enough(comparison, seed), goal.better)
    low, high = np.percentile(scores, [2.5, 97.5], axis=1)
    alone = (chosen & (chosen.sum(axis=-1, keepdims=True) == 1)).mean(axis=1)
    p_values = _p_values(comparison, values, found["chosen"].to_numpy().reshape(len(CRITERIA), -1), seed)
    table = found.assign(low=low.ravel(), high=high.ravel(), chosen_share=alone.ravel(), p_value=p_values.ravel())
    return table.assign(holm=table.dropna(subset="p_value").groupby("criterion")["p_value"].transform(holm))


def regret(comparison: Comparison, runs: Runs | None = None) -> pd.DataFrame:
    """Regret of every policy in every future, from means over replicates: a row a policy, a column a future."""
    return regrets((runs or comparison.runs).means(comparison.goal.output), comparison.goal.better)


def _enough(comparison: Comparison, seed: int) -> np.ndarray | float:
    """What is good enough in every resample; one number where it was asked for."""
    if comparison.goal.enough is not None:
        return comparison.goal.enough
    return resampled(comparison.runs.values(comparison.goal.output)[0, 0], seed)


def _p_values(comparison: Comparison, values: np.ndarray, chosen: np.ndarray, seed: int) -> np.ndarray:
    """P-values that scores differ from that of the first policy chosen, array (criteria, policies); nan for that one."""
    best = chosen.argmax(axis=1)
    found = np.full(chosen.shape, np.nan)
    for one in set(best.tolist()):
        for other in set(range(len(values))) - {one}:
            found[best == one, other] = _apart(comparison, values, one, other, seed)[best == one]
    return found


def _apart(comparison: Comparison, values: np.ndarray, one: int, other: int, seed: int) -> np.ndarray:
    """P-value by criterion that the scores of two policies differ so far, were they alike; the other policies stay as they are."""
    goal = comparison.goal
    rest = np.delete(values, [one, other], axis=0).mean(axis=-1)
    pair = exchanged(values[one], values[other], seed)
    best = [np.broadcast_to(goal.sign * (goal.sign * rest).max(axis=0), pair[0].shape)] if len(rest) else []
    scores, _ = scored(np.stack([*pair, *best], axis=1), comparison.enough, goal.better)
    gaps = np.abs(scores[..., 0] - scores[..., 1])
    return np.array([share_as_far(gap) if gap[0] >= NEXT_TO_NOTHING else 1.0 for gap in gaps])
