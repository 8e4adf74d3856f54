"""How long the core holds under every policy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.log_rank import log_rank
from experiments.analysis.survival import Curve, curve
from experiments.comparing.comparison import Comparison

RESAMPLES = 2000
"""Bootstrap samples of replicates."""


def survival_curves(comparison: Comparison) -> dict[str, Curve]:
    """Kaplan-Meier curve of every policy in the first future."""
    runs = comparison.runs
    months = runs.values("fracture_month")[:, 0].astype(int)
    return {policy: curve(own, _last(comparison)) for policy, own in zip(runs.policies, months, strict=True)}


def times(comparison: Comparison, seed: int = 1) -> pd.DataFrame:
    """Mean months without a fracture within the run, by policy, and its difference to the first policy.

    Every run is seen to its end, so that the mean of the months to the fracture or the end is the restricted mean of the curve. The
    interval ``low`` to ``high`` of the difference is a percentile bootstrap of pairs, seeded; ``log_rank`` is the p-value of the
    log-rank test against the first policy, which counts paired runs as independent.

    Returns
    -------
    A row a policy: ``policy``, ``fractured`` runs, ``months``, ``difference``, ``low``, ``high``, ``log_rank``.
    """
    runs, last = comparison.runs, _last(comparison)
    month = runs.values("fracture_month")[:, 0]
    held = np.where(month >= 0, month, last)
    beyond = held - held[0]
    rng = np.random.default_rng(seed)
    count = held.shape[1]
    weights = rng.multinomial(count, np.full(count, 1.0 / count), RESAMPLES) / count
    low, high = np.percentile(beyond @ weights.T, [2.5, 97.5], axis=1)
    curves = survival_curves(comparison)
    tests = [log_rank({"first": curves[runs.policies[0]], "own": curves[name]}).p_value for name in runs.policies]
    return pd.DataFrame(
        {
            "policy": runs.policies, "fractured": (month >= 0).sum(axis=1), "months": held.mean(axis=1),
            "difference": beyond.mean(axis=1), "low": low, "high": high, "log_rank": tests,
        }
    )  # fmt: skip


def _last(comparison: Comparison) -> int:
    """Last month of the runs."""
    return next(iter(comparison.named.plan.scenarios.values())).head.months
