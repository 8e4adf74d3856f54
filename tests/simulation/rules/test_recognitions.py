"""Equation 24: recognition of what a state at war has taken."""

import pytest
from worlds import apply, parameters, world

from simulation.rules.recognitions import may_recognise, recognise

P = parameters()
GRATEFUL = {"states": 2, "war": [0, 1], "cover": [[0, 0], [0.2, 0]], "tie": 0.5, "coalition_leverage": 0.1}


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({}, True), ({"war": 0.0}, False), ({"recognised": 1.0}, False), ({"cover": 0.05}, False), ({"tie": 0.4}, False),
        ({"coalition_leverage": 0.12}, False), ({"cover": [[0, 0.2], [0, 0]]}, False),
    ],
)  # fmt: skip
def test_equation_24_conditions(fields, may):
    assert may_recognise(world(**GRATEFUL | fields), world(states=2), P, 0, 1) == may
    assert not may_recognise(world(**GRATEFUL | fields), world(states=2), P, 1, 1)


def test_cover_of_the_start_buys_no_recognition():
    assert not may_recognise(world(**GRATEFUL), world(states=2, cover=0.16), P, 0, 1)


def test_equation_24_recognition_comes_by_chance_and_stays():
    now = world(**GRATEFUL)
    months = 0
    while not now.recognised.any():
        months += 1
        now.month[0] = months
        apply(recognise, now, world(states=2))
    assert months < 15
    now.war[:] = 0.0
    assert apply(recognise, now, world(states=2)).recognised.tolist() == [[0, 1], [0, 0]]
    assert not apply(recognise, world(**GRATEFUL), world(states=2), p=parameters(recognition_rate=0)).recognised.any()
