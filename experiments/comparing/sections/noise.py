"""Policies whose effect is lost in the noise, said plainly."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.comparing.differences import EQUAL, SLIGHT, WITHIN
from experiments.comparing.findings import Findings
from experiments.comparing.outputs import titled
from experiments.comparing.words import changed, pairs, plural
from experiments.sections.section import Section


def noise(findings: Findings) -> Section:
    """Of every policy that the goal does not tell from the first: whether anything does, and how many pairs it would take."""
    comparison, table = findings.comparison, findings.by_goal
    lost = table[table["told"] == 0]
    where = f"By the {comparison.goal.title} in `{comparison.runs.places[0]}`"
    if lost.empty:
        text = [f"{where} every policy is told from `{comparison.first}`."]
    else:
        verb = "is" if len(lost) == 1 else "are"
        text = [
            f"{where} {len(lost)} of {plural(len(table), 'policy')} {verb} not told from `{comparison.first}`, given how many there are:",
            *(f"- {_told(findings, row)}" for _, row in lost.iterrows()),
        ]
        text.append(
            "The pairs that it would take are those of which four samples in five tell the difference, given how many policies there are, "
            "if shares, means and spreads are as found here."
        )
    text.append(
        "An effect may be told by pairs of equal luck and still be small beside what luck does to a single run: the table gives the "
        "largest effect of each policy in standard deviations of a run."
    )
    return Section(
        "What is lost in the noise",
        text,
        {"against_noise": _table(findings)},
        shown=60,
        captions={
            "against_noise": "Differences told of each policy, given how many are looked at, and the largest beside the luck of a run"
        },
    )


def _told(findings: Findings, row: pd.Series) -> str:
    """What can be said of a policy whose goal is within noise."""
    policy, count = row["policy"], int(row["pairs"])
    if findings.idle.get(policy):
        return f"`{policy}` equals it in every one of {count:,} pairs and in every output: it changes nothing."
    if row["verdict"] == EQUAL:
        said = f"`{policy}` is as it is in every one of {count:,} pairs"
    elif row["verdict"] == SLIGHT:
        said = f"`{policy}` differs by next to nothing ({changed(row)})"
    else:
        also = "" if row["verdict"] == WITHIN else f" among so many policies, though it is by itself ({changed(row)})"
        more = "no number of them, as the means are equal" if np.isinf(row["decisive"]) else pairs(row["decisive"])
        said = f"`{policy}` is not told apart by {count:,} pairs{also}; it would take {more}"
    futures = len(findings.comparison.runs.places) - 1
    if told_in := findings.futures_told(policy):
        said += f". In {told_in} of {plural(futures, 'other future')} the goal tells it apart"
    others = [titled(output) for output in findings.told_by(policy)]
    if not others:
        return f"{said}. No other output tells it apart."
    return f"{said}. {plural(len(others), 'other output')} {'tells' if len(others) == 1 else 'tell'} it apart: {', '.join(others)}."


def _table(findings: Findings) -> pd.DataFrame:
    """A row a policy: how many of its differences are told, and the largest in standard deviations of a run under the first policy."""
    runs, table = findings.comparison.runs, findings.differences
    spread = {output: float(runs.values(output)[0, 0].std(ddof=1)) or np.nan for output in table["output"].unique()}
    beside = (table["difference"].abs() / table["output"].map(spread)).where(table["told"] != 0)
    rows = []
    for policy, own in table.groupby("policy", sort=False):
        largest = beside[own.index].idxmax() if beside[own.index].notna().any() else None
        rows.append(
            {
                "policy": policy, "outputs_told": int((own["told"] != 0).sum()), "of": len(own),
                "equal": int((own["verdict"] == EQUAL).sum()), "largest": own["output"][largest] if largest is not None else "",
                "in_standard_deviations": beside[largest] if largest is not None else np.nan,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
