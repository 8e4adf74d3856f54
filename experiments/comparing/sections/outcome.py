"""How the runs end under every policy."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiments.comparing.findings import Findings
from experiments.comparing.shares import transitions
from experiments.figures.outcome_shares import outcome_shares
from experiments.outcomes import Shares
from experiments.sections.section import Section
from simulation.outcome import CLASSES


def outcome(findings: Findings) -> Section:
    """Shares of the classes with Wilson intervals, differences to the first policy, and the runs that change their class."""
    comparison, shares = findings.comparison, findings.shares
    runs = len(comparison.runs.replicates)
    future = comparison.runs.places[0]
    moved = transitions(comparison)
    changing = moved.groupby("policy")["runs"].sum().reindex(list(shares)[1:], fill_value=0)
    text = [
        f"Shares of the four classes in `{future}`, {runs:,} runs a policy. Every policy has the same {runs:,} draws of luck, so that the "
        f"intervals of the differences are narrower than those of the shares: a policy is held against `{comparison.first}` run by run. "
        "Their p-values are exact (McNemar), their intervals Tango's; where the two disagree at the edge, the p-value decides.",
        f"A policy moves {changing.min():,} to {changing.max():,} of the {runs:,} runs into another class, some one way and some the "
        "other: the table of changes counts both.",
    ]
    figure = outcome_shares(list(shares.items()), f"{comparison.scenario.name}, {future}: {runs:,} runs a policy")
    return Section(
        "How the runs end",
        text,
        {"outcomes": _shares(shares), "outcome_differences": _differences(findings.differences), "changes_of_class": moved},
        {"outcomes": figure},
        shown=100,
        alt={"outcomes": "Shares of the four classes by policy, as dots with 95 % intervals."},
        captions={
            "outcomes": "Shares of the runs by class, with 95 % intervals (Wilson)",
            "outcome_differences": f"Shares less those under `{comparison.first}`, with 95 % intervals from pairs of equal luck; verdicts "
            "are by themselves, and told is what is outside noise given how many policies there are",
            "changes_of_class": f"Runs that end otherwise than under `{comparison.first}`",
        },
    )


def _shares(shares: Mapping[str, Shares]) -> pd.DataFrame:
    """A row a policy and class."""
    rows = [
        {"policy": policy, "class": name, "runs": own.runs, "count": own.count, "share": own.share, "low": own.low, "high": own.high}
        for policy, classes in shares.items()
        for name, own in classes.items()
    ]
    return pd.DataFrame(rows)


def _differences(table: pd.DataFrame) -> pd.DataFrame:
    """A row a policy and class, in the order of the policies."""
    rows = table[table["output"].isin(CLASSES)].rename(columns={"output": "class"})
    order = {policy: k for k, policy in enumerate(dict.fromkeys(rows["policy"]))}
    rows = rows.sort_values("policy", key=lambda names: names.map(order), kind="stable")
    return rows[["policy", "class", "difference", "low", "high", "verdict", "p_value", "holm", "told"]].reset_index(drop=True)
