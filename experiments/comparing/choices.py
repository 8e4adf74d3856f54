"""What the criteria of robustness choose: a policy alone, several that are tied, or nobody that is told apart."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from experiments.analysis.bootstrap import SURE
from experiments.analysis.robustness import CRITERIA
from experiments.comparing.differences import LEVEL
from experiments.comparing.words import few

DECIDED, TIED, UNDECIDED = "decided", "tied", "undecided"
"""How a choice stands: one policy beyond noise, several of the same score, or one that chance might replace."""


class Choice(NamedTuple):
    """What a criterion chooses.

    ``best`` are the policies of the best score, ``among`` those and all that are not told from them; ``share`` is that of the resamples
    in which the first of the best is chosen alone.
    """

    criterion: str
    best: tuple[str, ...]
    among: tuple[str, ...]
    share: float

    @property
    def standing(self) -> str:
        """``decided`` where one policy is told from all others and chosen alone in nearly all resamples, ``tied`` or ``undecided``."""
        if len(self.best) > 1:
            return TIED
        return DECIDED if len(self.among) == 1 and self.share >= SURE else UNDECIDED

    @property
    def is_decided(self) -> bool:
        """Whether chance hardly ever chooses another."""
        return self.standing == DECIDED

    @property
    def policy(self) -> str:
        """The first policy of the best score."""
        return self.best[0]


def choice(table: pd.DataFrame, criterion: str) -> Choice:
    """What a criterion chooses, from the table that ``futures.robustness`` gives."""
    rows = table[table["criterion"] == criterion]
    best = rows[rows["chosen"]]
    among = rows.loc[rows["chosen"] | (rows["holm"] >= LEVEL), "policy"]
    return Choice(criterion, tuple(best["policy"]), tuple(among), float(best["chosen_share"].iloc[0]))


def favourite(table: pd.DataFrame) -> Choice:
    """The choice by least maximum regret over the named futures; a favourite is only named where it is decided."""
    return choice(table, "maximum_regret")


def choices(table: pd.DataFrame) -> pd.DataFrame:
    """What every criterion chooses.

    Returns
    -------
    A row a criterion: ``criterion``, ``meaning`` of its score, ``chooses`` (policies of the best score), that ``score`` with its interval
    ``low`` to ``high``, ``chosen_share``, ``not_told_from`` (policies that are not told from these) and ``standing``; of more than four
    policies the number stands there.
    """
    rows = []
    for name, criterion in CRITERIA.items():
        found = choice(table, name)
        best = table[(table["criterion"] == name) & (table["policy"] == found.policy)].iloc[0]
        others = [policy for policy in found.among if policy not in found.best]
        rows.append(
            {
                "criterion": name, "meaning": criterion.meaning, "chooses": few(found.best, "tied"),
                **{end: float(best[end]) for end in ("score", "low", "high")}, "chosen_share": found.share,
                "not_told_from": few(others, "policies"), "standing": found.standing,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
