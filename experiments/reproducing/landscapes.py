"""Landscapes of sizes and propensities: the actors around a civil war (Furnas & Axelrod 2016), or any of the same shape.

``actors.csv`` has a size an actor, ``propensities.csv`` a propensity a pair. Where there is a ``landscape.csv`` every configuration of
it is compared: sides, energy, frustrations s_i F_i and whether it is a minimum; where there is an ``expected.csv`` its quantities;
where there is a ``header.csv``, sizes of some actors that the source prints elsewhere, how many energies would follow from those.
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pandas as pd

from experiments.reproducing.columns import numbers, pair_faults, repeated, side_faults, truths
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import DataError, Folder, refuse
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
        yield from _configurations(found, folder)
    if folder.has("expected.csv"):
        yield from _quantities(found, folder.table("expected.csv", (), ("quantity", "value"), ("tolerance",)), folder.where("expected.csv"))


def read(folder: Folder) -> Landscape:
    """The landscape of ``actors.csv`` (actor, size) and ``propensities.csv`` (actor_a, actor_b, propensity); pairs left out have 0."""
    actors = folder.table("actors.csv", ("size",), ("actor",))
    pairs = folder.table("propensities.csv", ("propensity",), ("actor_a", "actor_b"))
    where = folder.where("propensities.csv")
    names = list(actors["actor"])
    faults = [unknown(where, column, name, names) for column in ("actor_a", "actor_b") for name in pairs[column] if name not in names]
    refuse([*faults, *repeated(folder.where("actors.csv"), actors, "actor"), *pair_faults(where, pairs, "actor_a", "actor_b")])
    network = nx.Graph()
    network.add_nodes_from(names)
    network.add_weighted_edges_from(zip(pairs["actor_a"], pairs["actor_b"], pairs["propensity"], strict=True))
    return landscape.minima(actors["size"].to_numpy(), network)


def _configurations(found: Landscape, folder: Folder) -> Iterator[Finding]:
    names, where = found.graph.names, folder.where("landscape.csv")
    sides, columns = [f"side_{name}" for name in names], [f"frustration_{name}" for name in names]
    table = folder.table("landscape.csv", ("energy",), sides, columns)
    refuse(side_faults(where, "side_NAME", set(table[sides].to_numpy().ravel())))
    side = table[sides].to_numpy()
    number = (side[:, 1:] != side[:, :1]) @ (1 << np.arange(len(names) - 1))
    close = ROUNDING * np.abs(found.energies).max()
    energies = table["energy"].to_numpy()
    yield near("", "configurations", len(table), len(np.unique(number)))
    yield near("", "energies that differ", 0, np.count_nonzero(np.abs(found.energies[number] - energies) > close))
    if table[columns].notna().to_numpy().all():
        ours = np.stack([found.sizes * landscape.frustrations(found.sizes, found.graph, one) for one in side])
        yield near("", "frustrations that differ", 0, np.count_nonzero(np.abs(ours - table[columns].to_numpy()) > close))
    if "local_minimum" in table.columns:
        marked, faults = truths(where, table["local_minimum"])
        refuse(faults)
        published, ours_minima = set(number[marked].tolist()), {minimum.number for minimum in found.minima}
        yield near("", "local minima", len(published), len(ours_minima))
        yield near("", "minima at the same configurations", True, published == ours_minima)
        yield near("", "lowest energy", energies.min(), found.energies.min(), close)
    if folder.has("header.csv"):
        other = _as_in_header(found, folder).energies[number]
        note = f"{np.count_nonzero(np.abs(found.energies[number] - energies) <= close)} follow from the sizes of the table of actors"
        follow = np.count_nonzero(np.abs(other - energies) <= close)
        yield near("", "energies that follow from the header", len(table), follow, is_required=False, note=note)


def _as_in_header(found: Landscape, folder: Folder) -> Landscape:
    """The landscape with the sizes that the source's header gives some of the actors."""
    header, names = folder.table("header.csv", ("size",), ("actor",)), list(found.graph.names)
    refuse([unknown(folder.where("header.csv"), "actor", name, names) for name in header["actor"] if name not in names])
    printed = dict(zip(header["actor"], header["size"], strict=True))
    return landscape.minima([printed.get(name, size) for name, size in zip(names, found.sizes, strict=True)], found.graph)


def _quantities(found: Landscape, table: pd.DataFrame, where: str) -> Iterator[Finding]:
    lowest = found.minima[0]
    known = {
        "configurations": len(found.energies),
        "local_minima": len(found.minima),
        "strict_minima": len(found.strict),
        "lowest_energy": lowest.energy,
        "basin_of_lowest": lowest.basin,
        "smaller_side_of_lowest": ";".join(sorted(map(str, min(lowest.first, lowest.second, key=len)))),
    }
    faults = [unknown(where, "quantity", name, known) for name in table["quantity"] if name not in known]
    are_texts = table["quantity"] == "smaller_side_of_lowest"
    refuse([*faults, *repeated(where, table, "quantity"), *numbers(where, table["value"].mask(are_texts, "0"))[1]])
    for row in table.fillna({"tolerance": 0.0}).itertuples():
        yield near("", row.quantity, row.value, known[row.quantity], row.tolerance)


ACTORS = Target(
    "furnas_axelrod_2016",
    "Furnas & Axelrod 2016",
    "energy and frustrations of all 1,024 configurations of 11 actors",
    "exact",
    ("actors.csv", "propensities.csv"),
    findings,
)
