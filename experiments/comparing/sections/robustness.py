"""Which policy is robust over the futures, and whether chance decides that."""

from __future__ import annotations

import pandas as pd

from experiments.analysis.bootstrap import SURE
from experiments.analysis.robustness import CRITERIA
from experiments.comparing.by_future import regret_by_future, verdicts
from experiments.comparing.choices import DECIDED, TIED, UNDECIDED, choices
from experiments.comparing.findings import Findings
from experiments.comparing.futures import regret
from experiments.comparing.words import listed, plural
from experiments.figures.regret import regret as drawn
from experiments.sections.section import Section


def robust(findings: Findings) -> Section:
    """Regret by policy and future, and what the criteria of the literature choose, and whether they choose it beyond noise."""
    comparison = findings.comparison
    futures, goal = comparison.runs.places, comparison.goal
    chosen = choices(findings.robustness)
    table = regret(comparison)
    text = [
        f"Regret is how far a policy stays behind the best one of a future, by the goal ({goal}). Good enough is "
        f"{findings.good_enough}. {plural(len(futures), 'future')} somebody thought of, and nobody knows how likely they are: the "
        "intervals hold the luck of the runs alone.",
        "A criterion chooses beyond noise where the policy alone is chosen in nearly all resamples of the luck, and is told from every "
        "other by a test that exchanges the two run by run (Holm's correction for their number).",
        _agree(chosen),
    ]
    means = findings.by_future
    tables = {"verdicts_by_future": verdicts(comparison, means), "goal_by_future": means}
    tables |= {"regret": table.rename_axis("policy").reset_index(), "regret_by_future": regret_by_future(comparison)}
    tables |= {"choices": chosen, "criteria": _with_meaning(findings.robustness)}
    drawn_runs = comparison.drawn
    if findings.robustness_over_draws is not None and drawn_runs is not None:
        tables["choices_over_draws"] = choices(findings.robustness_over_draws)
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
            "verdicts_by_future": f"What each policy is to `{comparison.first}` in every future, by the goal. A star: by itself alone, not "
            "among so many policies",
            "goal_by_future": f"Mean of the goal in every future with its 95 % interval, and the verdict against `{comparison.first}`",
            "regret": "Regret by policy and future",
            "regret_by_future": "The same with 95 % bootstrap intervals, and whether the policy is told from the best one of the future",
            "choices": "What each criterion chooses; decided where that policy is told from all others and chosen alone in "
            f"{SURE:.0%} of the resamples",
            "criteria": "Score of every policy by every criterion, with bootstrap intervals. The worst value is the largest where lower is "
            "better",
            "choices_over_draws": "The same over draws from the ranges of the parameters",
        },
    )


def _with_meaning(table: pd.DataFrame) -> pd.DataFrame:
    """The criteria with what their scores are; ``chosen`` is of the means alone."""
    made = table.copy()
    made.insert(1, "meaning", [CRITERIA[name].meaning for name in table["criterion"]])
    made["chosen"] = made.pop("chosen")  # behind the interval, which belongs to the score
    return made.drop(columns="better")


def _agree(table: pd.DataFrame) -> str:
    """Which criteria choose whom beyond noise, which are tied, and which are undecided."""
    said = []
    decided = table[table["standing"] == DECIDED]
    for policy, rows in decided.groupby("chooses", sort=False):
        said.append(f"`{policy}` is chosen beyond noise by {_named(rows)}.")
    tied = table[table["standing"] == TIED]
    if len(tied):
        said.append(f"Several policies have the same best score by {_named(tied)}.")
    undecided = table[table["standing"] == UNDECIDED]
    if len(undecided):
        said.append(f"Undecided, as chance might choose another policy: {_named(undecided)}.")
    return " ".join(said)


def _named(table: pd.DataFrame) -> str:
    """Criteria in a sentence, without code."""
    return listed(table["criterion"].str.replace("_", " ")).replace("`", "")
