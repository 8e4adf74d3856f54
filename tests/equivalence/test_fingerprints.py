"""Whatever computes a run, it has one fingerprint: SHA-256 over its measures and events."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from fingerprint import fingerprint

import scenarios
import simulation
from simulation import engine
from simulation.engine import ensemble

KEYS = [(seed, replicate) for seed in (1, 2, 4_294_967_295) for replicate in range(3)]
MONTHS = 9
SCENARIOS = ("ten-states", "axis-2022")
SCRIPT = """
import json, sys
from fingerprint import fingerprint
import scenarios, simulation
found = {}
for name, months in json.loads(sys.argv[1]).items():
    run = simulation.run(scenarios.load(name), 3, months=months)
    found[name] = fingerprint(run.record, run.log, *run.worlds)
print(json.dumps(found))
"""


def told(run):
    return fingerprint(run.record, run.log, *run.worlds)


def in_process(months, **environment):
    """Fingerprints of the scenarios run in a process of its own, for so many months each."""
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", SCRIPT, json.dumps(months)]
    done = subprocess.run(command, env=os.environ | paths | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", SCENARIOS)
def test_engine_mesa_model_and_plain_python_are_one(name):
    scenario = scenarios.load(name).override({"months": 4})
    one = told(simulation.run(scenario, 7))
    assert told(simulation.run(scenario, 7, compiled=False)) == one
    assert told(simulation.BlocModel(scenario, seed=7).run()) == one
    assert told(simulation.BlocModel(scenario, seed=7, compiled=False).run()) == one
    assert told(simulation.run(scenario, 8)) != one


@pytest.fixture(scope="module", params=SCENARIOS)
def alone(request):
    """A scenario, and the fingerprint of each run by itself."""
    scenario = scenarios.load(request.param).override({"months": MONTHS})
    runs = [simulation.run(scenario, *key) for key in KEYS]
    assert all(len(run.log) > 20 for run in runs)
    return scenario, [fingerprint(run.record, run.log) for run in runs]


def fingerprints(scenario, keys, **given):
    """Of an ensemble, in the order of its keys."""
    logs = {}
    course = ensemble(scenario, keys, events=logs.__setitem__, **given)
    return [fingerprint(measures, logs[k]) for k, measures in enumerate(course.measures)]


@pytest.mark.parametrize("jobs", [1, 2, 3, 20])
def test_any_number_of_threads_is_one(alone, jobs):
    scenario, expected = alone
    assert len(set(expected)) == len(KEYS)
    assert fingerprints(scenario, KEYS, jobs=jobs) == expected


def test_any_order_of_runs_is_one(alone):
    """A run leaves nothing behind for the next in the memory that they share."""
    scenario, expected = alone
    for order in (range(len(KEYS))[::-1], np.random.default_rng(1).permutation(len(KEYS)), [4, 4, 4, 0, 4]):
        assert fingerprints(scenario, [KEYS[k] for k in order], jobs=1) == [expected[k] for k in order]


def test_room_for_events_is_found_on_the_way(alone, monkeypatch):
    scenario, expected = alone
    monkeypatch.setattr(engine, "EVENTS_A_MONTH", 1)
    for jobs in (1, 2):
        assert fingerprints(scenario, KEYS, jobs=jobs) == expected


@pytest.mark.parametrize("size", [1, 2, 4, 9, 100])
def test_any_size_of_batches_is_one(alone, monkeypatch, size):
    scenario, _ = alone
    monkeypatch.setattr(engine, "BATCH", size)
    table = simulation.run_many(scenario, [1, 2, 4_294_967_295], replicates=3, every_month=True)
    record = table.iloc[:, 4:].to_numpy().reshape(len(KEYS), MONTHS + 1, -1)
    for k, key in enumerate(KEYS):
        np.testing.assert_array_equal(record[k], simulation.run(scenario, *key).record)


def test_a_process_of_its_own_and_one_without_the_compiler_are_one():
    months = {"ten-states": 5, "axis-2022": 2}
    expected = {name: told(simulation.run(scenarios.load(name), 3, months=count)) for name, count in months.items()}
    assert in_process(months) == expected
    assert in_process(months, NUMBA_DISABLE_JIT="1") == expected


@pytest.mark.slow
def test_any_processor_is_one(tmp_path):
    """Code for a processor without vector instructions beyond the first against code for this one, both compiled from nothing."""
    months = dict.fromkeys(SCENARIOS, 24)
    generic = in_process(months, NUMBA_CPU_NAME="generic", BLOCFORM_CACHE=str(tmp_path / "generic"))
    assert generic == {name: told(simulation.run(scenarios.load(name), 3, months=24)) for name in SCENARIOS}
    assert any((tmp_path / "generic").glob("**/*.nbi"))


def test_a_fingerprint_tells_the_last_bit():
    """The control."""
    run = simulation.run(scenarios.load("ten-states"), 1, months=2)
    record, log = run.record, run.log
    one = fingerprint(record, log)
    assert fingerprint(record.copy(), log.copy()) == one
    for array in (record, log):
        array.flat[-1] = np.nextafter(array.flat[-1], 9.0)
        moved = fingerprint(record, log)
        assert moved != one
        one = moved
    assert fingerprint(record, log[:-1]) != one
