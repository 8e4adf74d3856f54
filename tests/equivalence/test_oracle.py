"""The oracle, the model written a second time in objects, goes the same way as the engine: every event, every measure, every field.

Events are the same in the same order, and whole numbers equal; floats agree to ``CLOSE``, some thousand times wider than
the differences seen, which come from the order of sums (see ``tests/oracle/__init__.py``).
"""

import ast
from functools import cache
from pathlib import Path

import mesa
import numpy as np
import oracle
import pytest
from oracle import OracleModel
from oracle.fields import fields
from oracle.measures import MEASURES

import scenarios
import simulation
from simulation.events import CRISIS, FALL, LEADER_EXIT, MEMBERSHIP, TRIGGER
from simulation.footprint import footprint
from simulation.levers import LEVERS
from simulation.months import month_after
from simulation.scenario import Scenario
from simulation.schedule import MONTH, PARAMETERS
from simulation.tables import COMPARISONS, EVENTS
from simulation.world import VARIABLES

CLOSE = 1e-11
"""Largest difference of two floats, relative to the larger of 1 and their size."""
RUNS = [("ten-states", 1), ("ten-states", 2), ("axis-2022", 1), ("axis-2022", 2), ("adaptive", 3), ("laissez-faire", 4), ("no-war", 5)]
ALLOWED = {"chance", "numerics", "events", "properties", "levers", "tables", "scenario"}
"""Modules of the package that the oracle may import."""
KEPT_OTHERWISE = {"demanded", "conceded", "abandonments"}
"""Fields that the oracle keeps in another shape; events and the measure concession_rate show them."""


@cache
def engine(name, seed):
    """The trajectory of the engine."""
    return simulation.run(scenarios.load(name), seed)


def faults(model, trajectory):
    """Where the oracle departs from the engine in any month, run from its start to the end."""
    found = []
    for month in range(trajectory.months + 1):
        if month:
            model.step()
        for name, mine in fields(model).items():
            theirs = getattr(trajectory.worlds, name)[month].astype(float)
            apart = np.abs(np.where(np.isnan(mine), 0.0, mine - theirs))
            if (apart > CLOSE * np.maximum(np.abs(theirs), 1.0)).any():
                found.append(f"month {month}: {name} differs by {apart.max():.3g}")
    assert list(model.datacollector.model_vars) == list(trajectory.program.measures)
    record = np.array(list(model.datacollector.model_vars.values()), dtype=float).T
    apart = np.abs(record - trajectory.record) > CLOSE * np.maximum(np.abs(trajectory.record), 1.0)
    found += [f"month {month}: measure {list(MEASURES)[k]}" for month, k in np.argwhere(apart)]
    events = np.array(model.events, dtype=float).reshape(-1, trajectory.log.shape[1])
    if events.shape != trajectory.log.shape or not np.array_equal(events[:, :7], trajectory.log[:, :7]):
        found.append(f"{len(events)} events, of the engine {len(trajectory.log)}")
    elif not np.allclose(events, trajectory.log, rtol=CLOSE, atol=CLOSE):
        found.append("quantity, probability or draw of an event")
    return found


@pytest.mark.parametrize(("name", "seed"), RUNS)
def test_oracle_equals_engine(name, seed):
    trajectory = engine(name, seed)
    assert len(trajectory.log) > 500
    assert faults(OracleModel(scenarios.load(name), seed, events=True), trajectory) == []


