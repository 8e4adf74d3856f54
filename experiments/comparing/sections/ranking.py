"""Which policies are told apart, and which ranks are left open."""

from __future__ import annotations

import pandas as pd

from experiments.comparing.findings import Findings
from experiments.comparing.ranks import against
from experiments.comparing.words import listed, pairs
from experiments.sections.section import Section


def ranking(findings: Findings) -> Section:
    """Ranks that the runs leave open for every policy, and what each pair of policies is to each other; no order without them."""
    comparison, table = findings.comparison, findings.ranks
    best = table.loc[table["first_rank"] == 1, "policy"].tolist()
    text = [
        f"By the goal ({comparison.goal}) in `{comparison.runs.places[0]}`. The order is that of the means; what can be said of it are the "
        "ranks that the runs leave open, all of them right together in 95 cases of 100 (Mogstad et al. 2024, with Holm's correction).",
        f"The best can be told: `{best[0]}`." if len(best) == 1 else f"The best is one of {len(best)} of {len(table)}: {listed(best)}.",
        _next(table),
    ]
    return Section(
        "Which policies are told apart",
        text,
        {"ranks": _shown(table), "pairs_of_policies": against(comparison)},
        shown=60,
        captions={
            "ranks": "Policies in the order of their means, with the ranks left open, and the pairs that would tell each from the next",
            "pairs_of_policies": "What the row is to the column by the goal",
        },
    )


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the number of policies that are not told from each; the other table names them."""
    count = [len(names.split(", ")) if names else 0 for names in table["not_told_from"]]
    return table.assign(not_told_from=count).rename(columns={"decisive": "pairs to decide from the next"})


def _next(table: pd.DataFrame) -> str:
    """How many pairs the closest neighbours would take."""
    needed = table["decisive"].iloc[:-1]
    if (needed == float("inf")).all():
        return "Neighbours in the order have equal means, which no number of pairs tells apart."
    return (
        f"To tell neighbours in the order apart, among all these pairs of policies and in four samples of five, would take "
        f"{pairs(needed.min())} at the easiest, if shares, means and spreads are as found."
    )
