"""Memory: what a run needs is freed or used again, so that many runs in one process need no more than their table."""

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

import simulation
from simulation.engine import ensemble

MEGABYTE = 2**20
SCRIPT = """
import gc, json, os, sys
import scenarios, simulation

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

months, every_month, is_kept, *sizes = json.loads(sys.argv[1])
scenario = scenarios.load("ten-states").override({"months": months})
kept, found, before = [], [], 0
for k, runs in enumerate(sizes):
    table = simulation.run_many(scenario, [k], replicates=runs, every_month=bool(every_month))
    beside = resident() - int(table.memory_usage().sum())
    kept += [table] if is_kept else []
    del table
    found.append([beside - before, resident() - before])
    before = before or resident()
print(json.dumps(found[1:]))
"""

AT_ONCE = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
"""Lets the C library give freed blocks back to the system at once, instead of keeping the largest so far for the next."""

linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory of a process as Linux tells it")


def grown(*sizes, months, every_month=False, is_kept=False):
    """Bytes by which a process has grown since the first of its calls of ``run_many``, beside the table and without it, call by call."""
    given = json.dumps([months, every_month, is_kept, *sizes])
    environment = os.environ | AT_ONCE | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", SCRIPT, given], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@linux
def test_3000_runs_leave_nothing_behind():
    """If each left its measures alone, 7.6 kB, they would be 23 MB."""
    assert grown(1000, 1000, 1000, 1000, months=24, every_month=True)[-1][1] < 4 * MEGABYTE


@linux
def test_what_is_kept_is_seen():
    """The control: tables of 8 MB each that nobody drops."""
    assert grown(1000, 1000, 1000, 1000, months=24, every_month=True, is_kept=True)[-1][1] > 20 * MEGABYTE


@linux
@pytest.mark.slow
def test_100_000_runs_leave_nothing_behind():
    """Five calls of 20,000 after one: if each run left 100 bytes, they would be 10 MB."""
    assert grown(*[20_000] * 6, months=2)[-1][1] < 4 * MEGABYTE


@linux
@pytest.mark.slow
def test_100_000_runs_at_once_need_their_table_and_little_else():
    """Python keeps some 11 MB of the small blocks in which the keys stood; the measures of the runs' months would be 91 MB."""
    beside, after = grown(2000, 100_000, months=2)[0]
    assert beside < 16 * MEGABYTE
    assert after < 16 * MEGABYTE


class Own(simulation.StateAgent):
    """A class of a user's, with a rule done by itself."""

    def comply(self):
        super().comply()


@pytest.mark.parametrize("agent_class", [simulation.StateAgent, Own])
def test_a_mesa_model_that_nobody_holds_is_freed(ten, agent_class):
    models = []
    for seed in range(20):
        model = simulation.BlocModel(ten, seed=seed, months=2, agent_class=agent_class)
        model.run()
        models += [weakref.ref(model), weakref.ref(model.rows[0]), weakref.ref(model.trajectory)]
    del model
    gc.collect()
    assert not [reference for reference in models if reference() is not None]


def test_a_trajectory_outlives_its_model_and_an_agent_holds_it(ten):
    model = simulation.BlocModel(ten, months=2)
    trajectory, held = model.run(), weakref.ref(model)
    agent = model["BOR"]
    del model
    gc.collect()
    assert held() is agent.model
    del agent
    gc.collect()
    assert held() is None
    assert len(trajectory.measures) == 3


def test_200_mesa_models_do_not_add_up(ten):
    dead = []
    for seed in range(200):
        model = simulation.BlocModel(ten, seed=seed, months=1)
        dead.append(weakref.ref(model))
        if seed % 50 == 49:
            gc.collect()
            assert sum(reference() is not None for reference in dead) == 1
    assert [agent.unique_id for agent in model.rows] == list(range(1, len(ten.states) + 1))


def test_memory_of_threads_is_freed_with_the_ensemble(ten):
    """A runner's arrays live as long as its thread."""
    short = ten.override({"months": 2})
    before = None
    for _ in range(4):
        course = ensemble(short, [(1, k) for k in range(20)], jobs=3)
        gc.collect()
        count = sum(type(thing).__name__ == "Bound" for thing in gc.get_objects())
        before = count if before is None else before
        assert count == before
    assert course.measures.shape[0] == 20
