"""Invariants of the model that a whole run must keep (ODD page, design concepts and submodels)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
import simulation
from simulation.levers import LEVERS
from simulation.scenario import Scenario
from simulation.schedule import PARAMETERS
from simulation.world import VARIABLES

NAMES = scenarios.names()


def without_cause(scenario: Scenario) -> Scenario:
    """The scenario without events, without changes of levers and without noise."""
    config = scenario.config()
    config["tables"]["calendar"] = []
    config["tables"]["levers"] = [row for row in config["tables"]["levers"] if row["month"] == scenario.head.start]
    config["head"]["parameters"]["tie_noise"] = 0.0
    return Scenario.from_config(config)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_cause_nothing_moves(name):
    trajectory = simulation.run(without_cause(scenarios.load(name)))
    for field, variable in VARIABLES.items():
        if variable.inner or field == "month":
            continue
        history = getattr(trajectory.worlds, field)
        assert np.abs(history - history[0]).max() <= 1e-12, field


@pytest.mark.parametrize("cause", ["calendar", "tie_noise", "levers"])
def test_each_cause_moves_something(axis, cause):
    still = without_cause(axis)
    config = still.config()
    if cause == "tie_noise":
        config["head"]["parameters"]["tie_noise"] = 0.01
    else:
        config["tables"][cause] = axis.config()["tables"][cause]
    trajectory = simulation.run(Scenario.from_config(config))
    assert np.abs(trajectory.worlds.tie - trajectory.worlds.tie[0]).max() > 1e-3


def assert_in_range(trajectory):
    """Every variable within its declared range, ties symmetric, rows at most 1, trust within its limit."""
    worlds = trajectory.worlds
    for field, variable in VARIABLES.items():
        history = getattr(worlds, field)
        assert np.isfinite(history).all(), field
        assert history.min() >= variable.low - 1e-12, field
        assert history.max() <= variable.high + 1e-12, field
    assert (worlds.share.sum(axis=3) <= 1 + 1e-12).all()
    assert (worlds.trust <= worlds.ceiling).all()
    np.testing.assert_array_equal(worlds.tie, worlds.tie.transpose(0, 2, 1))
    np.testing.assert_array_equal(np.diagonal(worlds.tie, axis1=1, axis2=2), 0.0)
    assert np.isfinite(trajectory.record).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_run_stays_in_range(name):
    assert_in_range(simulation.run(scenarios.load(name), seed=11))


def drawn(parameter):
    """Any possible value of a parameter, its range four times over where there is no end."""
    low, high = parameter.domain
    return st.floats(low, high if np.isfinite(high) else 4 * parameter.high)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    parameters=st.fixed_dictionaries({}, optional={name: drawn(parameter) for name, parameter in PARAMETERS.items()}),
    levers=st.fixed_dictionaries({}, optional={lever.name: st.floats(lever.low, lever.high) for lever in LEVERS}),
)
def test_any_possible_parameters_and_levers_stay_in_range(ten, parameters, levers):
    assert_in_range(simulation.run(ten, months=30, parameters=parameters, levers=levers))


def test_no_secondary_sanctions_no_compliance(axis):
    trajectory = simulation.run(axis, levers={"secondary": 0.0})
    outside = trajectory.worlds.membership[0] >= 0
    compliance = trajectory.worlds.compliance[12:][:, outside]
    assert compliance.max() < 0.01
    before = trajectory.worlds.compliance[1][outside]
    assert (compliance[-1] <= before + 1e-15).all()


def test_more_sanctions_never_lower_unserved_needs(axis):
    quiet = {"parameters": {"tie_noise": 0.0}}
    state = {"state": "RUS"}
    weak = simulation.run(axis, levers={"primary": {"RUS": 0.5}, "export": {"RUS": 0.5}}, **quiet)
    strong = simulation.run(axis, **quiet)
    same_age = weak.series("age", **state) == strong.series("age", **state)
    assert same_age.any()
    lower = strong.series("unserved", **state) < weak.series("unserved", **state) - 1e-12
    assert not (lower & same_age).any()


@pytest.mark.parametrize("lever", [lever.name for lever in LEVERS])
def test_a_lever_at_its_base_value_changes_no_bit(axis, lever):
    rows = [(key[1], entry.value) for key, entry in axis.tables["levers"].items() if key[0] == lever and key[2] == axis.head.start]
    later = {key[1] for key in axis.tables["levers"] if key[0] == lever and key[2] != axis.head.start}
    base = simulation.run(axis, months=30).record
    tried = 0
    for state, value in rows:
        if state not in later:
            key = f"levers.{lever}.{state}" if state else f"levers.{lever}"
            np.testing.assert_array_equal(simulation.run(axis.override({key: value}), months=30).record, base)
            tried += 1
    assert tried > 0 or later


def test_a_wedge_of_size_zero_is_a_no_op(axis):
    base = simulation.run(axis, months=30)
    other = simulation.run(axis, months=30, levers={"wedge": 0.0, "wedge_credibility": 1.0})
    np.testing.assert_array_equal(base.record, other.record)


def test_messaging_is_lost_in_the_noise(axis):
    """Of every single tie of the core, inside and to the coalition; a mean over many ties has less noise than one."""
    loud = axis.override({"levers.messaging": 1.0})
    ties = [[simulation.run(s, 1, replicate).worlds.tie[-1] for replicate in range(30)] for s in (axis, loud)]
    base, told = (np.array(runs) for runs in ties)
    core = [row for row, state in enumerate(axis.states) if state.group == "core"]
    effect, noise = np.abs((told - base).mean(axis=0))[core], base.std(axis=0)[core]
    tied = noise > 0
    assert effect[tied].max() > 0
    assert (effect[tied] < noise[tied]).all()


def test_a_dependent_state_does_not_resent_the_level_of_its_dependence(axis):
    trajectory = simulation.run(without_cause(axis))
    most = np.unravel_index(trajectory.world().share[0].argmax(), trajectory.world().share[0].shape)
    assert trajectory.world().share[0][most] > 0.95
    assert trajectory.world().resentment[most] == 0.0


def test_same_seed_same_bits_other_seed_other_bits(ten):
    np.testing.assert_array_equal(simulation.run(ten, 9).record, simulation.run(ten, 9).record)
    assert not np.array_equal(simulation.run(ten, 9).record, simulation.run(ten, 10).record)
