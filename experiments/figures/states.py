"""Who is who in a run: the state that figures follow, the roles of the others, and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.properties import GROUPS

if TYPE_CHECKING:
    from simulation.trajectory import Trajectory

LONGEST = 14
"""Letters of a name beyond which a state goes by its id in labels."""
PARTNERS = {
    "hub": "hub",
    "core": "other core",
    "client": "clients",
    "swing": "swing states",
    "attacked": "attacked",
    "coalition": "coalition",
}
"""Groups of partners, with what they are called where they have more than one member."""


def focus(trajectory: Trajectory) -> int:
    """Row of the state that the run is about.

    That is the state whose sanctions programme rises most above the start, by the weights of the channels; where none
    rises the second state of the core, and where there is none the first state.
    """
    programme = trajectory.series("programme")
    rise = np.einsum("c,ci->i", trajectory.series("weight")[0], programme.max(axis=0) - programme[0])
    if rise.max() > 0:
        return int(rise.argmax())
    return max(int(trajectory.series("second")[-1, 0]), 0)


def hub(trajectory: Trajectory) -> int:
    """Row of the hub at the end of the run, -1 without a core."""
    return int(trajectory.series("hub")[-1, 0])


def one_sided(trajectory: Trajectory) -> str:
    """Title of the measure ``asymmetry``, with the names of second and hub at the end of the run."""
    pair = int(trajectory.series("second")[-1, 0]), hub(trajectory)
    if min(pair) < 0:
        return "how one-sided (no pair in the core)"
    return f"how one-sided: {label(trajectory, pair[0])} on {label(trajectory, pair[1])}"


def label(trajectory: Trajectory, row: int) -> str:
    """Name of a state for a label: its id where the name is long."""
    state = trajectory.scenario.states[row]
    return state.name if len(state.name) <= LONGEST else state.id


def members(trajectory: Trajectory, group: str) -> list[int]:
    """Rows of the states of a group, largest capability first."""
    capability = trajectory.series("capability")[0]
    rows = np.flatnonzero(trajectory.series("group")[0] == GROUPS.index(group))
    return [int(row) for row in rows[np.argsort(-capability[rows], kind="stable")]]


def partners(trajectory: Trajectory, row: int) -> dict[str, list[int]]:
    """Rows of a state's partners by role, the keys of ``PARTNERS``; the hub is no part of the rest of the core."""
    roles = {role: members(trajectory, role) if role != "hub" else [hub(trajectory)] for role in PARTNERS}
    roles["core"] = [other for other in roles["core"] if other not in roles["hub"]]
    return {role: [other for other in rows if other not in (row, -1)] for role, rows in roles.items()}


def measure(trajectory: Trajectory, name: str) -> np.ndarray:
    """A measure by month; zeros where the run has none of that name."""
    names = list(trajectory.program.measures)
    taken = trajectory.record[: trajectory.months + 1]
    return taken[:, names.index(name)].copy() if name in names else np.zeros(len(taken))
