"""Axelrod & Bennett 1993: standards of nine firms, and the realist case of the powers of 1936, where everybody repels everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import DataError, Folder
from experiments.reproducing.target import Target
from simulation.classic import landscape
from simulation.classic.divisions import sides
from simulation.classic.landscape import Landscape, Minimum
from simulation.faults import unknown

DRAWS = 300
"""Draws of sizes before they were rounded."""
ROUNDED = 0.005
"""Half of the last printed digit of a size."""


def findings(folder: Folder) -> Iterator[Finding]:
    """All that ``expected.csv`` lists, the minima that the paper prints, and a claim of it that holds by one count and not by another."""
    firms = folder.table("unix_firms_1988.csv", ("size_percent", "side_published_minimum_1"), ("firm", "type", "actual_alliance"))
    nations = folder.table("nations_1936.csv", ("size_percent", "side_published_minimum_1"), ("nation", "wartime_side"))
    printed = folder.table("great_powers_minima.csv", ("minimum", "side", "energy_of_minimum"), ("nation",))
    expected = folder.table("expected.csv", ("accept_low", "accept_high"), ("case", "quantity", "value"))
    powers = nations[nations["nation"].isin(printed["nation"])]
    ours = (
        {("unix_firms", name): value for name, value in _firms(firms).items()}
        | {("great_powers_realist", name): value for name, value in _powers(powers).items()}
        | _nations(nations)
    )
    where = folder.where("expected.csv")
    known = [f"{case} {quantity}" for case, quantity in ours]
    keys = list(zip(expected["case"], expected["quantity"], strict=True))
    faults = [unknown(where, "case, quantity", f"{case} {quantity}", known) for case, quantity in keys if (case, quantity) not in ours]
    if faults:
        raise DataError(faults)
    for key, row in zip(keys, expected.itertuples(), strict=True):
        if pd.isna(row.accept_low):
            yield near(*key, row.value, ours[key])
        else:
            yield within(*key, float(row.value), ours[key], row.accept_low, row.accept_high)
    yield from _printed(powers, printed)
    yield from _accuracy(nations)


def _firms(table: pd.DataFrame) -> dict[str, Any]:
    """Firms of the same kind compete: p = -1, else 0."""
    kind = table["type"].to_numpy()
    alike = -((kind[:, None] == kind[None, :]) & ~np.eye(len(table), dtype=bool)).astype(float)
    found = landscape.minima(table["size_percent"].to_numpy(), alike, list(table["firm"]))
    first = table["firm"][table["side_published_minimum_1"] == table["side_published_minimum_1"].iloc[0]]
    nearest = max(found.minima, key=lambda minimum: len(set(minimum.first) & set(first)) - len(set(minimum.first) - set(first)))
    right = _right(nearest, table["firm"], table["actual_alliance"])
    return {
        "configurations": len(found.energies),
        "local_minima": len(found.minima),
        "energy_of_each_minimum": _same([minimum.energy for minimum in found.minima]),
        "basin_of_each_minimum": _same([minimum.basin for minimum in found.minima]),
        "size_share_correct_minimum_1_percent": 100.0 * _share(right, table),
        "firms_correct_minimum_1_of_9": np.count_nonzero(right),
    }


def _powers(table: pd.DataFrame) -> dict[str, Any]:
    found = _realist(table["size_percent"].to_numpy(), list(table["nation"]))
    history = _groups(table["nation"], table["wartime_side"])
    return {
        "configurations": len(found.energies),
        "local_minima": len(found.minima),
        "historical_split_is_a_minimum": history in [_split(minimum) for minimum in found.minima],
    }


def _nations(table: pd.DataFrame) -> dict[tuple[str, str], Any]:
    size = table["size_percent"].to_numpy()
    found = _realist(size)
    rng = np.random.default_rng(1993)
    drawn = [len(_realist(size + rng.uniform(-ROUNDED, ROUNDED, len(size))).minima) for _ in range(DRAWS)]
    side = _truth(table)
    wrong = np.count_nonzero(sides(np.arange(len(found.energies)), len(size)) != side, axis=1)
    mistakes = np.minimum(wrong, len(size) - wrong)
    first = (table["side_published_minimum_1"] != table["side_published_minimum_1"].iloc[0]).to_numpy(dtype=int)
    realist, facts = "nations17_realist", "nations17"
    return {
        (realist, "local_minima_published"): len(found.minima),
        (realist, "strict_minima_with_printed_sizes"): len(found.strict),
        (realist, "minima_with_printed_sizes_counting_ties"): len(found.minima),
        (realist, "mean_minima_when_sizes_are_unrounded"): np.mean(drawn),
        (facts, "configurations"): len(found.energies),
        (facts, "configurations_with_at_most_2_mistakes"): np.count_nonzero(mistakes <= 2),
        (facts, "configurations_with_at_most_1_mistake"): np.count_nonzero(mistakes <= 1),
        (facts, "size_share_correct_published_minimum_1"): _share(first == side, table),
    }


def _printed(powers: pd.DataFrame, printed: pd.DataFrame) -> Iterator[Finding]:
    """Members and energies of the minima that are printed."""
    ours = {_split(one): one.energy for one in _realist(powers["size_percent"].to_numpy(), list(powers["nation"])).minima}
    for number, rows in printed.groupby("minimum"):
        case, split = f"great powers, minimum {number}", _groups(rows["nation"], rows["side"])
        yield near(case, "is a minimum", True, split in ours)
        yield near(case, "energy", rows["energy_of_minimum"].iloc[0], ours.get(split, np.nan), 1e-6)


def _accuracy(table: pd.DataFrame) -> Iterator[Finding]:
    """That no realist minimum is as accurate as the paper's prediction: so by size, not by the number of nations."""
    found, side = _realist(table["size_percent"].to_numpy()), _truth(table)
    predicted = (table["side_published_minimum_1"] != table["side_published_minimum_1"].iloc[0]).to_numpy(dtype=int)
    right = [sides(minimum.number, len(table)) == side for minimum in found.minima]
    best = max(max(_share(one, table), 1.0 - _share(one, table)) for one in right)
    fewest = min(min(np.count_nonzero(one), np.count_nonzero(~one)) for one in right)
    ahead = {"size": best < _share(predicted == side, table), "nations": fewest > np.count_nonzero(predicted != side)}
    case = "nations17_realist"
    for count, is_ahead in ahead.items():
        yield near(case, f"prediction beats every minimum by {count}", True, bool(is_ahead), is_required=False)
    yield near(case, "minima, as printed in the paper", 209, len(found.minima), is_required=False)


