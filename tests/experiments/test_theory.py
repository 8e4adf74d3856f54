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
        ({"C": 1}, 1.0),
        ({}, 0.0),
    ],
)
def test_states_on_their_side_whichever_way_round(sides, share):
    assert THEORY.placed(sides) == share


def test_a_vote_is_against_the_other_bloc():
    assert [THEORY.vote(state, "A") for state in "ABCD"] == [-1.0, -1.0, 1.0, 1.0]


def test_the_camp_of_a_state_follows_from_those_that_are_in_one():
    """The bloc of A holds the axis here, so the theory puts its other member there, whichever bloc is named first."""
    sides = {"A": 1.0, "C": -1.0}
    assert {state: THEORY.camp(state, sides) for state in "BD"} == {"B": 1.0, "D": -1.0}
    assert {state: THEORY.camp(state, {"A": -1.0, "C": 1.0}) for state in "BD"} == {"B": -1.0, "D": 1.0}


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
    assert (large.theory, large.start, large.end, large.hedging) == (None, [], [], {})


def test_states_that_hedge_are_followed(ten):
    """Where the theory puts them, and in which camp runs end with them: here by hand in that one, in the other, and in none."""
    trajectory = simulation.run(ten, months=3)
    ids = [state.id for state in ten.states]
    placement = Placement()
    placement(trajectory)
    swing = [state.id for state in ten.states if state.group == "swing"]
    assert set(placement.hedging) == set(swing)
    assert placement.moved == {0: len(swing)}
    for sign in (1, -1):
        trajectory.worlds.membership[-1] = [sign * placement.hedging.get(state, 0.0) for state in ids]
        placement(trajectory)
    assert placement.moved == {0: len(swing), 1: len(swing), -1: len(swing)}


def test_a_world_is_tried_once(ten, monkeypatch):
    """However often its prediction is asked for; another world is tried anew."""
    tried = []
    minima = landscape.minima
    monkeypatch.setattr(landscape, "minima", lambda *given: tried.append(1) or minima(*given))
    trajectory = simulation.run(ten, seed=90210, months=2)
    ids = [state.id for state in ten.states]
    ends = trajectory.world(0)._replace(tie=trajectory.world(0).tie * 0.987), trajectory.world(-1)
    assert [predict(ends[0], ids) is predict(ends[0], ids), len(tried)] == [True, 1]
    predict(ends[1]._replace(tie=ends[1].tie * 0.986), ids)
    assert len(tried) == 2


def test_minima_of_one_energy_are_told(ten):
    """Four alike that repel each other: three ways to stand two against two, and the theory does not say which."""
    world = simulation.run(ten, months=1).world(0)
    four = world._replace(capability=np.full(4, 0.1), tie=np.eye(4) - 1.0)
    assert predict(four, list("ABCD")).tied == 3
    assert predict(world, [state.id for state in ten.states]).tied == 1


def test_it_is_said_why_there_is_no_prediction(blocform, with_votes, monkeypatch):
    monkeypatch.setattr("experiments.theory.MOST_ACTORS", 3)
    for command in (("run", with_votes, "--months", 2, "--no-figures"), ("patterns", with_votes, "--replicates", 1)):
        said = " ".join(blocform(*command).out.split())
        assert "predicts nothing of 10 states: it tries every division into two blocs" in said


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
    assert "The same hands coded camps and ties, so this is no test." in said
    assert "The states that hedge it puts JUV with the axis and ISM with the coalition" in said
    assert "fitted" not in said.partition("speaks to 2 checks")[2].partition("Of the states")[0], "both are of tested labels"
    rows = json.loads(blocform("patterns", with_votes, "--replicates", 1, "--json").out)
    assert [row["theory"] for row in rows] == [0.5, 1.0, None]
    said = " ".join(blocform("run", with_votes, "--months", 3).out.split())
    assert "Landscape theory (Axelrod & Bennett 1993)" in said
    assert "basin 100% of all divisions" in said
    fitted = TEXT.replace('label = "tested"', 'label = "fitted"')
    (with_votes / "patterns.toml").write_text(fitted, encoding="utf-8")
    assert "The model was fitted to 2 of them" in " ".join(blocform("patterns", with_votes, "--replicates", 1).out.split())
    plain = json.loads(blocform("run", with_votes, "--months", 3, "--json").out)["outcome"]["blocs"]["start"]["landscape"]
    assert np.isclose(plain["basin"], 1.0)
    assert plain["states_placed"] == 1.0
