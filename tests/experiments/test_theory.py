"""What landscape theory predicts of a world, and how it stands beside the model."""

import json

import numpy as np
import pytest

import simulation
from experiments.patterns import judge, read_patterns
from experiments.theory import Placement, Prediction, camps, predict
from simulation.classic import landscape
from simulation.classic.landscape import Minimum

THEORY = Prediction(Minimum(2, ("A", "B"), ("C", "D"), -1.0, 8, True), 1.0, 1)


@pytest.mark.parametrize(
    ("sides", "share"),
    [
        ({"A": 1, "B": 1, "C": -1, "D": -1}, 1.0),
        ({"A": -1, "B": -1, "C": 1, "D": 1}, 1.0),
        ({"A": 1, "B": -1, "C": -1, "D": -1}, 0.75),
        ({"A": 1, "B": -1}, 0.5),
        ({"C": "axis"}, 1.0),
        ({}, 0.0),
    ],
)
def test_states_on_their_side_whichever_way_round(sides, share):
    assert THEORY.placed(sides) == share


def test_a_vote_is_against_the_other_bloc():
    assert [THEORY.vote(state, "A") for state in "ABCD"] == [-1.0, -1.0, 1.0, 1.0]


def test_the_prediction_is_the_lowest_minimum_of_capability_and_ties(ten):
    world, ids = simulation.run(ten, months=1).world(0), [state.id for state in ten.states]
    found = predict(world, ids)
    lowest = landscape.minima(world.capability, world.tie, ids).minima[0]
    assert found.blocs == lowest
    assert found.basin == lowest.basin / 2 ** (len(ids) - 1)
    assert {state: side > 0 for state, side in camps(world, ids).items()} == {
        state.id: state.group in ("core", "client") for state in ten.states if state.group != "swing"
    }


def test_placement_follows_the_camps(ten, monkeypatch):
    trajectory = simulation.run(ten, months=3)
    placement = Placement()
    placement(trajectory)
    inside = [row for row, state in enumerate(ten.states) if state.id in placement.theory.blocs.first]
    trajectory.worlds.membership[-1] = 1.0
    trajectory.worlds.membership[-1][inside[0]] = -1.0
    placement(trajectory)
    others = len(ten.states) - len(inside)
    alike = (others + 1) / len(ten.states)
    assert placement.end[1] == pytest.approx(max(alike, 1 - alike))
    assert len(placement.start) == 2
    monkeypatch.setattr("experiments.theory.MOST_ACTORS", 3)
    large = Placement()
    large(trajectory)
    assert (large.theory, large.start, large.end) == (None, [], [])


TEXT = """
[[patterns]]
id = "P1"
statement = "votes"
source = "a test"
explanation = "they would have to"

[[patterns.checks]]
name = "votes"
how = "votes right"
subject = "ARD"
votes = { ARD = "no", BOR = "yes" }
months = [2]
range = [0, 1]
unit = "share"
label = "tested"

[[patterns.checks]]
name = "against"
how = "value"
at = { field = "vote", state = "ELV", partner = "ARD" }
months = [2]
range = [1, 1]
unit = "1"
label = "tested"

[[patterns.checks]]
name = "tie"
how = "value"
at = { field = "tie", state = "ELV", partner = "ARD" }
months = [2]
range = [-1, 1]
unit = "1"
label = "tested"
"""


@pytest.fixture
def with_votes(mine):
    """A copy of ten-states with a fact on votes."""
    (mine / "patterns.toml").write_text(TEXT, encoding="utf-8")
    return mine


def test_patterns_say_what_the_theory_predicts(with_votes):
    import scenarios

    scenario = scenarios.load(with_votes)
    verdicts = judge(scenario, read_patterns(scenario).patterns, 1)
    assert [v.theory for v in verdicts] == [0.5, 1.0, None], "two of one bloc vote alike; the other bloc votes against"


def test_the_commands_print_it(blocform, with_votes):
    said = " ".join(blocform("patterns", with_votes, "--replicates", 1).out.split())
    assert "speaks to 2 checks: 2 hold" in said
    assert "100% stand on the side where it puts them at the start" in said
    rows = json.loads(blocform("patterns", with_votes, "--replicates", 1, "--json").out)
    assert [row["theory"] for row in rows] == [0.5, 1.0, None]
    said = " ".join(blocform("run", with_votes, "--months", 3).out.split())
    assert "Landscape theory (Axelrod & Bennett 1993)" in said
    assert "basin 100% of all divisions" in said
    plain = json.loads(blocform("run", with_votes, "--months", 3, "--json").out)["outcome"]["blocs"]["start"]["landscape"]
    assert np.isclose(plain["basin"], 1.0)
    assert plain["states_placed"] == 1.0
