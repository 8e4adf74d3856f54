"""What every policy changes, for whom."""

from __future__ import annotations

import pandas as pd

from experiments.analysis.multiplicity import holm
from experiments.comparing.differences import EQUAL, LEVEL, WITHIN
from experiments.comparing.findings import Findings
from experiments.comparing.outputs import OUTPUTS, titled
from experiments.comparing.words import glance, plural
from experiments.figures.differences import differences as drawn
from experiments.sections.section import Section


def differences(findings: Findings) -> Section:
    """Every measure of every policy against the first, with intervals, verdicts, pairs that would decide and what pairing saves."""
    comparison, table = findings.comparison, findings.differences
    tested = table[table["verdict"] != EQUAL]
    seen, left = int((tested["verdict"] != WITHIN).sum()), int((holm(tested["p_value"]) < LEVEL).sum())
    text = [
        f"Each policy less `{comparison.first}` in `{comparison.runs.places[0]}`, from {len(comparison.runs.replicates):,} pairs of runs "
        "with equal luck. What is a state is judged at the end of the run, what is a loss or cost as its mean over all months.",
        f"{plural(len(tested), 'difference')} of {len(table):,} can be asked about, as the others are equal in every pair. {seen:,} lie "
        f"outside noise one by one; if no policy did anything, about {LEVEL * len(tested):.0f} would. {left:,} remain if all of "
        "them are one question (Holm 1979). A star marks those that are not told given how many policies there are, each output by itself.",
        _saving(table),
    ]
    titles = {column: titled(column) for column in ("coheres", "fractures", *(output.column for output in OUTPUTS))}
    about = f"{comparison.scenario.name}, {comparison.runs.places[0]}: each policy less {comparison.first}"
    return Section(
        "What differs between the policies",
        text,
        {"differences": _wide(findings), "measures": _measures(), "all_differences": table},
        {"differences": drawn(table, titles, about)},
        alt={
            "differences": "Mean differences of every policy to the first one, a panel a measure, with 95 % intervals; grey within noise."
        },
        captions={
            "differences": "Which way each policy moves each measure. A star: by itself, not among so many policies",
            "measures": "What the measures are, over which months they are judged, and for whom which direction is better",
            "all_differences": "Every difference with its 95 % interval and p-values, the pairs that would decide it and what luck saves",
        },
    )


def _saving(table: pd.DataFrame) -> str:
    """What common random numbers are worth, over all differences that vary."""
    saving = table.loc[table["saving"].notna() & (table["saving"] < float("inf")), "saving"]
    if saving.empty:
        return "No difference varies from pair to pair, so that nothing can be said of what equal luck saves."
    low, middle, high = saving.quantile([0.25, 0.5, 0.75])
    return (
        f"Equal luck saves runs: half of the differences would need {low:,.1f} to {high:,.1f} times as many independent runs for the same "
        f"interval (median {middle:,.1f})."
    )


def _wide(findings: Findings) -> pd.DataFrame:
    """A row a policy, a column a measure."""
    table = findings.differences
    said = table.assign(said=[glance(row) for _, row in table.iterrows()])
    wide = said.pivot(index="policy", columns="output", values="said").loc[list(dict.fromkeys(table["policy"]))]
    return wide[[output.column for output in OUTPUTS]].rename_axis(columns=None).reset_index()


def _measures() -> pd.DataFrame:
    return pd.DataFrame(
        [{"measure": o.column, "meaning": o.title, "judged over": o.over, "better": o.better, "for": o.whom} for o in OUTPUTS]
    )
