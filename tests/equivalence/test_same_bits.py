"""One text of every rule: engine, Mesa model and plain Python give the same bits, in any order, on any number of threads."""

import os
import subprocess
import sys

import numpy as np
import pytest

import scenarios
import simulation
from experiments.provenance import record_digest
from simulation.engine import records
from simulation.footprint import footprint
from simulation.scenario import Scenario
from simulation.schedule import MONTH, RULES
from simulation.world import VARIABLES, World


def assert_same(one, other):
    """Every array of every month equal to the bit."""
    for field, a, b in zip(World._fields, one.worlds, other.worlds, strict=True):
        np.testing.assert_array_equal(a, b, err_msg=field)
    np.testing.assert_array_equal(one.record, other.record)
    np.testing.assert_array_equal(one.log, other.log)


@pytest.mark.parametrize(("name", "months"), [("ten-states", 24), ("axis-2022", 14)])
def test_mesa_model_equals_engine(name, months):
    scenario = scenarios.load(name)
    assert_same(simulation.BlocModel(scenario, seed=3, months=months).run(), simulation.run(scenario, 3, months=months))


@pytest.mark.parametrize(("name", "months"), [("ten-states", 24), ("axis-2022", 3)])
def test_plain_python_equals_compiled(name, months):
    scenario = scenarios.load(name)
    assert_same(simulation.run(scenario, 3, months=months, compiled=False), simulation.run(scenario, 3, months=months))


def test_agents_that_do_every_rule_themselves_equal_the_engine(ten):
    class Busy(simulation.StateAgent):
        """Overrides every decision with the same decision."""

    def repeat(name):
        return lambda agent: getattr(simulation.StateAgent, name)(agent)

    for name, rule in RULES.items():
        if footprint(rule).of_state:
            setattr(Busy, name, repeat(name))
    model = simulation.BlocModel(ten, seed=5, months=18, agent_class=Busy)
    assert_same(model.run(), simulation.run(ten, 5, months=18))


def test_threads_and_order_of_runs_change_nothing(ten):
    keys = [(seed, replicate) for seed in (1, 2, 3) for replicate in range(3)]
    one = records(ten, keys, jobs=1)
    for jobs in (2, 3):
        np.testing.assert_array_equal(records(ten, keys, jobs=jobs), one)
    np.testing.assert_array_equal(records(ten, keys[::-1], jobs=2)[::-1], one)
    np.testing.assert_array_equal(one[4], simulation.run(ten, *keys[4]).record)
    assert not np.array_equal(one[0], one[1])


def test_without_the_compiler_the_same_bits(ten):
    code = (
        "import scenarios, simulation; from experiments.provenance import record_digest;"
        "print(record_digest(simulation.run(scenarios.load('ten-states'), 2, months=8).record))"
    )
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
    assert said.strip() == record_digest(simulation.run(ten, 2, months=8).record)


def reordered(scenario: Scenario) -> tuple[Scenario, list[int]]:
    """The scenario with its states in reverse order, and the old row of each new one."""
    config = scenario.config()
    config["states"] = config["states"][::-1]
    return Scenario.from_config(config), list(range(len(config["states"])))[::-1]


def test_order_of_states_changes_floats_by_rounding_alone(ten):
    turned, order = reordered(ten)
    one, other = simulation.run(ten, 4), simulation.run(turned, 4)
    for field, variable in VARIABLES.items():
        if field in ("hub", "second", "response_state"):
            continue
        a, b = getattr(one.worlds, field), getattr(other.worlds, field)
        for axis, d in enumerate(variable.dims, 1):
            if d in "ij":
                b = np.take(b, order, axis=axis)
        if field == "tie_noise":  # one number a pair, in the row of the one that stands first
            a, b = a + a.transpose(0, 2, 1), b + b.transpose(0, 2, 1)
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-9, err_msg=field)
    np.testing.assert_allclose(one.record, other.record, rtol=0, atol=1e-9)
    assert ten.states[one.world().hub[0]].id == turned.states[other.world().hub[0]].id


@pytest.mark.parametrize("name", ["ten-states", "adaptive"])
def test_order_of_states_permutes_every_decision(name):
    """Every event of the log is there, of the states that bear the names, drawn by the same numbers."""
    scenario = scenarios.load(name)
    turned, order = reordered(scenario)
    one, other = simulation.run(scenario, 4).log, simulation.run(turned, 4).log
    assert len(one) > 800
    assert (one[:, 2] != other[: len(one), 2]).any()
    for column in (2, 3):
        rows = other[:, column].astype(int)
        other[:, column] = np.where(rows < 0, rows, np.array(order)[rows])
    one, other = (log[np.lexsort(log[:, 6::-1].T)] for log in (one, other))
    np.testing.assert_array_equal(one[:, [*range(7), 9]], other[:, [*range(7), 9]])
    np.testing.assert_allclose(one, other, rtol=0, atol=1e-9)


def test_a_state_tied_to_nobody_changes_nobody(ten):
    config = ten.config()
    alone = "ZZZ"
    note = {"evidence": "invented", "source": "a state that touches nobody"}
    config["states"].append({"id": alone, "name": "Alone", "group": "swing", **note})
    tables = config["tables"]
    for table, axis in (
        ("attributes", "attribute"),
        ("grievances", "issue"),
        ("sanctions", "channel"),
        ("outlets", "channel"),
        ("diversion", "channel"),
    ):
        for row in [row for row in tables[table] if row["state"] == "JUV"]:
            value = next(key for key in row if key not in ("state", axis, "evidence", "source", "note"))
            kept = row[value] if table in ("attributes", "grievances") else 0.0
            tables[table].append({"state": alone, axis: row[axis], value: kept, **note})
    tables["capacities"] += [row | {"state": alone} for row in tables["capacities"] if row["state"] == "JUV"]
    larger = simulation.run(Scenario.from_config(config), 6)
    smaller = simulation.run(ten, 6)
    n = len(ten.states)
    for field, variable in VARIABLES.items():
        if field == "consensus":  # a share of all states, of which there is one more; no decision reads it
            continue
        cut = tuple(slice(None, n) if d in "ij" else slice(None) for d in variable.dims)
        np.testing.assert_array_equal(getattr(larger.worlds, field)[(slice(None), *cut)], getattr(smaller.worlds, field), err_msg=field)
    assert not [rule for rule in MONTH if "consensus" in footprint(rule).fields["world"] and "consensus" not in footprint(rule).writes]
    assert not larger.series("tie", state=alone).any()
    log, row = larger.log, larger.scenario.row(alone)
    np.testing.assert_array_equal(log[(log[:, 2] != row) & (log[:, 3] != row)], smaller.log)


def test_agents_survive_being_told_otherwise(ten):
    class Stubborn(simulation.StateAgent):
        """Never complies with anybody's secondary sanctions."""

        def comply(self):
            self.compliance.array[:] = 0.0

    hub = ten.states[simulation.run(ten, months=1).world().hub[0]].id
    model = simulation.BlocModel(ten, seed=1, agent_classes={hub: Stubborn})
    trajectory = model.run()
    assert not trajectory.series("compliance", state=hub).any()
    assert simulation.run(ten, 1).series("compliance", state=hub).any()
    assert not np.array_equal(trajectory.record, simulation.run(ten, 1).record)


def test_record_digest_tells_runs_apart(ten):
    assert record_digest(simulation.run(ten, 1).record) != record_digest(simulation.run(ten, 2).record)
