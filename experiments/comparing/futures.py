"""Policies over futures: regret, robustness criteria with intervals, and where the favourite fails."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from experiments.analysis.robustness import criteria, regrets
from experiments.comparing.comparison import Comparison
from experiments.sweeps.result import Result
from simulation.outcome import CLASSES

RESAMPLES = 400
"""Bootstrap samples of replicates."""
NAMED, DRAWN = "future", "point"
"""Columns by which the rows of the two sweeps differ."""


def outcomes(result: Result, by: str, output: str, policies: list[str]) -> np.ndarray:
    """An output by policy, future and replicate, array (policies, futures, replicates); a class is 1 and 0.

    Replicates that any of them lacks, because a run failed or was not made, are left out.
    """
    table = result.table
    numbers = (table["outcome"] == output).astype(float) if output in CLASSES else table[output]
    wide = table.assign(value=numbers).pivot(index="replicate", columns=["policy", by], values="value").dropna()
    places = list(dict.fromkeys(result.plan.rows[by]))
    return np.stack([wide[policy][places].to_numpy().T for policy in policies])


def robustness(result: Result, by: str, output: str, policies: list[str], least: float, better: str, seed: int = 1) -> pd.DataFrame:
    """Scores of every policy by every criterion over the futures, from means over replicates, with 95 % bootstrap intervals.

    Replicates are drawn anew with their luck, which is the same under every policy: the share of resamples in which a criterion
    chooses a policy says how far chance decides the choice. The interval holds that chance alone, not which futures were thought of.

    Returns
    -------
    The table of ``analysis.robustness.criteria`` with ``low``, ``high`` and ``chosen_share`` beside every score.
    """
    values = outcomes(result, by, output, policies)
    found = criteria(_table(values.mean(axis=2), policies), least, better)
    rng = np.random.default_rng(seed)
    scores, chosen = [], []
    for drawn in _resamples(values, rng):
        again = criteria(_table(drawn, policies), least, better)
        scores.append(again["score"].to_numpy())
        chosen.append(again["chosen"].to_numpy())
    found["low"], found["high"] = np.percentile(scores, [2.5, 97.5], axis=0)
    found["chosen_share"] = np.mean(chosen, axis=0)
    return found


def regret_table(result: Result, by: str, output: str, policies: list[str], better: str) -> pd.DataFrame:
    """Regret of every policy in every future, from means over replicates: a row a policy, a column a future."""
    places = list(dict.fromkeys(result.plan.rows[by]))
    values = outcomes(result, by, output, policies).mean(axis=2)
    return regrets(pd.DataFrame(values, index=policies, columns=places), better)


def favourite(comparison: Comparison, output: str, least: float, better: str) -> tuple[str, float]:
    """The policy of least maximum regret over the named futures, and the share of resamples that choose it."""
    names = [policy.name for policy in comparison.policies]
    table = robustness(comparison.named, NAMED, output, names, least, better)
    rows = table[table["criterion"] == "maximum_regret"]
    best = rows.loc[rows["score"].idxmin()]
    return str(best["policy"]), float(best["chosen_share"])


def _resamples(values: np.ndarray, rng: np.random.Generator) -> Iterator[np.ndarray]:
    count = values.shape[2]
    for _ in range(RESAMPLES):
        weights = rng.multinomial(count, np.full(count, 1.0 / count)) / count
        yield values @ weights


def _table(values: np.ndarray, policies: list[str]) -> pd.DataFrame:
    return pd.DataFrame(values, index=policies)
