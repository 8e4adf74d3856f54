"""McPhail et al. 2018: criteria of robustness that disagree about four policies in three futures."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.analysis.robustness import criteria, regrets
from experiments.reproducing.columns import repeated
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, known, refuse
from experiments.reproducing.target import Target

NAMES = {"share_at_least_6.5": "satisficing_share", "regret_90th_percentile_linear": "regret_90th_percentile"}
"""Criteria that the table calls otherwise than we do."""
LEAST = 6.5
"""What satisfies."""
ROUNDING = 1e-12


def findings(folder: Folder) -> Iterator[Finding]:
    """Score and choice of every criterion and policy, and every regret."""
    table = folder.table("outcomes.csv", ("value",), ("policy", "future"))
    refuse(repeated(folder.where("outcomes.csv"), table, "policy", "future"))
    outcomes = table.pivot(index="policy", columns="future", values="value")
    ours = criteria(outcomes, least=LEAST).set_index(["criterion", "policy"]).to_dict("index")
    for row in folder.table("criteria.csv", ("score",), ("criterion", "policy", "chosen")).itertuples():
        own = known(ours, (NAMES.get(row.criterion, row.criterion), row.policy), folder.where("criteria.csv"))
        yield near(f"{row.criterion}, {row.policy}", "score", row.score, own["score"], ROUNDING)
        yield near(f"{row.criterion}, {row.policy}", "chosen", row.chosen, bool(own["chosen"]))
    regret = regrets(outcomes).stack().to_dict()
    for row in folder.table("regret.csv", ("regret",), ("policy", "future")).itertuples():
        yield near(
            f"{row.policy}, {row.future}",
            "regret",
            row.regret,
            known(regret, (row.policy, row.future), folder.where("regret.csv")),
            ROUNDING,
        )


TARGET = Target(
    "robustness",
    "McPhail et al. 2018",
    "seven criteria of robustness for four policies in three futures",
    "exact",
    ("criteria.csv", "outcomes.csv", "regret.csv"),
    findings,
)
