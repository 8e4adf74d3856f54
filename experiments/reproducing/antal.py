"""Antal, Krapivsky & Redner 2005, 2006: triad dynamics, and the signs among six powers before a war."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.reproducing.finding import Finding, near, within
from experiments.reproducing.folder import Folder
from experiments.reproducing.signed_graphs import compare
from experiments.reproducing.target import Target
from simulation.classic.triads import constrained_dynamics, local_dynamics, stationary_density

NODES, STEPS = 200, 20_000_000
"""Nodes, and steps of burn-in and of averaging, for which the tolerance of the densities is meant."""
FORMULA = 1e-9
"""Tolerance of the closed form."""


def findings(folder: Folder) -> Iterator[Finding]:
    """Densities of local dynamics, jammed shares of constrained dynamics where they are listed, and the panels."""
    for row in folder.table("ltd_density.csv", ("p", "stationary_density_of_friendly_links", "tolerance")).itertuples():
        case, density = f"p = {row.p:g}", row.stationary_density_of_friendly_links
        yield near(case, "density, formula", density, stationary_density(row.p), FORMULA)
        yield near(case, "density, local dynamics", density, local_dynamics(NODES, row.p, STEPS, STEPS), row.tolerance)
    if folder.has("ctd_jammed.csv"):
        columns = ("nodes", "runs", "jammed_share", "accept_low", "accept_high")
        for row in folder.table("ctd_jammed.csv", columns).itertuples():
            share = constrained_dynamics(row.nodes, row.runs).jammed / row.runs
            yield within(f"{row.nodes} nodes", "jammed share", row.jammed_share, share, row.accept_low, row.accept_high)
    edges = folder.table("great_power_panels.csv", ("sign",), ("panel", "power_a", "power_b"))
    expected = folder.table("great_power_panels_expected.csv", (), ("panel",))
    yield from compare(edges, expected, folder.where("great_power_panels_expected.csv"))


TARGET = Target(
    "antal_krapivsky_redner",
    "Antal, Krapivsky & Redner 2005, 2006",
    "density of friendship, jammed states, six panels of great powers",
    "formula",
    ("ltd_density.csv", "great_power_panels.csv", "great_power_panels_expected.csv"),
    findings,
)
