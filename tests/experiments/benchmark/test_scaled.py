"""Invented worlds of any number of states: checked, the same for the same number, dense, and alive."""

import numpy as np
import pytest

import scenarios
from experiments.benchmark.scaled import FEWEST, MOST, scaled, shortened
from simulation.engine import ensemble
from simulation.faults import ScenarioError
from simulation.properties import GROUPS
from simulation.scenario import Scenario


@pytest.mark.parametrize("states", [FEWEST, 10, 13, 50])
def test_passes_every_check(states):
    world = scaled(states)
    assert len(world.states) == states
    assert Scenario.from_config(world.config()).digest == world.digest
    assert world.repairs == ()
    assert {entry.evidence for name in ("ties", "shares", "attributes", "calendar") for entry in world.tables[name].values()} == {
        "invented"
    }


def test_same_number_same_world_and_another_another():
    digest = scaled(10).digest
    scaled.cache_clear()
    assert scaled(10).digest == digest
    assert len({scaled(states).digest for states in (10, 11, 13, 20)} | {scenarios.load("axis-2022").digest}) == 5


@pytest.mark.parametrize("states", [10, 20, 50])
def test_groups_keep_their_proportions(states, axis):
    found = {group: [state.group for state in scaled(states).states].count(group) for group in GROUPS}
    for group in GROUPS:
        exact = [state.group for state in axis.states].count(group) * states / len(axis.states)
        assert abs(found[group] - exact) <= 1
        assert found[group] >= (2 if group == "core" else 1)


def test_everybody_has_to_do_with_everybody():
    world, pairs = scaled(13), 13 * 12
    assert world.head.channels == scenarios.load("axis-2022").head.channels
    assert [len(world.tables[name]) for name in ("ties", "trust", "commitments", "shares")] == [pairs, pairs, pairs, 5 * pairs]
    sums = {}
    for (channel, state, _), entry in world.tables["shares"].items():
        assert entry.value > 0.0
        sums[channel, state] = sums.get((channel, state), 0.0) + entry.value
    assert all(0.0 < total < 1.0 for total in sums.values())


def test_calendar_and_what_adds_up_are_those_of_the_base(axis):
    world = scaled(50)
    assert [key[4] for key in world.tables["calendar"]] == [key[4] for key in axis.tables["calendar"]]
    for attribute in ("gdp", "capability"):
        total, base = (sum(s.value("attributes", state.id, attribute) for state in s.states) for s in (world, axis))
        assert total == pytest.approx(base, rel=0.35)


@pytest.mark.parametrize("states", [10, 13, 50])
def test_runs_and_something_happens(states):
    course = ensemble(shortened(scaled(states), 14), [(1, 0), (1, 1)], jobs=1)
    assert np.isfinite(course.measures).all()
    assert (course.series("target_loss")[:, -1] > 0.01).all()
    assert (course.tie[:, 0] != course.tie[:, -1]).any()
    assert not np.array_equal(course.measures[0], course.measures[1])


def test_shortened_changes_months_alone(axis):
    short = shortened(axis, 5)
    assert short.head.months == 5
    assert short.digest == axis.override({"months": 5}).digest
    assert axis.head.months == 72


@pytest.mark.parametrize("states", [0, FEWEST - 1, MOST + 1])
def test_too_few_and_too_many(states):
    with pytest.raises(ScenarioError, match=f"allowed: a whole number from {FEWEST} to {MOST}"):
        scaled(states)
