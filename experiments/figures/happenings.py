"""What befell the core in a run, from its log and the calendar, ranked by what it means for the bloc."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.chronicle import COMMITMENTS
from experiments.figures.events import events, spoken
from experiments.figures.states import measure, members
from simulation.events import ABANDONMENT, COLUMNS, CRISIS, FALL, LEADER_EXIT, RECOGNITION, SUPPORT, TREATY
from simulation.months import months_between

if TYPE_CHECKING:
    from simulation.trajectory import Trajectory

MOST = 12
"""Most months with happenings that get a number."""
CAMPS = {1: "the axis", 0: "neither camp", -1: "the coalition"}
"""Membership by its code."""
CORE_MOVES, WAR, NEW_LEADER, IN_CRISIS, TREATY_STEP, OTHERS_MOVE, IMPOSED, RECOGNISED, RESOLUTION = range(9)
"""Ranks of happenings, the weightiest first."""
_KIND, _ACTOR, _PARTNER, _QUANTITY = (COLUMNS.index(name) for name in ("kind", "actor", "partner", "quantity"))


class Happening(NamedTuple):
    """What happened in a month; of two the one with the lower rank matters more."""

    month: int
    rank: int
    text: str


def numbered(trajectory: Trajectory) -> tuple[list[tuple[int, str]], int]:
    """Months with what happened in them, the weightiest ``MOST`` in their order, and how many months are left out.

    Of months of one rank those count more in which more happened, then those in which cohesion changed more.
    """
    found: dict[int, list[Happening]] = {}
    for happening in happenings(trajectory):
        found.setdefault(happening.month, []).append(happening)
    change = np.abs(np.diff(measure(trajectory, "cohesion"), prepend=0.0))

    def weight(month: int) -> tuple[float, ...]:
        ranks = [happening.rank for happening in found[month]]
        return min(ranks), -ranks.count(min(ranks)), -change[month], month

    ranked = sorted(found, key=weight)
    texts = {month: _said(found[month]) for month in ranked[:MOST]}
    return sorted(texts.items()), len(ranked) - len(texts)


def _said(found: list[Happening]) -> str:
    """What happened in a month as one text, the weightiest first."""
    return "; ".join(dict.fromkeys(one.text for one in sorted(found, key=lambda one: one.rank)))


def happenings(trajectory: Trajectory) -> list[Happening]:
    """Everything that concerns the core or its axis, by month."""
    return sorted([*_of_the_log(trajectory), *_of_the_calendar(trajectory)])


def moves(trajectory: Trajectory) -> list[tuple[int, int, str]]:
    """Changes of membership: the month, the row of the state, and what it does."""
    membership = trajectory.series("membership")
    found = []
    for month, row in np.argwhere(np.diff(membership, axis=0)):
        before, after = (int(membership[month + k, row]) for k in (0, 1))
        does = f"joins {CAMPS[after]}" if after else f"leaves {CAMPS[before]}"
        found.append((int(month) + 1, int(row), f"{trajectory.scenario.states[row].id} {does}"))
    return found


def _of_the_log(trajectory: Trajectory) -> Iterator[Happening]:
    ids = [state.id for state in trajectory.scenario.states]
    core = set(members(trajectory, "core"))
    commitment, strikes = trajectory.series("commitment"), _strikes(trajectory)
    for month, row, text in moves(trajectory):
        yield Happening(month, CORE_MOVES if row in core else OTHERS_MOVE, text)
    log = trajectory.log
    for event in log:
        month, kind, actor, partner = (int(event[k]) for k in (0, _KIND, _ACTOR, _PARTNER))
        if actor not in core:
            continue
        who, whom = ids[actor], ids[partner]
        if kind == FALL:
            yield Happening(month, CORE_MOVES, f"regime of {who} falls")
        elif kind == LEADER_EXIT:
            yield Happening(month, NEW_LEADER, f"new leader in {who}")
        elif kind == CRISIS:
            struck = log[(log[:, 0] == month) & (log[:, _PARTNER] == actor)]
            yield Happening(month, IN_CRISIS, f"crisis in {who}{strikes.get((month, who), '')}{_helped(struck, ids, core)}")
        elif kind == TREATY and partner in core:
            depth = int(event[_QUANTITY])
            way = "up" if depth > commitment[month - 1, actor, partner] else "down"
            yield Happening(month, TREATY_STEP, f"{who}, {whom}: {way} to {COMMITMENTS[depth]}")
        elif kind == RECOGNITION:
            yield Happening(month, RECOGNISED, f"{who} recognises what {whom} took")


def _helped(struck: np.ndarray, ids: list[str], core: set[int]) -> str:
    """Who of the core stood by a state in its crisis and who did not, from the events of the month that have it as partner."""
    by, not_by = ([ids[int(k)] for k in struck[struck[:, _KIND] == kind, _ACTOR] if k in core] for kind in (SUPPORT, ABANDONMENT))
    if by:
        return f": helped by {', '.join(by)}" + (f", not by {', '.join(not_by)}" if not_by else "")
    return f": not helped by {', '.join(not_by)}" if not_by else ""


def _strikes(trajectory: Trajectory) -> dict[tuple[int, str], str]:
    """Names of the crises of the calendar in brackets, by month and state."""
    rows = [row for row in trajectory.scenario.tables["calendar"] if row[1] == "strike"]
    return {(months_between(trajectory.scenario.head.start, when), whom): f" ({spoken(name)})" for name, _, whom, _, when in rows}


def _of_the_calendar(trajectory: Trajectory) -> Iterator[Happening]:
    """What is imposed; crises, new leaders and falls are in the log."""
    ranks = {"war": WAR, "resolution": RESOLUTION}
    variables = {spoken(name): variable for name, variable, *_ in trajectory.scenario.tables["calendar"]}
    for month, names in events(trajectory, passing=True).items():
        for name in names:
            variable = variables.get(name, "lever")
            if variable not in ("strike", "departure", "fall"):
                kind = f"{variable} " if variable in ("lever", "resolution") else ""
                yield Happening(month, ranks.get(variable, IMPOSED), kind + name)
