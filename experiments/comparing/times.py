"""How long the core holds under every policy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from experiments.analysis.bootstrap import resampled
from experiments.analysis.exchange import sign_flip
from experiments.analysis.intervals import paired
from experiments.analysis.log_rank import log_rank
from experiments.analysis.survival import Curve, curve
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import given_how_many, verdict


def survival_curves(comparison: Comparison) -> dict[str, Curve]:
    """Kaplan-Meier curve of every policy in the first future."""
    runs = comparison.runs
    months = runs.values("fracture_month")[:, 0].astype(int)
    return {policy: curve(own, _last(comparison)) for policy, own in zip(runs.policies, months, strict=True)}


def times(comparison: Comparison, seed: int = 1) -> pd.DataFrame:
    """Mean months without a fracture within the run, by policy, and its difference to the first policy.

    Every run is seen to its end, so that the mean of the months to the fracture or the end is the restricted mean of the curve. The
    interval ``low`` to ``high`` of the difference is a percentile bootstrap of pairs, ``p_value`` that of a test that exchanges the two
    of a pair (``exchange.sign_flip``), both seeded; where they disagree at the edge, the p-value decides. ``log_rank`` is the p-value of
    the log-rank test, which counts paired runs as independent.

    Returns
    -------
    A row a policy: ``policy``, ``fractured`` runs, ``months``, ``difference``, ``low``, ``high``, ``verdict``, ``p_value``, ``holm`` (given
    how many policies there are), ``told`` as in ``differences``, and ``log_rank``; the first policy's verdict is ``equal``.
    """
    runs, last = comparison.runs, _last(comparison)
    month = runs.values("fracture_month")[:, 0]
    held = np.where(month >= 0, month, last)
    beyond = held - held[0]
    low, high = np.percentile(resampled(beyond, seed), [2.5, 97.5], axis=0)
    tests = [replace(paired(own, held[0]), p_value=sign_flip(own - held[0], seed)) for own in held]
    curves = survival_curves(comparison)
    log_ranks = [log_rank({"first": curves[runs.policies[0]], "own": curves[name]}).p_value for name in runs.policies]
    table = pd.DataFrame(
        {
            "policy": runs.policies, "fractured": (month >= 0).sum(axis=1), "months": held.mean(axis=1),
            "difference": beyond.mean(axis=1), "low": low, "high": high,
            "verdict": [verdict(test, own, held[0]) for test, own in zip(tests, held, strict=True)],
            "p_value": [test.p_value for test in tests],
        }
    )  # fmt: skip
    return given_how_many(table.assign(output="months")).drop(columns="output").assign(log_rank=log_ranks)


def _last(comparison: Comparison) -> int:
    """Last month of the runs."""
    return next(iter(comparison.named.plan.scenarios.values())).head.months
