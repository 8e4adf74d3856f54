"""Axelrod & Bennett 1993: standards of nine firms, and the realist case of the powers of 1936, where everybody repels everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from experiments.reproducing import firms
from experiments.reproducing.columns import repeated
from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import Folder, refuse
from experiments.reproducing.partitions import apart, of_minimum, partition, right, share
from experiments.reproducing.target import Target
from simulation.classic import landscape
from simulation.classic.divisions import sides
from simulation.classic.landscape import Landscape
from simulation.faults import unknown

POWERS, NATIONS, FACTS = "great_powers_realist", "nations17_realist", "nations17"
DRAWS = 300
"""Draws of sizes before they were rounded."""
ROUNDED = 0.005
"""Half of the last printed digit of a size."""


def findings(folder: Folder) -> Iterator[Finding]:
    """All that ``expected.csv`` lists, the minima that the paper prints, and a claim of it that holds by one count and not by another."""
    makers = folder.table("unix_firms_1988.csv", ("size_percent",), ("firm", "type", "actual_alliance", *firms.PUBLISHED))
    nations = folder.table("nations_1936.csv", ("size_percent",), ("nation", "side_published_minimum_1", "wartime_side"))
    printed = folder.table("great_powers_minima.csv", ("energy_of_minimum",), ("minimum", "nation", "side"), ("basin",))
    expected = folder.table("expected.csv", (), ("case", "quantity", "value"), ("accept_low", "accept_high"))
    powers = nations[nations["nation"].isin(printed["nation"])]
    realist = _realist(nations)
    ours = {(firms.CASE, name): value for name, value in firms.quantities(makers).items()}
    ours |= {(POWERS, name): value for name, value in _powers(powers).items()}
    ours |= {(NATIONS, name): value for name, value in (_nations(nations, realist) | _accuracy(nations, realist)).items()}
    ours |= {(FACTS, name): value for name, value in _facts(nations).items()}
    where = folder.where("expected.csv")
    known = [f"{case} {quantity}" for case, quantity in ours]
    keys = list(zip(expected["case"], expected["quantity"], strict=True))
    faults = [unknown(where, "case, quantity", f"{case} {quantity}", known) for case, quantity in keys if (case, quantity) not in ours]
    refuse([*faults, *repeated(where, expected, "case", "quantity")])
    for key, row in zip(keys, expected.itertuples(), strict=True):
        if pd.isna(row.accept_low):
            yield near(*key, row.value, ours[key])
        else:
            yield within(*key, float(row.value), ours[key], row.accept_low, row.accept_high)
    yield from firms.findings(makers)
    yield from _printed(powers, printed)
    yield from _claims(nations, realist, ours[NATIONS, "mean_minima_when_sizes_are_unrounded"])


def _powers(table: pd.DataFrame) -> dict[str, Any]:
    found = _realist(table)
    history = partition(table["nation"], table["wartime_side"])
    return {
        "configurations": len(found.energies),
        "local_minima": len(found.minima),
        "historical_split_is_a_minimum": history in map(of_minimum, found.minima),
    }


def _nations(table: pd.DataFrame, found: Landscape) -> dict[str, Any]:
    size = table["size_percent"].to_numpy()
    rng = np.random.default_rng(1993)
    drawn = [len(_realist(table.assign(size_percent=size + rng.uniform(-ROUNDED, ROUNDED, len(size)))).minima) for _ in range(DRAWS)]
    basins = np.array([minimum.basin for minimum in found.minima])
    return {
        "local_minima_published": len(found.minima),
        "strict_minima_with_printed_sizes": len(found.strict),
        "minima_with_printed_sizes_counting_ties": len(found.minima),
        "mean_minima_when_sizes_are_unrounded": np.mean(drawn),
        "largest_basin": basins.max(),
        "sum_of_squared_basins": np.sum(basins**2),
    }


def _accuracy(table: pd.DataFrame, found: Landscape) -> dict[str, Any]:
    """How right the most accurate of the minima is, by size and by nations, and how many nations the paper's prediction misplaces."""
    size, truth = table["size_percent"].to_numpy(), _truth(table)
    alike = [sides(minimum.number, len(table)) == truth for minimum in found.minima]
    return {
        "best_size_share_of_a_minimum": max(max(share(one, size), share(~one, size)) for one in alike),
        "fewest_mistakes_of_a_minimum": min(min(np.count_nonzero(one), np.count_nonzero(~one)) for one in alike),
        "mistakes_of_published_minimum_1": np.count_nonzero(apart(table["side_published_minimum_1"]) != truth),
    }


