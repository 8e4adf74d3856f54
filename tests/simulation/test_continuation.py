"""A run that goes on from a recorded month is the recorded run, to the bit, whoever runs it and however far."""

import numpy as np
import pytest

import simulation
from simulation.continuation import Continuation
from simulation.engine import ensemble
from simulation.footprint import footprint


@pytest.fixture(scope="module")
def run(ten):
    return simulation.run(ten, 3, months=24)


def assert_same(one, other):
    for a, b in zip(one.worlds, other.worlds, strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(one.record, other.record)
    np.testing.assert_array_equal(one.log, other.log)


@pytest.mark.parametrize("month", [0, 1, 11, 23, 24])
def test_a_continuation_is_the_recorded_run(run, month):
    before = run.record.copy()
    assert_same(Continuation(run, month).advance(), run)
    np.testing.assert_array_equal(run.record, before)


def test_it_goes_on_in_parts(run):
    course = Continuation(run, 5)
    assert course.advance(9).months == 9
    assert_same(course.advance(), run)


def test_rules_of_some_states_in_plain_python_change_nothing(run):
    of_state = [footprint(rule).of_state for rule in run.program.month]
    last = len(of_state) - 1
    plain = {of_state.index(False): {0}, of_state.index(True): {0, 4}, last - 3: {1}, last: {2}}
    assert_same(Continuation(run, 10).advance(13, plain), run.until(13))


def test_until_keeps_the_first_months_alone(run):
    part = run.until(7)
    assert part.months == 7
    np.testing.assert_array_equal(part.log, run.log[run.log[:, 0] <= 7])
    np.testing.assert_array_equal(part.world().tie, run.world(7).tie)
    assert np.isnan(part.record[8:]).all()
    for month in (-1, 25):
        with pytest.raises(IndexError, match="holds months 0 to 24"):
            run.until(month)


@pytest.mark.parametrize("month", [0, 10, 24])
def test_an_ensemble_goes_on_from_a_month(run, month):
    past = run.until(month)
    keys = [(3, 0), (3, 1), (9, 4)]
    course = ensemble(past.scenario, keys, past=past)
    for name, array in run.course._asdict().items():
        if name != "names":
            np.testing.assert_array_equal(getattr(course, name)[0], array[0])
            np.testing.assert_array_equal(getattr(course, name)[1, : month + 1], array[0, : month + 1])
    assert np.array_equal(course.measures[1], run.record) == (month == 24)
    np.testing.assert_array_equal(ensemble(past.scenario, keys, jobs=1, past=past).measures, course.measures)


def test_an_ensemble_that_goes_on_gives_its_events(run):
    logs = {}
    ensemble(run.scenario, [(3, 0)], past=run.until(10), events=logs.__setitem__)
    np.testing.assert_array_equal(logs[0], run.log[run.log[:, 0] > 10])
