"""How the runs end under every policy."""

from __future__ import annotations

import pandas as pd

from experiments.comparing.findings import Findings
from experiments.comparing.shares import transitions
from experiments.comparing.words import glance
from experiments.figures.outcome_shares import outcome_shares
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
    rows = [{"policy": policy, **{name: _said(own[name]) for name in CLASSES}} for policy, own in shares.items()]
    figure = outcome_shares(list(shares.items()), f"{comparison.scenario.name}, {future}: {runs:,} runs a policy")
    return Section(
        "How the runs end",
        text,
        {"outcomes": pd.DataFrame(rows), "outcome_differences": _differences(findings), "changes_of_class": moved},
        {"outcomes": figure},
        shown=60,
        alt={"outcomes": "Shares of the four classes by policy, as dots with 95 % intervals."},
        captions={
            "outcomes": "Shares of the runs by class, with 95 % intervals (Wilson)",
            "outcome_differences": f"Shares less those under `{comparison.first}`, with 95 % intervals from pairs of equal luck. A star: "
            "outside noise by itself, but not told given how many policies there are",
            "changes_of_class": f"Runs that end otherwise than under `{comparison.first}`",
        },
    )


def _differences(findings: Findings) -> pd.DataFrame:
    """A row a policy, a column a class."""
    table = findings.differences[findings.differences["output"].isin(CLASSES)]
    wide = table.assign(said=[glance(row) for _, row in table.iterrows()]).pivot(index="policy", columns="output", values="said")
    return wide.loc[list(findings.shares)[1:], list(CLASSES)].rename_axis(columns=None).reset_index()


def _said(share) -> str:
    return f"{share.share:.3f} ({share.low:.3f} to {share.high:.3f})"
