"""What policies bring and cost, and which are beaten in all of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.bootstrap import SURE
from experiments.comparing.differences import means
from experiments.comparing.findings import Findings
from experiments.comparing.outputs import TRADED, over, titled
from experiments.comparing.trade_offs import directions
from experiments.comparing.words import listed, number
from experiments.figures.trade_offs import trade_offs as drawn
from experiments.sections.section import Section


def costs(findings: Findings) -> Section:
    """Cohesion, cost and polarisation against each other, who is dominated, and which budgets are kept."""
    comparison, table = findings.comparison, findings.trade_offs
    beaten = table.loc[table["dominated_share"] >= SURE, "policy"].tolist()
    perhaps = table.loc[(table["dominated_by"] != "") & (table["dominated_share"] < SURE), "policy"].tolist()
    ways = ", ".join(f"{titled(column)} ({way} is better)" for column, way in directions(comparison).items())
    text = [
        f"Weighed against each other in `{comparison.runs.places[0]}`: {ways}. A policy is beaten where another is no worse in any of them "
        "and better in one.",
        (f"Beaten in at least {SURE:.0%} of the resamples: {listed(beaten)}." if beaten else "No policy is beaten beyond noise.")
        + (f" By their means alone, within noise: {listed(perhaps)}." if perhaps else ""),
        _budgets(findings.budgets),
    ]
    standing = np.select([table["dominated_share"] >= SURE, table["dominated_by"] != ""], ["beaten", "within noise"], "")
    shown = table.assign(standing=standing)
    titles = {column: f"{titled(column)} ({over(column)})" for column in TRADED}
    return Section(
        "What it costs",
        [line for line in text if line],
        {"trade_offs": shown, "budgets": findings.budgets},
        {"trade_offs": drawn(_with_ends(findings), titles, f"{comparison.scenario.name}, {comparison.runs.places[0]}")},
        shown=60,
        alt={"trade_offs": "Cohesion of the core against the cost to the coalition, a dot a policy, shaded by polarisation."},
        captions={
            "trade_offs": "Means of what is weighed, who beats a policy by the means, and in which share of resamples anybody does",
            "budgets": "Mean cost to the coalition over all months, as a share of its GDP, with its 95 % interval, and the budget",
        },
    )


def _with_ends(findings: Findings) -> pd.DataFrame:
    """Means with the ends of their intervals in columns of their own."""
    table = findings.trade_offs.copy()
    for column in TRADED:
        table[[f"{column}_low", f"{column}_high"]] = means(findings.comparison.runs, column)[["low", "high"]]
    return table


def _budgets(table: pd.DataFrame) -> str:
    """Which budgets are kept."""
    named = table[table["standing"] != "no budget"]
    if named.empty:
        return "No policy names a budget."
    told = [
        f"`{row['policy']}` {row['standing']} ({number(row['cost'])} of a budget of {number(row['budget'])} of GDP)"
        for _, row in named.iterrows()
    ]
    return f"Budgets: {', '.join(told)}."
