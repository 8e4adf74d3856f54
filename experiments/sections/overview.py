"""How the runs end: shares of the classes over all runs and over every group."""

from __future__ import annotations

import pandas as pd

from experiments.analysis.intervals import paired
from experiments.analysis.phase import shares_over
from experiments.figures.outcome_shares import outcome_shares
from experiments.outcomes import Share, Shares
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from simulation.outcome import CLASSES

MOST = 30
"""Values of all groups together that a figure can list."""


def overview(reading: Reading) -> Section:
    """Shares with Wilson intervals of all runs, and of the runs of every scenario, policy, future and choice."""
    table, result = reading.table, reading.result
    whole = shares_over(table.assign(runs_of="all"), "runs_of")
    said = ", ".join(f"{row['class']} {row.share:.3f} ({row.low:.3f} to {row.high:.3f})" for _, row in whole.iterrows())
    rows, replicates = table["row"].nunique(), table.groupby("row").size()
    per_row = f"{replicates.min()}" if replicates.min() == replicates.max() else f"{replicates.min()} to {replicates.max()}"
    text = [
        f"**{reading.study.question}**",
        f"{len(table):,} runs of {rows:,} rows with {per_row} replicates: {said}.",
        _luck(reading),
    ]
    if len(failures := result.failures):
        reasons = failures["failure"].value_counts()
        text.append(
            f"{len(failures):,} runs failed and are left out: " + "; ".join(f"{n:,} times {why}" for why, n in reasons.items()) + "."
        )
    if (missing := len(result.plan) - rows) > 0:
        text.append(f"{missing:,} rows have no run yet.")
    tables = {"outcomes": _wide(whole)}
    tables |= {f"outcomes_by_{name}": _wide(shares_over(table, name)) for name in reading.groups}
    if reading.study.pairing == "replicates" and table["replicate"].nunique() > 1:
        tables |= {f"differences_by_{name}": _differences(reading, name) for name in reading.groups}
    figures = {}
    if 0 < sum(table[name].nunique() for name in reading.groups) <= MOST:
        rows = [
            ("all", _shares(table)),
            *((f"{name}: {value}", _shares(part)) for name in reading.groups for value, part in _parts(table, name)),
        ]
        figures["outcomes"] = outcome_shares(rows, f"{reading.study.title}: {len(table):,} runs")
    return Section("How the runs end", text, tables, figures)


def _shares(table: pd.DataFrame) -> Shares:
    return {name: Share(int((table["outcome"] == name).sum()), len(table)) for name in CLASSES}


def _parts(table: pd.DataFrame, name: str) -> list[tuple[str, pd.DataFrame]]:
    """The runs of every value of a group, in the order of the rows."""
    return [(str(value), table[table[name] == value]) for value in pd.unique(table.sort_values("row")[name])]


def _luck(reading: Reading) -> str:
    """How runs hang together, as far as intervals depend on it."""
    if reading.study.pairing == "none":
        return (
            "Every run has luck of its own. Intervals count runs and are those of chance at these settings, not of what "
            "the settings should be."
        )
    return (
        "The same replicate has the same luck in every row, so that rows differ by their settings alone. Wilson intervals count every "
        "run as one: they are right for a single row, too narrow for shares over many rows. Intervals of differences go from replicate "
        "to replicate, and are right under paired luck."
    )


def _differences(reading: Reading, name: str) -> pd.DataFrame:
    """Shares of the classes at every value of a group less those at its first, each replicate a pair, with 95 % intervals."""
    table = reading.table
    hits = pd.DataFrame({code: table["outcome"] == code for code in CLASSES})
    shares = hits.groupby([table[name].astype(str), table["replicate"]]).mean()
    values = [value for value, _ in _parts(table, name)]
    first = shares.loc[values[0]]
    rows = []
    for value in values[1:]:
        both = shares.loc[value].index.intersection(first.index)
        found = {code: paired(shares.loc[value].loc[both, code], first.loc[both, code]) for code in CLASSES}
        said = {code: f"{pair.difference:+.3f} ({pair.low:+.3f} to {pair.high:+.3f})" for code, pair in found.items()}
        rows.append({name: f"{value} less {values[0]}", "replicates": len(both), **said})
    return pd.DataFrame(rows)


def _wide(cells: pd.DataFrame) -> pd.DataFrame:
    """A row a value, a column a class with its share and interval."""
    name = str(cells.columns[0])
    said = [f"{share:.3f} ({low:.3f} to {high:.3f})" for share, low, high in zip(cells["share"], cells["low"], cells["high"], strict=True)]
    wide = cells.assign(said=said).pivot(index=name, columns="class", values="said")[list(CLASSES)]
    wide.insert(0, "runs", cells.groupby(name, observed=True)["runs"].first())
    return wide.rename_axis(columns=None).reset_index()
