"""Antal, Krapivsky & Redner 2005, 2006: triad dynamics, and the signs among six powers before a war."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import Folder
from experiments.reproducing.signed_graphs import compare, edges
from experiments.reproducing.target import Target
from simulation.classic.triads import constrained_dynamics, local_dynamics, stationary_density

NODES, STEPS = 200, 20_000_000
"""Nodes, and steps of burn-in and of averaging, for which the tolerance of the densities is meant."""
NEVER_JAMMED, RUNS = frozenset((8, 10)), 2000
"""Numbers of nodes from which no run is jammed, whether or not a folder lists them, and runs of each."""
FORMULA = 1e-9
"""Tolerance of the closed form."""


def findings(folder: Folder) -> Iterator[Finding]:
    """Densities of local dynamics, jammed shares of constrained dynamics where they are listed, and the panels."""
    for row in folder.table("ltd_density.csv", ("p", "stationary_density_of_friendly_links", "tolerance")).itertuples():
        case, density = f"p = {row.p:g}", row.stationary_density_of_friendly_links
        yield near(case, "density, formula", density, stationary_density(row.p), FORMULA)
        yield near(case, "density, local dynamics", density, local_dynamics(NODES, row.p, STEPS, STEPS), row.tolerance)
    yield from _constrained(folder)
    yield from compare(edges(folder, "great_power_panels.csv", "panel"), folder, "great_power_panels_expected.csv")


def _constrained(folder: Folder) -> Iterator[Finding]:
    """Jammed shares that are listed, none from the numbers of nodes that never jam, and no run that comes to no end."""
    columns = ("nodes", "runs", "jammed_share", "accept_low", "accept_high")
    rows = folder.table("ctd_jammed.csv", columns).to_dict("records") if folder.has("ctd_jammed.csv") else []
    listed = {int(row["nodes"]): row for row in rows}
    for nodes in sorted(NEVER_JAMMED | listed.keys()):
        case, row = f"{nodes} nodes", listed.get(nodes)
        runs = int(row["runs"]) if row else RUNS
        ends = constrained_dynamics(nodes, runs)
        if row:
            yield within(case, "jammed share", row["jammed_share"], ends.jammed / runs, row["accept_low"], row["accept_high"])
        if nodes in NEVER_JAMMED:
            yield near(case, "jammed runs", 0, ends.jammed)
        yield near(case, "unfinished runs", 0, ends.unfinished)


TARGET = Target(
    "antal_krapivsky_redner",
    "Antal, Krapivsky & Redner 2005, 2006",
    "density of friendship, jammed states, six panels of great powers",
    "formula",
    ("ltd_density.csv", "great_power_panels.csv", "great_power_panels_expected.csv"),
    findings,
)
