"""Log-rank test: whether groups of runs fracture at the same rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from experiments.analysis.survival import Curve
from simulation.faults import BlocformError


@dataclass(frozen=True)
class LogRank:
    """Log-rank test: fractures of every group, those expected if all had the same hazard, and the chi-square of the difference."""

    observed: Mapping[str, int]
    expected: Mapping[str, float]
    statistic: float
    freedom: int
    p_value: float


def log_rank(curves: Mapping[str, Curve]) -> LogRank:
    """Whether the groups fracture at the same rate, as of all months (Mantel 1966; Peto & Peto 1972).

    Groups count as far as they are at risk together: ``freedom`` is one less than their number, and 0, with a p-value of 1, where
    nothing can be compared. Raises BlocformError for fewer than two groups.
    """
    if len(curves) < 2:
        raise BlocformError(f"log_rank: given {len(curves)} groups, allowed: two or more")
    last = max(len(one.month) for one in curves.values())
    at_risk, fractures = (
        np.array([np.pad(getattr(one, name), (0, last - len(one.month))) for one in curves.values()]) for name in ("at_risk", "fractures")
    )
    runs, gone = np.maximum(at_risk.sum(axis=0), 1), fractures.sum(axis=0)
    share = at_risk / runs
    expected = (share * gone).sum(axis=1)
    spread = gone * (runs - gone) / np.maximum(runs - 1, 1)
    covariance = np.diag((spread * share).sum(axis=1)) - (spread * share) @ share.T
    beyond = fractures.sum(axis=1) - expected
    freedom = int(np.linalg.matrix_rank(covariance, hermitian=True))
    statistic = float(beyond @ np.linalg.pinv(covariance, hermitian=True) @ beyond) if freedom else 0.0
    p_value = float(chi2.sf(statistic, freedom)) if freedom else 1.0
    observed = dict(zip(curves, fractures.sum(axis=1).tolist(), strict=True))
    return LogRank(observed, dict(zip(curves, expected.tolist(), strict=True)), statistic, freedom, p_value)
