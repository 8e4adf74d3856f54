"""Phases: where over two factors the core coheres, where it fractures, and where the line between them runs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.analysis.phase import boundary, is_number, shares_over
from experiments.figures.phase import phase
from experiments.sections.reading import Reading
from experiments.sections.section import Section
from experiments.sweeps.factor import Range

ALONE = 0.95
"""Share of the runs of a cell that trust limits must keep from cohering for the cell to be hatched."""
ROWS = 8
"""Rows of a sample that a cell should have about."""
REASON = f"trust limits alone keep {ALONE:.0%} of the runs or more from cohering"


def phases(reading: Reading) -> Section | None:
    """The phase diagram over two factors: those asked for, those of a design with two, or those that move the outcome most."""
    over = reading.over or reading.leading
    if not over:
        return None
    table = reading.table.dropna(subset=list(over))
    bins = int(np.clip(np.sqrt(table["row"].nunique() / ROWS), 3, 10))
    cells = shares_over(table, *over, bins=bins)
    cells["capped"] = _capped(table, over, cells, bins)
    classes = [name for name in ("coheres", "fractures", "absorbed") if cells.loc[cells["class"] == name, "count"].sum() > 0] or [
        "stagnates"
    ]
    logs = [factor.name for factor in reading.result.plan.factors if isinstance(factor, Range) and factor.log]
    about = f"{reading.study.title}: {len(table):,} runs"
    figure = phase(cells, classes[:2], hatched="capped", reason=REASON, log=[name for name in over if name in logs], about=about)
    tables = {"phases": cells}
    text = [f"Shares of the classes over {' and '.join(f'`{name}`' for name in over)}, with Wilson intervals, in `tables/phases.csv`."]
    if is_number(cells[over[0]]):
        for name in classes[:2]:
            line = boundary(cells, name)
            tables[f"boundary_{name}"] = line
            crossed = line[over[0]].dropna()
            where = f"between {crossed.min():.3g} and {crossed.max():.3g} of `{over[0]}`" if len(crossed) else "nowhere within the range"
            text.append(
                f"P({name}) crosses one half {where}; `tables/boundary_{name}.csv` gives the line with the interval of every crossing."
            )
    share = float(cells.drop_duplicates(list(over))["capped"].mean())
    text.append(f"In {share:.0%} of the cells {REASON} (hatched): there the answer is an assumption about trust, not a finding.")
    return Section("Phases", text, tables, {"phases": figure}, shown=0)


def _capped(table: pd.DataFrame, over: tuple[str, ...], cells: pd.DataFrame, bins: int) -> np.ndarray:
    """Whether trust limits alone decide in the cell of each row of cells."""
    of_capped = shares_over(table.assign(outcome=table["capped"].map({True: "coheres", False: "stagnates"})), *over, bins=bins)
    share = of_capped[of_capped["class"] == "coheres"].set_index(list(over))["share"]
    return cells.set_index(list(over)).index.map(share).to_numpy() >= ALONE