def rough(number, months=36):
    """The invented world with everything that can befall it: every shock, lever, signpost and camp, at odd parameters."""
    rng = np.random.default_rng(number)
    config = scenarios.load("ten-states").config()
    head, tables, note = config["head"], config["tables"], {"evidence": "invented", "source": "drawn"}
    states, channels, start = [state["id"] for state in config["states"]], head["channels"], head["start"]

    def some_month():
        return month_after(start, int(rng.integers(1, months)))

    head |= {"months": months, "recognition_lag": int(rng.integers(0, 4)), "chance_from": some_month()}
    swept = {name: float(rng.choice([p.low, p.base, p.high])) for name, p in PARAMETERS.items() if not p.fixed}
    head["parameters"] = swept | {"exit_hazard": 0.1, "leader_exit_rate": 0.1, "crisis_rate": 0.1}
    for k, shock in enumerate(EVENTS * 4):
        where = {"state": rng.choice(states) if shock.of_state else "", "channel": rng.choice(channels) if shock.of_channel else ""}
        value, ramp = rng.uniform(shock.low, min(shock.high, 3.0)), 0 if shock.passing else rng.integers(0, 9)
        when = {"month": some_month(), "value": float(value), "ramp": int(ramp)}
        tables["calendar"].append({"event": f"event-{k}", "variable": shock.name, **where, **when, **note})
    tables["levers"] = [
        {"lever": lever.name, "state": state, "month": month, "value": float(rng.choice([0.0, rng.random(), 1.0])), **note}
        for lever in LEVERS
        for state in (states if lever.each else [""])
        for month in (start, some_month())
    ]
    for comparison in COMPARISONS:
        watched = {"measure": rng.choice(list(MEASURES)), "comparison": comparison, "threshold": float(rng.uniform(0.0, 0.5))}
        tables["signposts"].append({"signpost": comparison, **watched, "hold": int(rng.integers(1, 4)), "noise": 0.01, **note})
        for lever in rng.choice(LEVERS, 4, replace=False):
            state = rng.choice(states) if lever.each else ""
            tables["responses"].append({"signpost": comparison, "lever": lever.name, "state": state, "value": rng.random(), **note})
    return Scenario.from_config(config)


@pytest.mark.parametrize("number", range(6))
def test_oracle_equals_engine_in_a_rough_world(number):
    scenario = rough(number)
    trajectory = simulation.run(scenario, number)
    assert {CRISIS, FALL, LEADER_EXIT, MEMBERSHIP, TRIGGER} <= set(trajectory.log[:, 1])
    assert faults(OracleModel(scenario, number, events=True), trajectory) == []


@pytest.mark.parametrize(
    "change",
    [{"parameters": {"tie_speed": 0.0801}}, {"parameters": {"acceptance_base": -1.4999}}, {"attributes": {"BOR": {"threat": 0.4001}}}],
    ids=["speed", "rate", "start"],
)
def test_a_little_off_is_found(change):
    """The control: one number of the oracle's is moved a little, and the comparison sees it."""
    assert faults(OracleModel(scenarios.load("ten-states").override(change), 1, events=True), engine("ten-states", 1))


def test_every_field_that_a_month_writes_is_compared():
    compared = set(fields(OracleModel("ten-states")))
    written = {name for rule in MONTH for name in footprint(rule).writes if not VARIABLES[name].inner}
    assert written - compared == KEPT_OTHERWISE


def test_oracle_imports_neither_rules_nor_engine():
    for file in sorted(Path(oracle.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                top, *rest = name.split(".")
                assert top not in ("worlds", "watched", "experiments"), f"{file.name} imports {name}"
                assert top != "simulation" or (rest and rest[0] in ALLOWED), f"{file.name} imports {name}"


def test_runs_in_a_batch():
    """Mesa counts what is collected from 0, so that its steps are months; its last one is the last but one of the run."""
    months = 6
    scenario = scenarios.load("ten-states").override({"months": months})
    parameters = {"scenario": scenario, "seed": 7, "replicate": [0, 1, 2]}
    rows = mesa.batch_run(OracleModel, parameters=parameters, max_steps=months, data_collection_period=1, display_progress=False)
    assert [(row["replicate"], row["Step"]) for row in rows] == [(k, month) for k in range(3) for month in range(months)]
    theirs = np.concatenate([simulation.run(scenario, 7, k).record[:-1] for k in range(3)])
    np.testing.assert_allclose([[row[name] for name in MEASURES] for row in rows], theirs, rtol=CLOSE, atol=CLOSE)


def test_measures_on_request_and_none():
    few = OracleModel("ten-states", measures=["rift", "depth"])
    assert list(few.datacollector.model_vars) == ["rift", "depth"]
    none = OracleModel("ten-states", measures=False)
    none.step()
    assert none.datacollector.model_vars == {}
    assert none.events is None
