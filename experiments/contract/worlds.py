"""Small worlds made by hand, and what it takes to run a rule on one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np

from simulation.events import no_log
from simulation.footprint import footprint
from simulation.measures import MEASURES
from simulation.program import Program
from simulation.properties import GROUPS
from simulation.world import WINDOW, World, empty

CORE, CLIENT, COALITION, ATTACKED, SWING = range(len(GROUPS))


def sized(states: int = 3, channels: int = 2, issues: int = 2, goods: int = 2, signposts: int = 0, responses: int = 0) -> dict[str, int]:
    """Lengths of the dimensions of a world."""
    return {"i": states, "j": states, "c": channels, "m": issues, "g": goods, "s": signposts, "r": responses, "w": WINDOW}


def world(
    states: int = 3, channels: int = 2, issues: int = 2, goods: int = 2, signposts: int = 0, responses: int = 0, **fields: Any
) -> World:
    """A calm world of hedging states, each tied to each at 0, that need nothing, with every ``field`` given set."""
    made = empty(sized(states, channels, issues, goods, signposts, responses))
    defaults: dict[str, Any] = {
        "key": (1, 0), "id": np.arange(states) + 101, "group": SWING, "hub": -1, "second": -1, "capability": 1.0 / states, "gdp": 100.0,
        "liquidity": 0.5, "autonomy": 1.0, "weight": 1.0 / channels, "cut": 0.75, "third": 0.5, "elasticity": 4.0, "pace": 1.0,
        "price": 1.0, "acceleration": 1.0, "primary": 1.0, "export": 1.0, "coordination": 1.0, "carried_out": 1.0, "response": 1.0,
        "issue_weight": 1.0 / issues, "tied": 1.0 - np.eye(states), "third_states": max(states - 2, 0), "volume": 100.0, "access": 1.0,
        "alpha": 3.0, "beta": 3.0, "prior_alpha": 3.0, "prior_beta": 3.0, "ceiling": 1.0, "trust": 0.5, "chance": 1.0, "crisis_rate": 1.0,
        "leader_exit_rate": 1.0, "initiative": 1.0, "need_in_war": -1.0, "quality": 1.0, "stock": 1.0, "own_production": 1.0,
        "consensus": 1.0, "signpost_hold": 1.0,
    }  # fmt: skip
    for name, value in (defaults | fields).items():
        getattr(made, name)[...] = value
    return made


@cache
def program() -> Program:
    """The program of the package."""
    return Program()


def parameters(of: Program | None = None, **changes: float) -> Any:
    """Every parameter of a program, by default that of the package, at its base, with the changes given."""
    made = of or program()
    unknown = set(changes) - set(made.places)
    if unknown:
        raise ValueError(f"no such parameters: {', '.join(sorted(unknown))}")
    return made.parameter_record(changes)


def opened(now: World, start: World) -> World:
    """``now`` with its access counted against the start, as ``open_access`` leaves it."""
    now.opening[...] = np.divide(now.access, start.access, out=np.ones_like(now.access), where=start.access > 0.0)
    now.closed[...] = 1.0 - np.minimum(now.opening, 1.0)
    return now


def no_record() -> np.ndarray:
    """A record of measures without a month."""
    return np.zeros((0, len(MEASURES)))


def apply(
    rule: Callable,
    now: World,
    start: World | None = None,
    imposed: Any = None,
    p: Any = None,
    record: np.ndarray | None = None,
    log: np.ndarray | None = None,
    states: Iterable[int] = (),
) -> World:
    """Run a rule on ``now``, a state's rule for every state (or those given, in their order); gives ``now``."""
    given = {"world": now, "start": start, "imposed": imposed, "p": parameters() if p is None else p}
    given |= {"record": no_record() if record is None else record, "log": no_log() if log is None else log}
    touched = footprint(rule)
    for i in (states or range(len(now.id))) if touched.of_state else (0,):
        rule(*(i if name == "i" else given[name] for name in touched.arguments))
    return now
