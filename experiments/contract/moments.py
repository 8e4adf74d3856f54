"""Moments to try rules and measures on: one from the middle of a run, and some that no run leads to."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

import scenarios
import simulation
from experiments.contract.worlds import parameters, program, sized
from simulation.events import new_log
from simulation.footprint import footprint
from simulation.imposed import Imposed
from simulation.initial import imposed_on
from simulation.levers import LEVERS
from simulation.measures import MEASURES
from simulation.program import Program
from simulation.properties import GROUPS
from simulation.schedule import MONTH, PARAMETERS
from simulation.world import DRIVEN, VARIABLES, World, empty

MONTHLY = frozenset(field for rule in MONTH for field in footprint(rule).writes)
"""Fields that a month changes; the rest of a world is as it was at the start."""
UGLY_MONTHS = (0, 1, 2, 14)
"""Months in which an ugly world may stand."""
EAGER = {
    "demand_rate": 0.5, "exit_hazard": 1.0, "recognition_rate": 1.0, "recognition_cover": 0.0, "recognition_tie": 0.0,
    "concession_from_asymmetry": 1.5, "exposure_aversion": 0.0, "temptation_base": 0.8, "norm_weight": 0.0,
}  # fmt: skip
"""Parameters under which what is rare happens often."""


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

    def apart(self) -> Moment:
        """The same with everything of its own, for a rule of which nothing is known yet."""
        imposed = self.imposed._make(array.copy() for array in self.imposed)
        return self.copy()._replace(start=self.start.copy(), imposed=imposed, record=self.record.copy())

    def __repr__(self) -> str:
        return f"<moment of {len(self.world.id)} states, seed {self.world.key[0]}>"


def mid_run(of: Program | None = None) -> Moment:
    """Month 24 of the shipped invented world, where every rule has something to do."""
    scenario = scenarios.load("ten-states")
    trajectory = simulation.run(scenario, months=24)
    return Moment(
        trajectory.world(), trajectory.world(0), imposed_on(scenario, 24), parameters(of), trajectory.record.copy(), new_log(2000)
    )


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


def ugly(
    seed: int, states: int = 4, channels: int = 2, issues: int = 2, goods: int = 2, signposts: int = 2, of: Program | None = None
) -> Moment:
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
    known = {**PARAMETERS, **(of or program()).parameters}
    changes = {name: rng.choice([q.low, q.base, q.high]) for name, q in known.items() if not q.fixed}
    record = rng.choice([-1.0, 0.0, 0.5, 2.0], (rng.choice([0, max(UGLY_MONTHS)]), len(MEASURES)))
    return Moment(_mend(now), start, imposed, parameters(of, **changes), record, new_log(500))


def eager(seed: int, of: Program | None = None) -> Moment:
    """An ugly moment in which everybody deals, without money or fear of the coalition, and wars win cover."""
    moment = ugly(seed, of=of)._replace(p=parameters(of, **EAGER))
    now = moment.world
    for name, value in {"need": 1.0, "capacity": 1.0, "stock": 1.0, "liquidity": 0.0, "coalition_leverage": 0.0, "war": 1.0}.items():
        getattr(now, name)[...] = value
    now.recognised[...] = now.sanctioned[...] = 0.0
    now.cover[...] = moment.start.cover + 1.0
    return moment


@cache
def moments(of: Program | None = None) -> tuple[Moment, ...]:
    """One from the middle of a run, and some that no run leads to, where a rule's own past cannot hide what it does.

    Parameters of a program other than that of the package are in them too.
    """
    return (mid_run(of), *(ugly(seed, of=of) for seed in range(16)), *(eager(seed, of) for seed in range(16, 28)))
