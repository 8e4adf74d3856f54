"""How the runs end: shares of the classes over all runs and over every group."""

from __future__ import annotations

import numpy as np
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
WHOLE = 0.9
"""Share of the pairs of the fullest replicate that one must have to count for a difference."""
REASONS = 5
"""Reasons of failures that are told."""


def overview(reading: Reading) -> Section:
    """Shares with Wilson intervals of all runs, and of the runs of every scenario, policy, future and choice."""
    table = reading.table
    if table.empty:
        return Section("How the runs end", ["No run is left to say how.", *_absent(reading)])
    whole = shares_over(table.assign(runs_of="all"), "runs_of")
    said = ", ".join(f"{row['class']} {row.share:.3f} ({row.low:.3f} to {row.high:.3f})" for _, row in whole.iterrows())
    rows, replicates = table["row"].nunique(), table.groupby("row").size()
    per_row = f"{replicates.min()}" if replicates.min() == replicates.max() else f"{replicates.min()} to {replicates.max()}"
    is_uneven = reading.study.precision is not None and replicates.min() < replicates.max()
    text = [
        f"{len(table):,} runs of {rows:,} rows with {per_row} replicates: {said}.",
        _luck(reading),
        *(["Rows weigh by their runs here: those with more replicates, which are less decided, count more."] if is_uneven else []),
        *_lengths(reading),
        *_absent(reading),
    ]
    tables = {"outcomes": _wide(whole)}
    tables |= {f"outcomes_by_{name}": _wide(shares_over(table, name)) for name in reading.groups}
    if reading.study.pairing == "replicates" and table["replicate"].nunique() > 1:
        tables |= {f"differences_by_{name}": found for name in reading.groups if len(found := _differences(reading, name))}
        if alone := [f"`{name}`" for name in reading.groups if f"differences_by_{name}" not in tables]:
            text.append(
                f"No two rows differ by {' or '.join(alone)} alone: shares by it hold what else differs, and no difference is told."
            )
    figures = {}
    if 0 < sum(table[name].nunique() for name in reading.groups) <= MOST:
        rows = [
            ("all", class_shares(table)),
            *((f"{name}: {value}", class_shares(part)) for name in reading.groups for value, part in _parts(table, name)),
        ]
        figures["outcomes"] = outcome_shares(rows, f"{reading.study.title}: {len(table):,} runs")
    alt = {"outcomes": f"Dots with intervals: shares of every class in all runs and by {', '.join(reading.groups)}. All runs: {said}."}
    return Section("How the runs end", text, tables, figures, alt=alt, captions=_captions(reading))


def _captions(reading: Reading) -> dict[str, str]:
    captions = {"outcomes": "Share of the runs in every class, with 95 % intervals"}
    for name in reading.groups:
        captions[f"outcomes_by_{name}"] = f"Share of the runs in every class by `{name}`, with 95 % intervals"
        captions[f"differences_by_{name}"] = f"Differences of these shares by `{name}`, from replicate to replicate, with 95 % intervals"
    return captions


def _lengths(reading: Reading) -> list[str]:
    """A warning where scenarios are not of one length."""
    months = {name: scenario.head.months for name, scenario in reading.result.plan.scenarios.items()}
    if len(set(months.values())) < 2:
        return []
    said = ", ".join(f"`{name}` {last}" for name, last in months.items())
    return [
        f"Scenarios are of different length (months: {said}), and the longer have more time to end otherwise: `months` in the study makes "
        "them alike."
    ]


def _absent(reading: Reading) -> list[str]:
    """What of the sweep is not in the tables: runs that failed, and those that are not made yet."""
    result, study = reading.result, reading.study
    said = []
    if len(failures := result.failures):
        reasons = failures["failure"].value_counts()
        told = [f"{count:,} times {why}" for why, count in reasons.head(REASONS).items() if count]
        rest = f"; and {len(reasons) - REASONS:,} other reasons" if len(reasons) > REASONS else ""
        said.append(
            f"{len(failures):,} runs failed and are left out: {'; '.join(told)}{rest}. Where settings make them fail, what is left is "
            "not all that the study asks for."
        )
    each = study.replicates or (study.precision.floor if study.precision else 1)
    made, least = len(result.runs), len(result.plan) * each
    if made < least:
        rows = len(result.plan) - result.runs["row"].nunique()
        lacking = f", and {rows:,} rows have no run yet" if rows else ""
        said.append(
            f"**The sweep is not finished**: {made:,} of {least:,} runs{' at least' if study.precision else ''} are there{lacking}. The "
            "same `blocform sweep` goes on from them."
        )
    return said


def class_shares(table: pd.DataFrame) -> Shares:
    """Share of every class in a table of runs, which is not empty."""
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
        "to replicate, between rows that differ by nothing else, and are right under paired luck."
    )


def _differences(reading: Reading, name: str) -> pd.DataFrame:
    """Shares of the classes at every value of a group less those at its first, with 95 % intervals from replicate to replicate.

    Only rows are held against each other that differ by that group alone and have run the same replicate; a value without such
    rows has no line.
    """
    table = reading.table
    hits = pd.DataFrame({code: table["outcome"] == code for code in CLASSES}, dtype=float)
    # A sample may hold a row twice, such as a Saltelli design whose swap changed nothing.
    shares = hits.groupby([table[name].astype(str), _places(reading, name), table["replicate"]], observed=True).mean()
    values = [value for value, _ in _parts(table, name)]
    first = shares.loc[values[0]]
    rows = []
    for value in values[1:]:
        both = (shares.loc[value] - first).dropna().groupby("replicate")
        # Replicates of a part of the rows, those not decided yet or not made yet, would be of other rows than the rest.
        pairs = both.mean()[both.size() >= WHOLE * both.size().max()]
        if len(pairs) > 1:
            said = {code: _said(pairs[code].to_numpy()) for code in CLASSES}
            rows.append({name: f"{value} less {values[0]}", "replicates": len(pairs), **said})
    return pd.DataFrame(rows)


def _places(reading: Reading, name: str) -> pd.Series:
    """What a run's row is beside one group, as a number: equal where rows differ by that group alone."""
    table = reading.table
    others = [column for column in (*reading.crossed, *(f.name for f in reading.result.plan.factors)) if column != name]
    return (
        table.groupby(others, dropna=False, observed=True).ngroup().rename("place") if others else pd.Series(0, table.index, name="place")
    )


def _said(differences: np.ndarray) -> str:
    """Mean and interval; where all replicates differ by the same the interval would have no width, which few of them do by luck."""
    pair = paired(differences, np.zeros(len(differences)))
    if pair.low == pair.high:
        return f"{pair.difference:+.3f} (in every replicate)"
    return f"{pair.difference:+.3f} ({pair.low:+.3f} to {pair.high:+.3f})"


def _wide(cells: pd.DataFrame) -> pd.DataFrame:
    """A row a value, a column a class with its share and interval."""
    name = str(cells.columns[0])
    said = [f"{share:.3f} ({low:.3f} to {high:.3f})" for share, low, high in zip(cells["share"], cells["low"], cells["high"], strict=True)]
    wide = cells.assign(said=said).pivot(index=name, columns="class", values="said")[list(CLASSES)]
    wide.insert(0, "runs", cells.groupby(name, observed=True)["runs"].first())
    return wide.rename_axis(columns=None).reset_index()
