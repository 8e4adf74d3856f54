"""Figures. The only package that knows matplotlib.

A module draws one figure, from a trajectory or from a table; none touches matplotlib's global state.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.figures import (
    alignment,
    channel_shares,
    cohesion,
    leverage,
    losses,
    measures_over_time,
    membership,
    network,
    outcome_shares,
    survival,
    trust,
)
from experiments.figures.formats import png
from experiments.figures.states import focus
from experiments.files import write_bytes
from simulation.outcome import CLASSES

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure

    from experiments.outcomes import Report
    from simulation.trajectory import Trajectory

__all__ = ["FIGURES", "focus", "save_all", "save_report"]

FIGURES: dict[str, Callable[..., Figure]] = {
    "channel_shares": channel_shares.draw,
    "leverage": leverage.draw,
    "losses": losses.draw,
    "alignment": alignment.draw,
    "measures_over_time": measures_over_time.draw,
    "network": network.draw,
    "cohesion": cohesion.draw,
    "trust": trust.draw,
    "membership": membership.draw,
}
"""Every figure by name: what is given a trajectory and draws it."""
BANDED = (measures_over_time.draw, cohesion.draw)
"""Figures that show what runs with other luck do, where they are given."""


def save_all(trajectory: Trajectory, folder: Path, bands: np.ndarray | None = None) -> list[Path]:
    """Write every figure as ``<name>.png`` into a folder; the paths, in the order of ``FIGURES``.

    Parameters
    ----------
    bands : measures of runs with other luck, see ``measures_over_time.draw``.
    """
    written = []
    for name, draw in FIGURES.items():
        figure = draw(trajectory, bands) if draw in BANDED else draw(trajectory)
        written.append(_saved(figure, folder, name))
    return written


def save_report(report: Report, folder: Path) -> list[Path]:
    """Write the figures of an ensemble: shares of the classes beside their variants, and the time to fracture."""
    name, runs = report.scenario.name, len(report.keys)
    rows = [(name, report.shares), *report.variants.items()]
    rows += [(f"moved towards {code}", report.moved["all", code]) for code in CLASSES]
    drawn = {
        "outcome_shares": outcome_shares.outcome_shares(rows, f"{name}, {runs} runs"),
        "survival": survival.survival(report.curve, f"{name}, {runs} runs"),
    }
    return [_saved(figure, folder, file) for file, figure in drawn.items()]


def _saved(figure: Figure, folder: Path, name: str) -> Path:
    return write_bytes(Path(folder) / f"{name}.png", png(figure))
