"""Robustness of policies over futures: regret, and the criteria by which the literature chooses among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from experiments.analysis.finite import finite
from simulation.faults import BlocformError

OPTIMISM = 0.5
"""Weight of the best future in Hurwicz's criterion."""
RARE = 90.0
"""Percentile of regret that a cautious chooser looks at, by linear interpolation between order statistics."""


class Criterion(NamedTuple):
    """Whether the policy of the ``higher`` or the ``lower`` score is chosen, the scores of all policies, and what they are in words.

    A score takes values, of which higher are better, and regrets, both arrays (..., policies, futures), and the value that is enough.
    """

    chooses: str
    score: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    meaning: str


CRITERIA: Mapping[str, Criterion] = {
    "maximin": Criterion("higher", lambda value, regret, least: value.min(axis=-1), "value in the worst future"),
    "maximax": Criterion("higher", lambda value, regret, least: value.max(axis=-1), "value in the best future"),
    "laplace_mean": Criterion("higher", lambda value, regret, least: value.mean(axis=-1), "mean over the futures"),
    "hurwicz_half": Criterion(
        "higher",
        lambda value, regret, least: OPTIMISM * value.max(axis=-1) + (1.0 - OPTIMISM) * value.min(axis=-1),
        "half the value in the best and half that in the worst future",
    ),
    "satisficing_share": Criterion(
        "higher", lambda value, regret, least: (value >= least).mean(axis=-1), "share of the futures in which it is good enough"
    ),
    "maximum_regret": Criterion("lower", lambda value, regret, least: regret.max(axis=-1), "largest regret over the futures"),
    "regret_90th_percentile": Criterion(
        "lower", lambda value, regret, least: np.percentile(regret, RARE, axis=-1), "regret that nine of ten futures stay below"
    ),
}
"""Criteria by name.

Wald 1950 (maximin), Savage 1951 (regret), Hurwicz 1951, Laplace's principle of insufficient reason, Simon 1956 (satisficing); compared in
McPhail et al. 2018, Earth's Future 6, 169-191.
"""


def regrets(outcomes: pd.DataFrame, better: str = "higher") -> pd.DataFrame:
    """How far every policy stays behind the best one of each future, at least 0, in the unit of the outcomes.

    Parameters
    ----------
    outcomes : a row a policy, a column a future, finite numbers.
    better : ``higher`` or ``lower``.

    Raises BlocformError for a table without numbers, one that is not finite, and another word.
    """
    value = _gains(outcomes, better)
    return pd.DataFrame(value.max(axis=0) - value, index=outcomes.index, columns=outcomes.columns)


def criteria(outcomes: pd.DataFrame, least: float, better: str = "higher") -> pd.DataFrame:
    """The score of every policy by every criterion, and whom each chooses.

    Parameters
    ----------
    outcomes, better : as in ``regrets``.
    least : the outcome that is good enough (at most, where lower is better).

    Returns
    -------
    A row a criterion of ``CRITERIA`` and policy: ``criterion``, ``better``, ``policy``, ``score`` and ``chosen``; of equal scores all are
    chosen. Scores of values are in their own unit, also where lower is better: *maximin* then is the largest of a policy's values.
    """
    scores, chosen = scored(outcomes, least, better)
    policies = len(outcomes)
    directions = [better if _is_value(name) else which for name, (which, *_) in CRITERIA.items()]
    return pd.DataFrame(
        {
            "criterion": np.repeat(list(CRITERIA), policies), "better": np.repeat(directions, policies),
            "policy": list(outcomes.index) * len(CRITERIA), "score": scores.ravel(), "chosen": chosen.ravel(),
        }
    )  # fmt: skip


def scored(outcomes: ArrayLike, least: ArrayLike, better: str = "higher") -> tuple[np.ndarray, np.ndarray]:
    """Scores of every policy by every criterion, and whether it is chosen, arrays (criteria, ..., policies).

    ``outcomes`` as in ``criteria``, or an array (..., policies, futures) of several tables; ``least`` a number, or one for each table.
    """
    value = _gains(outcomes, better)
    sign = 1.0 if better == "higher" else -1.0
    regret = value.max(axis=-2, keepdims=True) - value
    enough = sign * np.asarray(least, dtype=float)[..., None, None]
    scores, chosen = [], []
    for name, criterion in CRITERIA.items():
        score = criterion.score(value, regret, enough)
        best = (score.max if criterion.chooses == "higher" else score.min)(axis=-1, keepdims=True)
        scores.append(score * (sign if _is_value(name) else 1.0))
        chosen.append(score == best)
    return np.array(scores), np.array(chosen)


def _is_value(criterion: str) -> bool:
    """Whether a criterion's score is in the unit of the outcomes themselves, and so has their direction."""
    return CRITERIA[criterion].chooses == "higher" and criterion != "satisficing_share"


def _gains(outcomes: ArrayLike, better: str) -> np.ndarray:
    """The outcomes, turned so that higher is better."""
    if better not in ("higher", "lower"):
        raise BlocformError(f"better: given {better!r}, allowed: higher or lower")
    value = finite("outcomes", outcomes, max(np.ndim(outcomes), 2))
    return value if better == "higher" else -value
