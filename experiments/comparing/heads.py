"""Tables as a page shows them: plain words for the names of columns and outputs; numbers stay numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype

from experiments.comparing.outputs import titled
from experiments.sections.section import Section

HEADS: Mapping[str, str] = {
    "p_value": "p",
    "holm": "p (Holm)",
    "log_rank": "p of the log-rank test",
    "first": "mean of the first policy",
    "pairs": "pairs made",
    "decisive": "pairs to decide",
    "saving": "times fewer runs",
    "not_told_from": "not told from",
    "first_rank": "first rank",
    "last_rank": "last rank",
    "chosen_share": "share of resamples",
    "dominated_by": "beaten by",
    "dominated_share": "share of resamples",
    "beaten_by": "beaten by",
    "point": "draw",
    "outputs_told": "outputs told",
    "in_standard_deviations": "in standard deviations of a run",
}
"""Columns of the functions of this package, and what a page calls them."""
NAMING = ("output", "largest")
"""Columns whose cells name outputs."""


def plain(section: Section) -> Section:
    """The section with plain words in its tables."""
    return replace(section, tables={name: _plain(table) for name, table in section.tables.items()})


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its columns and the outputs in them named in words; yes and no for what is true and false."""
    made = table.copy()
    for column in made:
        if column in NAMING:
            made[column] = [titled(name) for name in made[column]]
        elif column == "criterion":
            made[column] = made[column].str.replace("_", " ")
        elif column == "told" or is_bool_dtype(made[column]):
            made[column] = np.where(made[column].astype(bool), "yes", "no")
    return made.rename(columns=lambda name: HEADS.get(name, titled(name) if isinstance(name, str) else name))
