"""What each factor does alone: every row of a one-at-a-time design against the scenario as it is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.intervals import paired
from experiments.figures.outcome_shares import outcome_shares
from experiments.sections.overview import MOST, class_shares
from experiments.sections.reading import Reading
from experiments.sections.section import Section

TOLD = 3
"""Outputs, and changes of each, that are told in a sentence; the others are in the table."""


def alone(reading: Reading) -> Section | None:
    """Differences of every output between each row and the first of its block, with 95 % intervals; None for any other design."""
    design = reading.study.design
    if design is None or design.kind != "one-at-a-time":
        return None
    names = _names(reading)
    made = Section(
        "What each factor does alone",
        [
            "Every row changes one factor and leaves all others as in the scenario. Differences from the unchanged scenario go from "
            "replicate to replicate, with t intervals; none where all replicates differ by the same or there is but one. They say nothing "
            "about what factors do together, and of many intervals one in twenty misses 0 by luck."
        ],
    )
    parts = []
    for label, rows in reading.blocks():
        found = _differences(reading, rows, names)
        parts.append(found.assign(of=label) if label else found)
        for output in reading.outputs[:TOLD]:
            moved = found[(found["output"] == output) & (found["difference"] != 0.0)].head(TOLD)
            said = [f"`{row.factor}` at {row.value} {row.difference:+.3g}{_interval(row.low, row.high)}" for row in moved.itertuples()]
            made.text.append(f"{f'{output} ({label})' if label else output}: {', '.join(said) or 'nothing moves it'}.")
        if not made.figures and len(rows) <= MOST:
            runs = {name: reading.table[reading.table["row"] == row] for row, name in zip(rows, names, strict=True)}
            shares = [(_written(name), class_shares(table)) for name, table in runs.items() if len(table)]
            made.figures["alone"] = outcome_shares(shares, f"{reading.study.title}: {label or 'one factor at a time'}")
    made.tables["alone"] = pd.concat(parts, ignore_index=True)
    return made


def _names(reading: Reading) -> list[tuple[str, str]]:
    """Of every point the factor that it changes and the value that it takes; nothing of the first, which is the scenario."""
    plan = reading.result.plan
    changed = ([(f.name, value) for f, value in zip(plan.factors, point, strict=True) if value is not None] for point in plan.labels)
    return [(one[0][0], f"{one[0][1]:.4g}" if isinstance(one[0][1], float) else str(one[0][1])) if one else ("", "") for one in changed]


def _written(name: tuple[str, str]) -> str:
    return " ".join(name) if name[0] else "as in the scenario"


def _differences(reading: Reading, rows: np.ndarray, names: list[tuple[str, str]]) -> pd.DataFrame:
    """A row an output, factor and value, of each output the largest difference first."""
    table = reading.table[reading.table["row"].isin(rows)]
    columns = ["output", "factor", "value", "replicates", "difference", "low", "high"]
    found = []
    for place, output in enumerate(reading.outputs):
        wide = reading.values(output)[table.index].groupby([table["replicate"], table["row"]]).first().unstack().reindex(columns=rows)
        for row, (factor, value) in zip(rows[1:], names[1:], strict=True):
            both = wide[[rows[0], row]].dropna().to_numpy(float)
            if len(both):
                found.append((place, output, factor, value, len(both), *_difference(both[:, 1] - both[:, 0])))
    made = pd.DataFrame(found, columns=["place", *columns])
    return made.iloc[np.lexsort((-made["difference"].abs(), made["place"]))][columns].reset_index(drop=True)


def _difference(values: np.ndarray) -> tuple[float, float, float]:
    """Mean and ends of its interval, nan where there is none."""
    if len(values) < 2 or np.ptp(values) == 0.0:
        return float(values.mean()), np.nan, np.nan
    pair = paired(values, np.zeros(len(values)))
    return pair.difference, pair.low, pair.high


def _interval(low: float, high: float) -> str:
    return f" ({low:+.3g} to {high:+.3g})" if np.isfinite(low) else ""