def _realist(size: np.ndarray, names: list[str] | None = None) -> Landscape:
    """Everybody repels everybody: all p = -1."""
    return landscape.minima(size, np.eye(len(size)) - 1.0, names)


def _truth(table: pd.DataFrame) -> np.ndarray:
    """Sides in the war, 0 for the first nation's; whoever stayed neutral counts as on it."""
    other = [side for side in table["wartime_side"].unique() if side not in (table["wartime_side"].iloc[0], "neutral")]
    return table["wartime_side"].isin(other).to_numpy(dtype=int)


def _right(minimum: Minimum, names: pd.Series, truth: pd.Series) -> np.ndarray:
    """Who stands on its true side, of both ways to match the sides the one that places more size; sizes follow from the names."""
    alike = (names.isin(minimum.first) == (truth == truth.iloc[0])).to_numpy()
    return alike if alike.sum() * 2 >= len(alike) else ~alike


def _share(right: np.ndarray, table: pd.DataFrame) -> float:
    size = table["size_percent"].to_numpy()
    return float(size[right].sum() / size.sum())


def _split(minimum: Minimum) -> frozenset[frozenset[Any]]:
    return frozenset({frozenset(minimum.first), frozenset(minimum.second)})


def _groups(names: pd.Series, side: pd.Series) -> frozenset[frozenset[Any]]:
    return frozenset(frozenset(group) for _, group in names.groupby(side.to_numpy()))


def _same(values: list[float]) -> float:
    """The value that all of them have, nan where they differ."""
    return values[0] if values and np.ptp(values) <= 1e-9 * max(abs(value) for value in values) else float("nan")


TARGET = Target(
    "axelrod_bennett_1993",
    "Axelrod & Bennett 1993",
    "standards of nine firms; realist case of 5 and of 17 powers",
    "exact",
    ("expected.csv", "great_powers_minima.csv", "nations_1936.csv", "unix_firms_1988.csv"),
    findings,
)
