"""Landscapes of sizes and propensities: the actors around a civil war (Furnas & Axelrod 2016), or any of the same shape.

``actors.csv`` has a size an actor, ``propensities.csv`` a propensity a pair. Where there is a ``landscape.csv`` every configuration of
it is compared: sides, energy, frustrations s_i F_i and whether it is a minimum; where there is an ``expected.csv`` its quantities.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

import networkx as nx
import numpy as np
import pandas as pd

from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import DataError, Folder
from experiments.reproducing.target import Target
from simulation.classic import landscape
from simulation.classic.landscape import Landscape
from simulation.faults import Fault, unknown

ROUNDING = 1e-9
"""Share of the largest energy that is rounding."""


def findings(folder: Folder) -> Iterator[Finding]:
    """What the sizes and propensities give against what the folder expects."""
    found = read(folder)
    if not (folder.has("landscape.csv") or folder.has("expected.csv")):
        raise DataError([Fault(folder.path.name, "files", "neither", "landscape.csv or expected.csv, to compare with")])
    if folder.has("landscape.csv"):
        sides = [f"side_{name}" for name in found.graph.names]
        yield from _configurations(found, folder.table("landscape.csv", ("energy", *sides)))
    if folder.has("expected.csv"):
        yield from _quantities(found, folder.table("expected.csv", ("value",), ("quantity",)), folder.where("expected.csv"))


def read(folder: Folder) -> Landscape:
    """The landscape of ``actors.csv`` (actor, size) and ``propensities.csv`` (actor_a, actor_b, propensity); pairs left out have 0."""
    actors = folder.table("actors.csv", ("size",), ("actor",))
    pairs = folder.table("propensities.csv", ("propensity",), ("actor_a", "actor_b"))
    where = folder.where("propensities.csv")
    names = list(actors["actor"])
    faults = [unknown(where, column, name, names) for column in ("actor_a", "actor_b") for name in pairs[column] if name not in names]
    if faults:
        raise DataError(faults)
    network = nx.Graph()
    network.add_nodes_from(names)
    network.add_weighted_edges_from(zip(pairs["actor_a"], pairs["actor_b"], pairs["propensity"], strict=True))
    return landscape.minima(actors["size"].to_numpy(), network)


def _configurations(found: Landscape, table: pd.DataFrame) -> Iterator[Finding]:
    names = found.graph.names
    side = table[[f"side_{name}" for name in names]].to_numpy()
    number = (side[:, 1:] != side[:, :1]) @ (1 << np.arange(len(names) - 1))
    close = ROUNDING * np.abs(found.energies).max()
    yield near("", "configurations", len(table), len(np.unique(number)))
    yield near("", "energies that differ", 0, np.count_nonzero(np.abs(found.energies[number] - table["energy"]) > close))
    columns = [f"frustration_{name}" for name in names]
    if set(columns) <= set(table.columns):
        ours = np.stack([found.sizes * landscape.frustrations(found.sizes, found.graph, one) for one in side])
        yield near("", "frustrations that differ", 0, np.count_nonzero(np.abs(ours - table[columns].to_numpy()) > close))
    if "local_minimum" in table.columns:
        published = set(number[table["local_minimum"].to_numpy(dtype=bool)].tolist())
        ours_minima = {minimum.number for minimum in found.minima}
        yield near("", "local minima", len(published), len(ours_minima))
        yield near("", "minima at the same configurations", True, published == ours_minima)
        yield near("", "lowest energy", table["energy"].min(), found.energies.min(), close)


def _quantities(found: Landscape, table: pd.DataFrame, where: str) -> Iterator[Finding]:
    known = {
        "configurations": len(found.energies),
        "local_minima": len(found.minima),
        "strict_minima": len(found.strict),
        "lowest_energy": found.minima[0].energy,
        "basin_of_lowest": found.minima[0].basin,
    }
    faults = [unknown(where, "quantity", name, known) for name in table["quantity"] if name not in known]
    if faults:
        raise DataError(faults)
    tolerance = table["tolerance"].fillna(0.0) if "tolerance" in table.columns else [0.0] * len(table)
    rows = zip([""] * len(table), table["quantity"], table["value"], (known[name] for name in table["quantity"]), tolerance, strict=True)
    yield from starmap(near, rows)


ACTORS = Target(
    "furnas_axelrod_2016",
    "Furnas & Axelrod 2016",
    "energy and frustrations of all 1,024 configurations of 11 actors",
    "exact",
    ("actors.csv", "propensities.csv"),
    findings,
)