def _facts(table: pd.DataFrame) -> dict[str, Any]:
    """Counts over all configurations, without any propensity."""
    number, truth, size = np.arange(1 << len(table) - 1), _truth(table), table["size_percent"].to_numpy()
    wrong = np.count_nonzero(sides(number, len(table)) != truth, axis=1)
    mistakes = np.minimum(wrong, len(table) - wrong)
    return {
        "configurations": len(number),
        "configurations_with_at_most_2_mistakes": np.count_nonzero(mistakes <= 2),
        "configurations_with_at_most_1_mistake": np.count_nonzero(mistakes <= 1),
        "size_share_correct_published_minimum_1": share(right(apart(table["side_published_minimum_1"]), truth, size), size),
    }


def _printed(powers: pd.DataFrame, printed: pd.DataFrame) -> Iterator[Finding]:
    """Members and energies of the minima that are printed, and their basins where the table has them."""
    ours = {of_minimum(one): one for one in _realist(powers).minima}
    for number, rows in printed.groupby("minimum"):
        case, found = f"great powers, minimum {number}", ours.get(partition(rows["nation"], rows["side"]))
        yield near(case, "is a minimum", True, found is not None)
        yield near(case, "energy", rows["energy_of_minimum"].iloc[0], found.energy if found else np.nan, 1e-6)
        if pd.notna(rows["basin"].iloc[0]):
            yield near(case, "basin", rows["basin"].iloc[0], found.basin if found else np.nan)


def _claims(table: pd.DataFrame, found: Landscape, mean: float) -> Iterator[Finding]:
    """That no realist minimum is as accurate as the paper's prediction: so by size, not by the number of nations."""
    best, own = _accuracy(table, found), _facts(table)["size_share_correct_published_minimum_1"]
    share_of_best, fewest = best["best_size_share_of_a_minimum"], best["fewest_mistakes_of_a_minimum"]
    ahead = {"size": share_of_best < own, "nations": fewest > best["mistakes_of_published_minimum_1"]}
    notes = {
        "size": f"the best minimum places {share_of_best:.1%} of the size, the prediction {own:.1%}",
        "nations": f"the best minimum misplaces {fewest}, the prediction {best['mistakes_of_published_minimum_1']}",
    }
    for count, is_ahead in ahead.items():
        yield near(NATIONS, f"prediction beats every minimum by {count}", True, bool(is_ahead), is_required=False, note=notes[count])
    note = (
        f"the printed sizes are rounded, which makes ties: {len(found.strict)} minima are strict, {len(found.minima)} if a switch "
        f"that changes nothing is allowed; sizes drawn within their rounding give {mean:.0f} on average"
    )
    yield near(NATIONS, "minima, as printed in the paper", 209, len(found.minima), is_required=False, note=note)


def _realist(table: pd.DataFrame) -> Landscape:
    """Everybody repels everybody: all p = -1."""
    return landscape.minima(table["size_percent"].to_numpy(), np.eye(len(table)) - 1.0, list(table["nation"]))


def _truth(table: pd.DataFrame) -> np.ndarray:
    """Sides in the war, 0 for the first nation's; whoever stayed neutral counts as on it."""
    first = table["wartime_side"].iloc[0]
    return (~table["wartime_side"].isin([first, "neutral"])).to_numpy(dtype=int)


TARGET = Target(
    "axelrod_bennett_1993",
    "Axelrod & Bennett 1993",
    "standards of nine firms; realist case of 5 and of 17 powers",
    "exact",
    ("expected.csv", "great_powers_minima.csv", "nations_1936.csv", "unix_firms_1988.csv"),
    findings,
)
