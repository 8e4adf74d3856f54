"""What policies cost: which are beaten in all that is weighed, and which keep to their budget."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.bootstrap import resampled
from experiments.analysis.pareto import dominated
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import means
from experiments.comparing.outputs import COST, OUTPUTS, TRADED


def trade_offs(comparison: Comparison, seed: int = 1) -> pd.DataFrame:
    """Means of what is weighed against each other in the first future, and who is beaten in all of it (Pareto).

    Returns
    -------
    A row a policy: ``policy``, a column for each of ``outputs.TRADED``, ``dominated_by`` (policies that are no worse in any of them and
    better in one, by their means), and ``dominated_share``: the share of bootstrap resamples, seeded, in which anybody is.
    """
    runs = comparison.runs
    values = np.stack([runs.values(column)[:, 0] for column in TRADED], axis=1)
    signs = np.array([1.0 if way == "lower" else -1.0 for way in directions(comparison).values()])
    found = values.mean(axis=-1)
    drawn = resampled(values, seed)
    table = pd.DataFrame(found, columns=list(TRADED))
    table.insert(0, "policy", runs.policies)
    table["dominated_by"] = [
        ", ".join(name for name, other in zip(runs.policies, found, strict=True) if dominated(signs * np.array([own, other]))[0])
        for own in found
    ]
    table["dominated_share"] = dominated(signs * drawn).mean(axis=0)
    return table


def directions(comparison: Comparison) -> dict[str, str]:
    """Whether ``lower`` or ``higher`` is better of each thing that is weighed; the goal's own word counts for its output."""
    usual = {output.column: output.better for output in OUTPUTS}
    return {column: comparison.goal.better if column == comparison.goal.output else usual[column] for column in TRADED}


def budgets(comparison: Comparison) -> pd.DataFrame:
    """Mean cost to the coalition over the run, as a share of its GDP, against the budget of those who propose a policy.

    Returns
    -------
    A row a policy: ``policy``, ``cost`` with its 95 % interval ``low`` to ``high``, ``budget`` (nan where none is named) and ``standing``:
    ``kept``, ``exceeded``, ``within noise`` or ``no budget``.
    """
    found = means(comparison.runs, COST).rename(columns={"mean": "cost"})
    given = {policy.name: policy.budget for policy in comparison.policies}
    budget = np.array([given[name] if given[name] is not None else np.nan for name in found["policy"]], dtype=float)
    standing = np.select(
        [np.isnan(budget), found["high"] <= budget, found["low"] > budget], ["no budget", "kept", "exceeded"], "within noise"
    )  # fmt: skip
    return found.assign(budget=budget, standing=standing)
