"""Phases: where over two factors the core coheres, where it fractures, and where the line between them runs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.phase import COLUMNS, GRID, boundary, dominant, is_number, shares_over
from experiments.figures.phase import phase
from experiments.outcomes import VARIANTS
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from experiments.sweeps.factor import Factor, Range
from simulation.faults import Fault, StudyError
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
    if table.empty:
        raise StudyError([Fault("--over", "factors", ",".join(over), "factors that one and the same row sets")])
    bins = int(np.clip(np.sqrt(table["row"].nunique() / ROWS), 3, 10))
    logs = [factor.name for factor in reading.result.plan.factors if factor.name in over and isinstance(factor, Range) and factor.log]
    cells = shares_over(table, *over, bins=bins, log=logs)
    cells["limits_alone"], reason = _limits_alone(reading, table, over, cells, bins, logs)
    classes = [name for name in ("coheres", "fractures", "absorbed") if cells.loc[cells["class"] == name, "count"].sum() > 0] or [
        "stagnates"
    ]
    about = f"{reading.study.title}: {len(table):,} runs"
    figure = phase(cells, classes[:2], hatched="limits_alone", reason=reason, log=logs, about=about)
    tables = {"phases": cells}
    if all(table[name].nunique() <= GRID for name in over):
        tables["measures_over_cells"] = table.groupby(list(over), observed=True)[list(reading.result.plan.measures)].mean().reset_index()
    named = " and ".join(f"`{name}`" for name in over)
    text = [f"Shares of the classes over {named}, with Wilson intervals, in `tables/phases.csv`."]
    if "measures_over_cells" in tables:
        text.append("Means of the measures are in `tables/measures_over_cells.csv`.")
    if is_number(cells[over[0]]):
        for name in classes[:2]:
            line = _line(cells, over, name)
            tables[f"boundary_{name}"] = line
            text.append(
                f"P({name}) crosses one half {_where(line)}; `tables/boundary_{name}.csv` gives the line with the interval of every "
                "crossing."
            )
    if share := float(cells.drop_duplicates(list(over))["limits_alone"].mean()):
        text.append(f"In {share:.0%} of the cells {reason} (hatched): there the answer is an assumption about trust, not a finding.")
    captions = {"phases": f"Share of every class over {named}", "measures_over_cells": f"Means of the measures over {named}"}
    captions |= {f"boundary_{name}": f"Where P({name}) crosses one half" for name in classes[:2]}
    alt = {"phases": f"Maps over {named.replace('`', '')}: shares of {' and '.join(classes[:2])}, and the class that prevails."}
    return Section("Phases", text, tables, {"phases": figure}, shown=0, alt=alt, captions=captions)


def _line(cells: pd.DataFrame, over: tuple[str, ...], name: str) -> pd.DataFrame:
    """The boundary of a class along the first factor, or along the second where the share crosses one half along that alone."""
    line = boundary(cells, name)
    if len(over) == 2 and line[over[0]].isna().all() and is_number(cells[over[1]]):
        other = boundary(cells[[over[1], over[0], *COLUMNS]], name)
        return line if other[over[1]].isna().all() else other
    return line


def _where(line: pd.DataFrame) -> str:
    """Where a line crosses one half, in words, and at how many values of the other factor."""
    *other, along = line.columns[:-2]
    crossed = line.dropna(subset=[along])
    if crossed.empty:
        return "nowhere within the range"
    places = crossed[along]
    if len(crossed) == 1:
        low, high = crossed["low"].iloc[0], crossed["high"].iloc[0]
        ends = f"{low:.3g}" if np.isfinite(low) else "below the range", f"{high:.3g}" if np.isfinite(high) else "above it"
        said = f"at {places.iloc[0]:.3g} of `{along}` ({ends[0]} to {ends[1]})"
    else:
        said = f"between {places.min():.3g} and {places.max():.3g} of `{along}`"
    if not other:
        return said
    return f"{said}, at {crossed[other[0]].nunique()} of {line[other[0]].nunique()} values of `{other[0]}`"


def _is_slope(factor: Factor) -> bool:
    """Whether a factor is the slope of the trust limits, which are gone where it is 0."""
    at_zero = factor.changes(0.0) if isinstance(factor, Range) or 0.0 in factor.options else {}
    return dict(at_zero) == {f"parameters.{name}": value for name, value in SLOPE.items()}


def _limits_alone(
    reading: Reading, table: pd.DataFrame, over: tuple[str, ...], cells: pd.DataFrame, bins: int, log: list[str]
) -> tuple[np.ndarray, str]:
    """Whether trust limits alone decide in the cell of each row of cells, and what that means.

    Where their slope is a factor that reaches 0, the same runs without it say so, if they have the same luck; elsewhere the limits
    themselves.
    """
    factors = list(over)
    slopes = [factor.name for factor in reading.result.plan.factors if factor.name in over and _is_slope(factor)]
    if reading.study.pairing == "replicates" and slopes and (cells[slopes[0]] == 0.0).any():
        first = dominant(cells[[*factors, *COLUMNS]])
        without = first[first[slopes[0]] == 0.0]
        others = [name for name in factors if name != slopes[0]]
        class_without = without.set_index(others)["class"] if others else without["class"].iloc[0]
        differs = first["class"].to_numpy() != (first.set_index(others).index.map(class_without) if others else class_without)
        decided = pd.Series(differs, index=pd.MultiIndex.from_frame(first[factors]))
        reason = "another class would prevail without trust limits, all else and luck alike"
    else:
        label = table["capped"].map({True: CLASSES[0], False: CLASSES[1]})
        found = shares_over(table.assign(outcome=label), *over, bins=bins, log=log)
        found = found[found["class"] == CLASSES[0]]
        decided = pd.Series(found["share"].to_numpy() >= ALONE, index=pd.MultiIndex.from_frame(found[factors]))
        reason = f"the trust limits at the end lie below the trust that cohering takes in {ALONE:.0%} of the runs"
    return pd.MultiIndex.from_frame(cells[factors]).map(decided).to_numpy(bool), reason
