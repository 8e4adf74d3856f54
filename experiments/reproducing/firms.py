"""Standards of nine firms in the landscape theory of Axelrod & Bennett 1993."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from experiments.reproducing.finding import Finding, near
from experiments.reproducing.partitions import apart, of_minimum, partition, right, share
from simulation.classic import landscape
from simulation.classic.landscape import Landscape

CASE = "unix_firms"
PUBLISHED = ("side_published_minimum_1", "side_published_minimum_2")
"""Columns of the two minima that the paper prints."""


def read(table: pd.DataFrame) -> Landscape:
    """The landscape of the firms: those of the same kind compete, p = -1, others do not care, p = 0."""
    kind = table["type"].to_numpy()
    alike = (kind[:, None] == kind[None, :]) & ~np.eye(len(table), dtype=bool)
    return landscape.minima(table["size_percent"].to_numpy(), np.where(alike, -1.0, 0.0), list(table["firm"]))


def quantities(table: pd.DataFrame) -> dict[str, Any]:
    """What ``expected.csv`` may ask of the firms; how right the first published minimum is, nan where it is none of ours."""
    found = read(table)
    size = table["size_percent"].to_numpy()
    is_ours = partition(table["firm"], table[PUBLISHED[0]]) in map(of_minimum, found.minima)
    placed = right(apart(table[PUBLISHED[0]]), apart(table["actual_alliance"]), size)
    return {
        "configurations": len(found.energies),
        "local_minima": len(found.minima),
        "energy_of_each_minimum": _same([minimum.energy for minimum in found.minima]),
        "basin_of_each_minimum": _same([minimum.basin for minimum in found.minima]),
        "size_share_correct_minimum_1_percent": 100.0 * share(placed, size) if is_ours else np.nan,
        "firms_correct_minimum_1_of_9": np.count_nonzero(placed) if is_ours else np.nan,
    }


def findings(table: pd.DataFrame) -> Iterator[Finding]:
    """That each published division is a minimum, and that there is no other minimum."""
    ours = {of_minimum(minimum) for minimum in read(table).minima}
    published = {column: partition(table["firm"], table[column]) for column in PUBLISHED}
    for column, one in published.items():
        yield near(CASE, column.removeprefix("side_") + "_is_a_minimum", True, one in ours)
    yield near(CASE, "minima_are_those_published", True, ours == set(published.values()))


def _same(values: list[float]) -> float:
    """The value that all of them have, nan where they differ."""
    return values[0] if values and np.ptp(values) <= 1e-9 * max(abs(value) for value in values) else float("nan")
