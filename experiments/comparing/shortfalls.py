"""Where a policy fails: futures and draws in which it falls short of what is good enough, or another policy beats it."""

from __future__ import annotations

from itertools import count

import numpy as np
import pandas as pd

from experiments.analysis.box import Box
from experiments.analysis.covering import cover
from experiments.analysis.matched import mcnemar
from experiments.analysis.multiplicity import holm
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import LEVEL, NEXT_TO_NOTHING, difference, interval
from experiments.comparing.runs import Runs
from experiments.comparing.words import few
from simulation.outcome import CLASSES

SHORT, NEARLY, ENOUGH = "falls short", "short within noise", "good enough"
"""What a mean is against the one that is good enough."""
FEWEST = 20
"""Draws below which no region is looked for."""


def shortfalls(comparison: Comparison, policy: str, runs: Runs | None = None) -> pd.DataFrame:
    """How a policy does in every future, by default the named ones, against what is good enough and against the other policies.

    Returns
    -------
    A row a future: its name, ``mean`` of the goal with its 95 % interval ``low`` to ``high``, ``standing`` (``falls short``, ``short within
    noise``, ``good enough``), ``best`` (the policies of the best mean, the number of them where they are
    more than four), ``regret`` against it, and ``beaten_by`` (policies that are better by
    more than noise, with regard to how many there are).
    """
    runs = runs or comparison.runs
    goal, own = comparison.goal, runs.policies.index(policy)
    values = runs.values(goal.output)
    mean = values.mean(axis=2)
    low, high = interval(values[own], goal.output)
    enough, gain = comparison.enough * goal.sign, mean * goal.sign
    surely = (high if goal.sign > 0 else -low) < enough
    standing = np.select([gain[own] >= enough, surely], [ENOUGH, SHORT], NEARLY)
    return pd.DataFrame(
        {
            runs.by: runs.places, "mean": mean[own], "low": low, "high": high, "standing": standing,
            "best": [few(np.array(runs.policies)[own == own.max()], "tied") for own in gain.T], "regret": gain.max(axis=0) - gain[own],
            "beaten_by": [", ".join(_better(comparison, runs, values[:, k], own)) for k in range(len(runs.places))],
        }
    )  # fmt: skip


def regions(comparison: Comparison, fails: np.ndarray) -> tuple[Box, ...] | None:
    """Boxes of the parameters in which a policy fails, by patient rule induction over the draws; none where chance would do as well.

    A limit stays whose quasi-p value is below 5 % divided by the number of parameters among which it was sought.

    Parameters
    ----------
    fails : whether it fails in each draw, bool (draws,), in the order of ``comparison.drawn.places``.

    Returns
    -------
    None where there are fewer than twenty draws, or where it fails in all or none of them.
    """
    runs = comparison.drawn
    if runs is None or len(fails) < FEWEST or fails.all() or not fails.any():
        return None
    names = [factor.name for factor in runs.result.plan.factors]
    points = runs.result.plan.rows.drop_duplicates("point").set_index("point")
    return cover(points.loc[list(runs.places), names].reset_index(drop=True), fails, level=LEVEL / len(names))


def fewest_pairs(comparison: Comparison, runs: Runs) -> int:
    """Pairs below which the exact test cannot tell a policy from the others, given how many there are; 2 for a goal that is a measure."""
    if comparison.goal.output not in CLASSES:
        return 2
    others = len(runs.policies) - 1
    return next(pairs for pairs in count(1) if others * mcnemar(pairs, 0) < LEVEL)


def _better(comparison: Comparison, runs: Runs, values: np.ndarray, own: int) -> list[str]:
    """Policies that are better than one by more than noise and next to nothing, from values by policy and replicate."""
    goal = comparison.goal
    others = [k for k in range(len(values)) if k != own and not np.array_equal(values[k], values[own])]
    pairs = [difference(values[k], values[own], goal.output) for k in others]
    raised = holm([pair.p_value for pair in pairs])
    gains = [pair.difference * goal.sign if p < LEVEL else 0.0 for pair, p in zip(pairs, raised, strict=True)]
    return [runs.policies[k] for k, gain in zip(others, gains, strict=True) if gain >= NEXT_TO_NOTHING]
