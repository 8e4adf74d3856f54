"""The contract of every measure: a documented number in its range, in any scenario, the same compiled and plain."""

import pytest

import scenarios
import simulation
from experiments.contract.measures import CHECKS, value_of
from experiments.contract.worlds import program
from simulation.measures import MEASURES


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_holds_the_contract(measure, check):
    assert check(measure, program()) == ""


@pytest.mark.parametrize("name", scenarios.names())
def test_what_a_run_records_is_what_plain_python_says(name):
    trajectory = simulation.run(scenarios.load(name), months=13)
    for month in (0, 13):
        for k, measure in enumerate(MEASURES.values()):
            assert value_of(measure, trajectory.world(month), trajectory.world(0)) == trajectory.record[month, k], measure.__name__
