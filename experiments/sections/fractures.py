"""When it breaks: the time to fracture by group."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from experiments.analysis.log_rank import log_rank
from experiments.analysis.survival import Curve, curves, restricted_mean
from experiments.figures.survival import survival
from experiments.sections.reading import Reading
from experiments.sections.section import Section

MOST = 8
"""Groups that a figure can tell apart."""


def fractures(reading: Reading) -> Section | None:
    """Kaplan-Meier curves by scenario, policy and future, or by thirds of the factor that matters most; None without a fracture."""
    table = reading.table
    if not (table["outcome"] == "fractures").any():
        return None
    seen = reading.months.to_numpy()
    text, tables, figures, alt, captions = [], {}, {}, {}, {}
    if (until := int(seen.min())) < seen.max():
        text.append(
            f"Scenarios are of different length: runs count as long as theirs lasts, and means and ends are those of month {until}."
        )
    for name, group in _groups(reading):
        found = curves(table["fracture_month"].to_numpy(int), group.to_numpy(object), seen)
        tables[f"survival_{name}"] = summary = _summary(found, until)
        captions[f"survival_{name}"] = f"How long the core holds, by `{name}`"
        if 2 <= len(found) <= MOST:
            test = log_rank(found)
            text.append(
                f"By `{name}`: log-rank chi-square {test.statistic:.1f} with {test.freedom} degrees of freedom, p {test.p_value:.2g}. "
                + _independence(reading)
            )
            ends = [f"{row[0]} {row[2]:.2f} ({row[3]:.2f} to {row[4]:.2f})" for row in summary.itertuples(index=False)]
            alt[f"survival_{name}"] = f"Kaplan-Meier curves by {name}. Share without a fracture at the end: {', '.join(ends)}."
            figures[f"survival_{name}"] = survival(found, f"{reading.study.title}: by {name}, {len(table):,} runs")
    causes = table.loc[table["outcome"] == "fractures", "fracture_cause"].astype(str).value_counts()
    text.append("Causes: " + ", ".join(f"{cause} {count:,}" for cause, count in causes.items() if count) + ".")
    return Section("Time to fracture", text, tables, figures, alt=alt, captions=captions)


def _independence(reading: Reading) -> str:
    if reading.study.pairing == "none":
        return "It counts every run as one."
    return "It and the intervals count runs as independent, which those of one replicate are not: a hint, no proof."


def _groups(reading: Reading) -> list[tuple[str, pd.Series]]:
    """What runs are grouped by, each with a label a run."""
    table = reading.table
    found = [(name, table[name].astype(str)) for name in reading.groups]
    leading = [name for name in reading.over if name in reading.numbers and table[name].notna().all()] or reading.ranked
    for name in leading[:1]:
        edges = np.quantile(table[name], [0, 1 / 3, 2 / 3, 1])
        if len(np.unique(edges)) == 4:
            digits = next(n for n in range(3, 18) if len({f"{edge:.{n}g}" for edge in edges}) == 4)
            labels = [f"{low:.{digits}g} to {high:.{digits}g}" for low, high in pairwise(edges)]
            found.append((name, pd.cut(table[name], edges, labels=labels, include_lowest=True).astype(str)))
    return found


def _summary(found: dict[str, Curve], until: int) -> pd.DataFrame:
    """A row a group, as of a month that all runs reach."""
    rows = []
    for label, curve in found.items():
        mean = restricted_mean(curve, until)
        half = np.flatnonzero(curve.survival <= 0.5)
        rows.append(
            {
                "group": label, "runs": int(curve.at_risk[0]), "unfractured at the end": curve.survival[until],
                "low": curve.low[until], "high": curve.high[until],
                "mean months without": mean.months, "error": mean.error, "median month": int(half[0]) if len(half) else None,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
