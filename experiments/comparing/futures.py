"""Policies over futures: regret, and robustness criteria with intervals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.analysis.robustness import criteria, regrets, scored
from experiments.comparing.comparison import Comparison
from experiments.comparing.runs import Runs

RESAMPLES = 400
"""Bootstrap samples of replicates."""
SURE = 0.9
"""Share of the resamples that must choose a policy for the choice to be called decided."""


def robustness(comparison: Comparison, runs: Runs | None = None, seed: int = 1) -> pd.DataFrame:
    """Scores of every policy by every criterion over the futures, from means over replicates, with 95 % bootstrap intervals.

    Replicates are drawn anew with their luck, which is the same under every policy: the share of resamples in which a criterion
    chooses a policy says how far chance decides the choice. The interval holds that chance alone, not which futures were thought of.

    Parameters
    ----------
    runs : those over which, ``comparison.runs`` by default, or ``comparison.drawn``.

    Returns
    -------
    The table of ``analysis.robustness.criteria`` with ``low``, ``high`` and ``chosen_share`` beside every score.
    """
    runs = runs or comparison.runs
    values, goal = runs.values(comparison.goal.output), comparison.goal
    found = criteria(runs.means(goal.output), comparison.enough, goal.better)
    drawn = [scored(means, comparison.enough, goal.better) for means in _resamples(values, np.random.default_rng(seed))]
    scores, chosen = zip(*drawn, strict=True)
    low, high = np.percentile(scores, [2.5, 97.5], axis=0)
    return found.assign(low=low.ravel(), high=high.ravel(), chosen_share=np.mean(chosen, axis=0).ravel())


def regret(comparison: Comparison, runs: Runs | None = None) -> pd.DataFrame:
    """Regret of every policy in every future, from means over replicates: a row a policy, a column a future."""
    return regrets((runs or comparison.runs).means(comparison.goal.output), comparison.goal.better)


class Favourite(NamedTuple):
    """The policy of least maximum regret over the named futures, and the share of resamples that choose it."""

    policy: str
    share: float

    @property
    def is_decided(self) -> bool:
        """Whether chance hardly ever chooses another."""
        return self.share >= SURE


def favourite(table: pd.DataFrame) -> Favourite:
    """The favourite of a table that ``robustness`` gave; of equals the first."""
    rows = table[table["criterion"] == "maximum_regret"]
    best = rows.loc[rows["score"].idxmin()]
    return Favourite(str(best["policy"]), float(best["chosen_share"]))


def _resamples(values: np.ndarray, rng: np.random.Generator) -> Iterator[np.ndarray]:
    count = values.shape[2]
    for _ in range(RESAMPLES):
        weights = rng.multinomial(count, np.full(count, 1.0 / count)) / count
        yield (values * weights).sum(axis=2)  # row by row, so that equal policies stay equal
