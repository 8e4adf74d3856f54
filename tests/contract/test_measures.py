"""The contract of every measure: a documented number in its range, in any scenario, the same compiled and plain."""

import inspect
import re

import numpy as np
import pytest

import scenarios
import simulation
from simulation.footprint import footprint
from simulation.measures import MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_docstring_gives_meaning_and_range(name):
    text = inspect.getdoc(MEASURES[name])
    assert text
    assert re.search(r"-?\d.*\bto\b|0 upwards", text), text


@pytest.mark.parametrize("name", MEASURES)
def test_it_changes_nothing(name):
    touched = footprint(MEASURES[name])
    assert not touched.writes
    assert set(touched.arguments) <= {"world", "start"}


@pytest.mark.parametrize("name", scenarios.names())
def test_compiled_equals_plain(name):
    trajectory = simulation.run(scenarios.load(name), months=13)
    start = trajectory.world(0)
    for month in (0, 13):
        world = trajectory.world(month)
        for k, measure in enumerate(MEASURES.values()):
            arguments = [world, start][: len(footprint(measure).arguments)]
            assert measure(*arguments) == trajectory.record[month, k], measure.__name__


@pytest.mark.parametrize("name", MEASURES)
def test_it_is_finite_without_core_or_coalition(ten, name):
    world = simulation.run(ten, months=2).world()
    for group in (2, 4):
        world.group[:] = group
        world.hub[0] = world.second[0] = -1
        arguments = [world, world][: len(footprint(MEASURES[name]).arguments)]
        assert np.isfinite(MEASURES[name](*arguments))
