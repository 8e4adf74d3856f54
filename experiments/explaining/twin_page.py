"""Twins as a page, for a notebook."""

from __future__ import annotations

import html as escaping
from typing import TYPE_CHECKING

import pandas as pd

from experiments.chronicle import chronicle
from experiments.explaining.words import both, carries, following, opening
from simulation.months import month_after

if TYPE_CHECKING:
    from experiments.explaining.twin import Twin

MEASURES, DECISIONS = 10, 8
"""Measures and decisions that are shown."""


def html(twin: Twin) -> str:
    """What is told first, the measures that differ most, what decisions carry, and what follows from two of them."""
    parts = [_tag("p", line) for line in opening(twin)]
    if twin.is_same:
        return "".join(parts)
    parts.append(twin.telling_ends.head(MEASURES).to_html(float_format="{:.3f}".format))
    rows = [
        (month_after(twin.base.scenario.head.start, one.difference.month), *both(one.difference, twin.other.scenario), carries(twin, one))
        for one in twin.carried[:DECISIONS]
    ]
    if rows:
        parts.append(pd.DataFrame(rows, columns=["month", "base", "other", "carries"]).to_html(index=False))
    for chain in twin.chains:
        lines = "".join(_tag("li", line) for line in chronicle(twin.other, chain.events))
        parts += [_tag("p", following(twin, chain)), f"<ul>{lines}</ul>"]
    return "".join(parts)


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escaping.escape(text)}</{name}>"
