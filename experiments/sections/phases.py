"""Phases: where over two factors the core coheres, where it fractures, and where the line between them runs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.phase import COLUMNS, GRID, boundary, dominant, is_number, shares_over
from experiments.figures.phase import phase
from experiments.outcomes import VARIANTS
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from experiments.sweeps.factor import Range
from simulation.outcome import CLASSES

ALONE = 0.95
"""Share of the runs of a cell whose trust limits at the end must lie below the trust that cohering takes."""
SLOPE = VARIANTS["no trust slope"]
"""What takes the trust limits away."""
ROWS = 8
"""Rows of a sample that a cell should have about."""


def phases(reading: Reading) -> Section | None:
    """The phase diagram over two factors: those asked for, those of a design with two, or those that move the outcome most."""
    over = reading.over or (() if reading.is_screening else reading.leading)
    if not over:
        return None
    table = reading.table.dropna(subset=list(over))
    bins = int(np.clip(np.sqrt(table["row"].nunique() / ROWS), 3, 10))
    cells = shares_over(table, *over, bins=bins)
    cells["limits_alone"], reason = _limits_alone(reading, table, over, cells, bins)
    classes = [name for name in ("coheres", "fractures", "absorbed") if cells.loc[cells["class"] == name, "count"].sum() > 0] or [
        "stagnates"
    ]
    logs = [factor.name for factor in reading.result.plan.factors if isinstance(factor, Range) and factor.log]
    about = f"{reading.study.title}: {len(table):,} runs"
    figure = phase(cells, classes[:2], hatched="limits_alone", reason=reason, log=[name for name in over if name in logs], about=about)
    tables = {"phases": cells}
    if all(table[name].nunique() <= GRID for name in over):
        tables["measures_over_cells"] = table.groupby(list(over), observed=True)[list(reading.result.plan.measures)].mean().reset_index()
    named = " and ".join(f"`{name}`" for name in over)
    text = [
        f"Shares of the classes over {named}, with Wilson intervals, in `tables/phases.csv`; of a grid the means of the measures are in "
        "`tables/measures_over_cells.csv`."
    ]
    if is_number(cells[over[0]]):
        for name in classes[:2]:
            line = boundary(cells, name)
            tables[f"boundary_{name}"] = line
            crossed = line[over[0]].dropna()
            where = f"between {crossed.min():.3g} and {crossed.max():.3g} of `{over[0]}`" if len(crossed) else "nowhere within the range"
            text.append(
                f"P({name}) crosses one half {where}; `tables/boundary_{name}.csv` gives the line with the interval of every crossing."
            )
    if share := float(cells.drop_duplicates(list(over))["limits_alone"].mean()):
        text.append(f"In {share:.0%} of the cells {reason} (hatched): there the answer is an assumption about trust, not a finding.")
    return Section("Phases", text, tables, {"phases": figure}, shown=0)


def _limits_alone(reading: Reading, table: pd.DataFrame, over: tuple[str, ...], cells: pd.DataFrame, bins: int) -> tuple[np.ndarray, str]:
    """Whether trust limits alone decide in the cell of each row of cells, and what that means.

    Where their slope is a factor that reaches 0, the same runs without it say so; elsewhere the limits themselves.
    """
    factors = list(over)
    slopes = [f.name for f in reading.result.plan.factors if f.name in over and set(f.changes(0.0)) == {f"parameters.{p}" for p in SLOPE}]
    if slopes and (cells[slopes[0]] == 0.0).any():
        first = dominant(cells[[*factors, *COLUMNS]])
        without = first[first[slopes[0]] == 0.0]
        others = [name for name in factors if name != slopes[0]]
        class_without = without.set_index(others)["class"] if others else without["class"].iloc[0]
        differs = first["class"].to_numpy() != (first.set_index(others).index.map(class_without) if others else class_without)
        decided = pd.Series(differs, index=pd.MultiIndex.from_frame(first[factors]))
        reason = "another class would prevail without trust limits, all else and luck alike"
    else:
        label = table["capped"].map({True: CLASSES[0], False: CLASSES[1]})
        found = shares_over(table.assign(outcome=label), *over, bins=bins)
        found = found[found["class"] == CLASSES[0]]
        decided = pd.Series(found["share"].to_numpy() >= ALONE, index=pd.MultiIndex.from_frame(found[factors]))
        reason = f"the trust limits at the end lie below the trust that cohering takes in {ALONE:.0%} of the runs"
    return pd.MultiIndex.from_frame(cells[factors]).map(decided).to_numpy(bool), reason
