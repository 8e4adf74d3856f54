"""Every target, in the order in which it is reported."""

from __future__ import annotations

from experiments.reproducing import (
    antal,
    axelrod_bennett,
    early_warning,
    jackson_nei,
    landscapes,
    marvel,
    morrison,
    prim_box,
    replication,
    robustness,
    scores,
    sensitivity,
    signed_graphs,
)
from experiments.reproducing.target import Target

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        axelrod_bennett.TARGET,
        landscapes.ACTORS,
        signed_graphs.TRIBES,
        signed_graphs.WARS,
        marvel.TARGET,
        antal.TARGET,
        morrison.TARGET,
        jackson_nei.TARGET,
        sensitivity.TARGET,
        prim_box.TARGET,
        robustness.TARGET,
        replication.TARGET,
        scores.TARGET,
        early_warning.TARGET,
    )
}
"""Targets by the name of their folder."""
