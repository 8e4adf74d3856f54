"""Jackson & Nei 2015: war-stable networks of alliances among three to five countries, by trying every network."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.reproducing.columns import repeated
from experiments.reproducing.finding import Finding, near
from experiments.reproducing.folder import Folder, known, refuse
from experiments.reproducing.target import Target
from simulation.classic.alliances import networks


def findings(folder: Folder) -> Iterator[Finding]:
    """Every case of ``expected.csv``."""
    table = folder.table("strengths.csv", ("strength",), ("case", "country"))
    refuse(repeated(folder.where("strengths.csv"), table, "case", "country"))
    strengths = dict(iter(table.groupby("case")["strength"]))
    counts = ("networks", "networks_without_vulnerable_country", "war_stable_networks", "war_stable_nonempty_networks")
    for row in folder.table("expected.csv", ("gamma", *counts), ("case",)).itertuples():
        found = networks(known(strengths, row.case, folder.where("strengths.csv")), row.gamma)
        stable = np.flatnonzero(found.war_stable)
        ours = (len(found.safe), np.count_nonzero(found.safe), len(stable), np.count_nonzero(stable))
        for name, value in zip(counts, ours, strict=True):
            yield near(row.case, name.replace("_", " "), getattr(row, name), value)


TARGET = Target(
    "jackson_nei_2015",
    "Jackson & Nei 2015",
    "every network of 50 cases of 3 to 5 countries",
    "exact",
    ("expected.csv", "strengths.csv"),
    findings,
)
