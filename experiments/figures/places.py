"""Where states stand in the network: by group and by their order in the scenario, never by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.properties import GROUPS

if TYPE_CHECKING:
    from simulation.trajectory import Trajectory

WIDE, HIGH = 342.0, 300.0
"""Size of the plane in points."""
MIDDLE = HIGH / 2 + 4
"""Height at which the two sides stand; names stand below their states."""
APART, TALL = 62.0, 1.3
"""Distance of neighbours in a ring in points, where there is room, and how much taller than wide rings are."""
TILT = 0.2
"""Turn of the rings, so that ties from one side to the other do not run through a state on their way, in radians."""
COLUMN = 8
"""Most states above each other in the middle."""


def places(trajectory: Trajectory) -> np.ndarray:
    """Places of the states, array (states, 2) in points.

    The core stands in a ring on the left with its clients around it, the coalition in a ring on the right with the attacked
    around it, and the swing states in columns between.
    """
    group = trajectory.series("group")[0]
    rows = {name: np.flatnonzero(group == code) for code, name in enumerate(GROUPS)}
    spots = np.zeros((len(group), 2))
    for inner, outer, side in (("core", "client", -1.0), ("coalition", "attacked", 1.0)):
        radius = ring_radius(len(rows[inner]))
        centre = np.array([WIDE / 2 + side * 0.29 * WIDE, MIDDLE])
        spots[rows[inner]] = centre + radius * _around(len(rows[inner]), side) * (1, TALL)
        spots[rows[outer]] = centre + _arc(len(rows[outer]), radius, side)
    swing = rows["swing"]
    columns = -(-len(swing) // COLUMN)
    for k, row in enumerate(swing):
        level, column = divmod(k, columns)
        levels = -(-len(swing) // columns)
        x = WIDE / 2 + 34 * (column - (columns - 1) / 2) + (9 if level % 2 else -9)
        spots[row] = x, MIDDLE + (HIGH - 60) * (0.5 - (level / (levels - 1) if levels > 1 else 0.5))
    return spots


def ring_radius(count: int) -> float:
    """Radius of a ring of states."""
    return 0.0 if count < 2 else min(APART / (2 * np.sin(np.pi / count)), 0.16 * WIDE)


def _around(count: int, side: float) -> np.ndarray:
    """Directions of a ring of states, the first one towards the middle of the plane on top, then away from it."""
    angles = np.pi / 2 + side * 2 * np.pi * (0.5 / max(count, 1) - np.arange(count) / max(count, 1)) - side * TILT
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _arc(count: int, radius: float, side: float) -> np.ndarray:
    """States around a ring, on the side away from the middle: from above it to below it."""
    turn = np.linspace(-1, 1, count) * 0.42 * np.pi if count > 1 else np.full(count, -0.42 * np.pi)
    across, up = min(radius + 30, 0.21 * WIDE - 14), TALL * radius + 40
    return np.column_stack([side * across * np.cos(turn), -up * np.sin(turn)])
