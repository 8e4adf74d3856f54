"""Bases: a policy with responses of its own gives the world another shape, and its rows a base of their own."""

import numpy as np
import pytest
from swept import ONE, planned

import simulation
from experiments.outcomes import final
from experiments.sweeps.bases import Bases
from experiments.sweeps.chunk import Chunk, Maker

MANY = ONE | {
    "scenarios": ["axis-2022", "no-war"],
    "months": 10,
    "policies": {"none": {}, "answering": {"responses.active-pairs.coordination": 0.0}, "firm": {"levers.secondary": 1.0}},
    "futures": {"plain": {}, "dear": {"calendar.price.energy@2022-03": [1.4, 2]}},
}


@pytest.fixture(scope="module")
def plan():
    return planned(**MANY)


def test_a_base_a_scenario_and_one_more_for_each_policy_that_reshapes(plan):
    groups = Bases(plan).groups(range(len(plan)))
    places = [{plan.place(row)[:2] for row in positions} for _, positions in groups]
    assert sorted(map(sorted, places)) == [
        [("axis-2022", "answering")],
        [("axis-2022", "firm"), ("axis-2022", "none")],
        [("no-war", "answering")],
        [("no-war", "firm"), ("no-war", "none")],
    ]
    assert sorted(row for _, positions in groups for row in positions) == list(range(len(plan)))


def test_its_runs_are_those_of_the_scenario_that_the_policy_makes(plan):
    rows = np.arange(len(plan))[::-1]
    table = Maker(plan, 2).make(Chunk(0, rows, rows % 2)).to_pylist()
    assert [run["row"] for run in table] == rows.tolist()
    for run in table:
        trajectory = simulation.run(plan.scenario(run["row"]), *plan.key(run["row"], run["replicate"]))
        for name in plan.measures:
            assert run[name] == final(trajectory.course, name)[0]
