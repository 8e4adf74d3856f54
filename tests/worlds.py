"""Worlds for tests: small ones built by hand, one from the middle of a run, and ugly ones that hypothesis draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st

import scenarios
import simulation
from simulation.events import new_log, no_log
from simulation.footprint import footprint
from simulation.imposed import Imposed
from simulation.initial import imposed_on
from simulation.levers import LEVERS
from simulation.measures import MEASURES
from simulation.program import Program
from simulation.properties import GROUPS
from simulation.schedule import MONTH, PARAMETERS
from simulation.world import DRIVEN, VARIABLES, WINDOW, World, empty

CORE, CLIENT, COALITION, ATTACKED, SWING = range(len(GROUPS))
MONTHLY = frozenset(field for rule in MONTH for field in footprint(rule).writes)
"""Fields that a month changes; the rest of a world is as it was at the start."""

close = partial(pytest.approx, rel=1e-12, abs=1e-14)
"""What a number worked out by hand must agree with."""
examples = settings(max_examples=60, deadline=None, derandomize=True)


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


def parameters(**changes: float) -> np.record:
    """Every parameter at its base, with the changes given."""
    unknown = set(changes) - set(PARAMETERS)
    assert not unknown, f"no such parameters: {unknown}"
    return _program().parameter_record(changes)


@cache
def _program() -> Program:
    return Program()


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


class Moment(NamedTuple):
    """All that a rule may ask for."""

    world: World
    start: World
    imposed: Imposed
    p: np.record
    record: np.ndarray
    log: np.ndarray

    def copy(self) -> Moment:
        """The same with a world and a log of its own."""
        return self._replace(world=self.world.copy(), log=self.log.copy())

    def __repr__(self) -> str:
        return f"<moment of {len(self.world.id)} states, seed {self.world.key[0]}>"


def mid_run() -> Moment:
    """Month 24 of the shipped invented world, where every rule has something to do."""
    scenario = scenarios.load("ten-states")
    trajectory = simulation.run(scenario, months=24)
    return Moment(trajectory.world(), trajectory.world(0), imposed_on(scenario, 24), parameters(), trajectory.record.copy(), new_log(2000))


def _ugly(rng: np.random.Generator, lengths: dict[str, int]) -> World:
    """Values at random, all equal, or at the ends of their range, field by field."""
    made = empty(lengths)
    states = lengths["i"]
    for array, variable in zip(made, VARIABLES.values(), strict=True):
        low, high = max(variable.low, -1.0), min(variable.high, 3.0)
        kind = rng.integers(5)
        values = rng.choice([low, high], array.shape) if kind == 0 else rng.uniform(low, high, array.shape)
        values = np.full(array.shape, low) if kind == 1 or not array.size else np.full(array.shape, values.flat[0]) if kind == 2 else values
        array[...] = values if array.dtype == np.float64 else rng.integers(int(low), int(high) + 1, array.shape)
    made.id[:] = rng.choice(2**32, states, replace=False)
    made.month[0] = rng.choice(UGLY_MONTHS)
    made.group[:] = rng.integers(0, len(GROUPS), states)
    made.hub[0], made.second[0] = rng.integers(-1, states), -1
    made.membership[:] = rng.integers(-1, 2, states)
    made.camp_next[:] = rng.integers(-1, 2, states)
    made.sanctioned[:] = rng.integers(0, 2, states)
    made.volume[...] = rng.choice([0.0, 1e-3, 1.0, 1e4], made.volume.shape)
    made.request_rate[:] = rng.choice([0.0, 0.5, 9.0, 100.0], states)
    for name in ("need", "need_in_peace", "capacity"):  # some goods that nobody needs or has
        getattr(made, name)[...] *= rng.integers(0, 2, lengths["g"])
    made.response_signpost[:] = rng.integers(0, max(lengths["s"], 1), lengths["r"])
    made.response_lever[:] = rng.integers(0, len(LEVERS), lengths["r"])
    targets = rng.integers(0, states, lengths["r"])
    made.response_state[:] = [row if LEVERS[k].each else -1 for k, row in zip(made.response_lever, targets, strict=True)]
    return made


def _mend(made: World) -> World:
    """What holds in every world: symmetric ties of tied pairs, noise of a pair in one row, rows of at most 1, trust below its limit."""
    made.tied[...] = np.triu(np.rint(made.tied), 1) + np.triu(np.rint(made.tied), 1).T
    for name in ("tie", "tie_next", "commitment", "rivalry"):
        array = getattr(made, name)
        array[...] = (np.triu(array, 1) + np.triu(array, 1).T) * made.tied
    made.third_states[...] = made.tied @ made.tied
    made.tie_noise[...] = np.triu(made.tie_noise, 1)
    for array in (made.share, made.attraction, made.target):
        array *= (1.0 - np.eye(len(made.id))) / np.maximum(array.sum(axis=-1, keepdims=True), 1.0)
    made.issue_weight[...] = 1.0 / len(made.issue_weight)
    made.alpha[...] += 0.01
    np.minimum(made.trust, made.ceiling, out=made.trust)
    return made


def ugly(seed: int, states: int = 4, channels: int = 2, issues: int = 2, goods: int = 2, signposts: int = 2) -> Moment:
    """A world, its start and what is imposed, within the declared ranges and otherwise as odd as can be."""
    rng = np.random.default_rng(seed)
    lengths = sized(states, channels, issues, goods, signposts, int(rng.integers(0, 4)) if signposts else 0)
    start, now = _mend(_ugly(rng, lengths)), _ugly(rng, lengths)
    start.key[:] = seed, 0
    start.weight[:] = 1.0 / channels
    for name in set(World._fields) - MONTHLY - {"month"}:
        getattr(now, name)[...] = getattr(start, name)
    three = [_ugly(rng, lengths) for _ in range(3)]
    imposed = Imposed._make(np.stack([getattr(three[t % 3], name) for t in range(max(UGLY_MONTHS) + 1)]) for name in DRIVEN)
    changes = {name: rng.choice([q.low, q.base, q.high]) for name, q in PARAMETERS.items() if not q.fixed}
    record = rng.choice([-1.0, 0.0, 0.5, 2.0], (rng.choice([0, max(UGLY_MONTHS)]), len(MEASURES)))
    return Moment(_mend(now), start, imposed, parameters(**changes), record, new_log(500))


UGLY_MONTHS = (0, 1, 2, 14)
"""Months in which an ugly world may stand."""

few = st.integers(1, 2)
ugly_moments = st.builds(ugly, st.integers(0, 2**32 - 1), st.integers(1, 4), few, few, few, st.integers(0, 2))
"""Ugly moments of one to four states."""
