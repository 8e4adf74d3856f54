"""From a scenario to what a run starts with: the tables as arrays, and what is imposed month by month."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from simulation.chance import state_hash
from simulation.imposed import move, steady
from simulation.levers import LEVERS
from simulation.months import months_between
from simulation.properties import ATTRIBUTES, CHANNELS, GOODS, GROUPS, ISSUES, SUPPLY
from simulation.scenario import Scenario
from simulation.tables import COMPARISONS, EVENTS, TABLES
from simulation.world import VARIABLES, WINDOW, Variable, World, empty

_MEMBERSHIP = {"core": 1.0, "client": 1.0, "coalition": -1.0, "attacked": -1.0, "swing": 0.0}
_DEFAULTS = {
    ("attributes", a.name): a.default for a in ATTRIBUTES
} | {("channels", c.name): c.default for c in CHANNELS} | {("issues", m.name): m.default for m in ISSUES} | {
    ("goods", g.name): g.default for g in GOODS
} | {("capacities", s.name): s.default for s in SUPPLY}  # fmt: skip
_AXES = {"state": "i", "partner": "j", "channel": "c", "issue": "m", "good": "g"}
_KEYS = {table.name: table.keys for table in TABLES}


def sizes(scenario: Scenario) -> dict[str, int]:
    """Lengths of the dimensions of the scenario's arrays."""
    count = len(scenario.states)
    head, tables = scenario.head, scenario.tables
    lists = {"c": head.channels, "m": head.issues, "g": head.goods, "s": tables["signposts"], "r": tables["responses"]}
    return {"i": count, "j": count, "w": WINDOW} | {d: len(members) for d, members in lists.items()}


def key_of(seed: int, replicate: int) -> tuple[int, int]:
    """The key of chance; raises ValueError outside 0 to 2**32 - 1 and TypeError where a number is not whole."""
    for name, number in (("seed", seed), ("replicate", replicate)):
        if not 0 <= operator.index(number) < 2**32:
            raise ValueError(f"{name} {number}: allowed 0 to {2**32 - 1}")
    return operator.index(seed), operator.index(replicate)


def initial_world(scenario: Scenario, seed: int = 1, replicate: int = 0) -> World:
    """The tables of the scenario as arrays, before the rules of the start complete them.

    Parameters
    ----------
    seed, replicate : key of chance, 0 to 2**32 - 1 each.
    """
    world = empty(sizes(scenario))
    world.key[:] = key_of(seed, replicate)
    world.id[:] = [state_hash(state.id) for state in scenario.states]
    world.group[:] = [GROUPS.index(state.group) for state in scenario.states]
    world.membership[:] = [_MEMBERSHIP[state.group] for state in scenario.states]
    for name, variable in VARIABLES.items():
        if variable.data:
            _fill(getattr(world, name), variable, scenario)
    for state, partner in scenario.tables["ties"]:
        world.tied[scenario.row(state), scenario.row(partner)] = 1.0
    for c, channel in enumerate(scenario.head.channels):
        for i, member in enumerate(scenario.states):
            if (channel, member.id) not in scenario.tables["volumes"]:
                world.volume[c, i] = world.gdp[i]
    _fill_signposts(world, scenario)
    return world


def _fill_signposts(world: World, scenario: Scenario) -> None:
    world.recognition_lag[0] = scenario.head.recognition_lag
    names = []
    for s, ((name, measure, comparison), entry) in enumerate(scenario.tables["signposts"].items()):
        names.append(name)
        world.signpost_measure[s] = list(scenario.measures).index(measure)
        world.signpost_test[s] = COMPARISONS.index(comparison)
        world.signpost_threshold[s] = entry.value
        world.signpost_hold[s], world.signpost_noise[s] = entry.extras
    levers = [lever.name for lever in LEVERS]
    for r, ((name, lever, state), entry) in enumerate(scenario.tables["responses"].items()):
        world.response_signpost[r] = names.index(name)
        world.response_lever[r] = levers.index(lever)
        world.response_state[r] = scenario.row(state) if state else -1
        world.response_value[r] = entry.value


def _fill(array: np.ndarray, variable: Variable, scenario: Scenario) -> None:
    """Write a table's values into an array whose dimensions may stand in another order than the table's keys."""
    table, _, wanted = variable.data.partition(".")
    if wanted:
        array[:] = _DEFAULTS[table, wanted] or 0.0
    keys = _KEYS[table]
    for key, entry in scenario.tables[table].items():
        if wanted and key[-1] != wanted:
            continue
        position = {_AXES[k]: scenario.names.sets[k].index(name) for k, name in zip(keys, key, strict=True) if k in _AXES}
        array[tuple(position[d] for d in variable.dims)] = entry.value


def imposed_on(scenario: Scenario, months: int) -> Any:
    """What the calendar and the levers of the scenario impose in the months 0 to ``months`` (``simulation.imposed.Imposed``)."""
    imposed = steady(sizes(scenario), months)
    start = scenario.head.start
    for (state, channel), entry in scenario.tables["sanctions"].items():
        imposed.programme[:, scenario.head.channels.index(channel), scenario.row(state)] = entry.value
    imposed.chance[: months_between(start, scenario.head.chance_from or start)] = 0.0
    shocks = {shock.name: shock for shock in EVENTS}
    events = sorted(scenario.tables["calendar"].items(), key=lambda item: item[0][4])
    for (_, variable, state, channel, month), entry in events:
        where = [scenario.head.channels.index(channel)] if channel else []
        where += [scenario.row(state)] if state else []
        path, when = getattr(imposed, variable)[(slice(None), *where)], months_between(start, month)
        if shocks[variable].passing:
            path[when : when + 1] = entry.value
        else:
            move(path, when, entry.value, int(entry.extras[0]))
    for lever in LEVERS:
        rows = sorted((key[2], key[1], entry.value) for key, entry in scenario.tables["levers"].items() if key[0] == lever.name)
        for month, state, value in rows:
            when = months_between(start, month)
            path = getattr(imposed, lever.name)[:, scenario.row(state) if state else 0]
            move(path, when + scenario.head.recognition_lag if when > 0 else 0, value)
    return imposed
