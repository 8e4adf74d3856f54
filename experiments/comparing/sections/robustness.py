"""Which policy is robust over the futures, and whether chance decides that."""

from __future__ import annotations

import pandas as pd

from experiments.comparing.findings import Findings
from experiments.comparing.futures import SURE, regret, robustness
from experiments.comparing.words import hundred, listed, number, plural
from experiments.figures.regret import regret as drawn
from experiments.sections.section import Section


def robust(findings: Findings) -> Section:
    """Regret by policy and future, and what the criteria of the literature choose, with the share of resamples that does so too."""
    comparison = findings.comparison
    futures, goal = comparison.runs.places, comparison.goal
    chosen = _choices(findings.robustness)
    table = regret(comparison)
    text = [
        f"Regret is how far a policy stays behind the best one of a future, by the goal ({goal}). Good enough is "
        f"{number(comparison.enough)}. {plural(len(futures), 'future')} somebody thought of, and nobody knows how likely they are: the "
        "intervals hold the luck of the runs alone.",
        _agree(chosen),
    ]
    tables = {"regret": table.rename_axis("policy").reset_index(), "choices": chosen, "criteria": findings.robustness}
    drawn_runs = comparison.drawn
    if findings.drawn_shortfalls is not None and drawn_runs is not None:
        over_draws = robustness(comparison, drawn_runs)
        tables["choices_over_draws"] = _choices(over_draws)
        text.append(
            f"Over {plural(len(drawn_runs.places), 'draw')} from the ranges of the parameters, {len(drawn_runs.replicates)} runs each. "
            + _agree(tables["choices_over_draws"])
        )
    figure = drawn(table, f"{comparison.scenario.name}: {goal.title}, {goal.better} is better")
    return Section(
        "Which policy is robust",
        text,
        tables,
        {"regret": figure},
        alt={"regret": "Regret of every policy in every future as shades with numbers, the largest of each row on the right."},
        captions={
            "regret": "Regret by policy and future",
            "choices": f"What each criterion chooses; called undecided where fewer than {SURE:.0%} of the resamples choose the same",
            "criteria": "Score of every policy by every criterion, with bootstrap intervals",
            "choices_over_draws": "The same over draws from the ranges of the parameters",
        },
    )


def _choices(table: pd.DataFrame) -> pd.DataFrame:
    """What each criterion chooses, a row a criterion."""
    rows = []
    for criterion, scores in table.groupby("criterion", sort=False):
        best = scores[scores["chosen"]]
        share = float(best["chosen_share"].max())
        rows.append(
            {
                "criterion": criterion, "chooses": ", ".join(best["policy"]), "score": float(best["score"].iloc[0]),
                "low": float(best["low"].iloc[0]), "high": float(best["high"].iloc[0]), "share_of_resamples": share,
                "standing": "decided" if share >= SURE else "undecided",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _agree(chosen: pd.DataFrame) -> str:
    """Which criteria choose whom, and how sure."""
    decided = chosen[chosen["standing"] == "decided"]
    if decided.empty:
        return "None of the criteria is decided: chance chooses another policy too often."
    told = [
        f"{', '.join(rows['criterion'].str.replace('_', ' '))}: {listed(str(names).split(', '), most=4)}"
        for names, rows in decided.groupby("chooses", sort=False)
    ]
    said = f"Chosen in at least {hundred(float(decided['share_of_resamples'].min()))} of 100 resamples by {'; by '.join(told)}."
    rest = len(chosen) - len(decided)
    if not rest:
        return said
    verb = "is" if rest == 1 else "are"
    return f"{said} Of the {len(chosen)} criteria {rest} {verb} undecided: chance chooses another policy too often."
