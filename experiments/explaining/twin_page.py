"""Twins as a page, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from experiments.chronicle import chronicle
from experiments.explaining.page import tag
from experiments.explaining.words import CARRYING, beyond, both, carries, following, opening
from simulation.months import month_after

if TYPE_CHECKING:
    from experiments.explaining.twin import Twin

MEASURES, DECISIONS = 10, 8
"""Measures and decisions that are shown."""


def html(twin: Twin) -> str:
    """What is told first, the measures that differ most, what decisions carry, and what follows from two of them."""
    parts = [tag("p", line) for line in opening(twin)]
    if twin.is_same:
        return "".join(parts)
    ends = twin.telling_ends.head(MEASURES).round(3) + 0.0  # no minus before a zero
    parts += [tag("h5", "Measures that differ most at the end"), ends.to_html(float_format="{:.3f}".format)]
    shown = twin.carried[:DECISIONS]
    rows = [
        (month_after(twin.base.scenario.head.start, one.difference.month), *both(one.difference, twin.other.scenario), carries(twin, one))
        for one in shown
    ]
    if rows:
        parts += [tag("h5", "What single decisions carry"), tag("p", CARRYING + beyond(twin, shown))]
        parts.append(pd.DataFrame(rows, columns=["month", "base", "other", "carries"]).to_html(index=False))
    for chain in twin.chains:
        lines = "".join(tag("li", line) for line in chronicle(twin.other, chain.events))
        parts += [tag("p", following(twin, chain)), f"<ul>{lines}</ul>"]
    return "".join(parts)
