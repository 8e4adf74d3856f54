"""Figures of a run. The only package that knows matplotlib.

Every module draws one figure from a trajectory; none touches matplotlib's global state.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.figures import alignment, channel_shares, cohesion, leverage, losses, measures_over_time, membership, network, trust
from experiments.figures.states import focus
from experiments.files import write

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure

    from simulation.trajectory import Trajectory

__all__ = ["FIGURES", "focus", "save_all"]

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
        written.append(write(Path(folder) / f"{name}.png", partial(figure.savefig, pil_kwargs={"compress_level": 1})))
    return written
