"""The answer of a run and of an ensemble as plain values."""

import dataclasses
import json

import numpy as np
import pytest

import simulation
from experiments.chronicle import chronicle, telling
from experiments.outcomes import report
from experiments.verdict import absorption, blocs, indices, summary, verdict
from simulation.classic import landscape, signed
from simulation.outcome import CAUSES, CLASSES, THRESHOLDS


@pytest.fixture(scope="module")
def trajectories(ten):
    return [simulation.run(ten, 1, replicate) for replicate in range(5)]


@pytest.fixture(scope="module")
def found(ten):
    return report(ten.override({"months": 20}), [(1, k) for k in range(6)])


def regrouped(scenario, group):
    """The scenario with its core states in another group, or with the first of them alone in the core."""
    config = scenario.config()
    core = [state for state in config["states"] if state["group"] == "core"]
    for state in core[1:] if group == "one" else core:
        state["group"] = "swing" if group == "one" else group
    return type(scenario).from_config(config)


class TestVerdict:
    """``outcome.json``."""

    def test_it_comes_back_from_json_as_it_was(self, trajectories):
        for trajectory in trajectories:
            found = verdict(trajectory)
            assert json.loads(json.dumps(found, allow_nan=False)) == found

    def test_class_and_fracture_are_those_of_the_run(self, trajectories):
        codes = set()
        for trajectory in trajectories:
            found, outcome = verdict(trajectory), trajectory.outcome
            codes.add(found["outcome"])
            assert (found["scenario"], found["seed"], found["replicate"]) == ("ten-states", 1, trajectory.replicate)
            assert found["outcome"] == CLASSES[outcome.code[0]]
            assert (found["fracture"] is None) == (found["outcome"] != "fractures")
            if found["fracture"]:
                month = found["fracture"]["month"]
                assert month == outcome.month[0] > 0
                assert found["fracture"]["date"] == trajectory.measures.date[month]
                assert found["fracture"]["cause"] == CAUSES[outcome.cause[0]] != ""
        assert len(codes) > 1, "the test sees more than one class"

    def test_thresholds_are_those_of_the_scenario(self, ten):
        found = verdict(simulation.run(ten, months=2, outcome={"asymmetry": 0.3}))
        assert set(found["thresholds"]) == {threshold.name for threshold in THRESHOLDS}
        assert found["thresholds"]["asymmetry"] == 0.3

    def test_what_is_told(self, trajectories):
        assert verdict(trajectories[0])["telling_events"] == chronicle(trajectories[0], telling(trajectories[0]))

    def test_indices(self, trajectories):
        found, measures = indices(trajectories[0]), trajectories[0].measures
        assert list(found) == list(measures)[2:]
        for name in ("cohesion", "support", "core_trust", "active"):
            assert found[name] == pytest.approx(measures[name].iloc[-12:].mean(), abs=1e-12)
        assert found["rift"] == measures.rift.iloc[-1]

    @pytest.mark.parametrize("group", ["one", "client"])
    def test_a_core_of_one_state_or_none(self, ten, group):
        trajectory = simulation.run(regrouped(ten, group), months=14)
        found = verdict(trajectory)
        assert found["absorption"] == {}
        assert found["outcome"] in CLASSES
        assert json.loads(json.dumps(found, allow_nan=False)) == found


class TestAbsorption:
    """The hub's hold over every core state."""

    def test_every_core_state_but_the_hub(self, trajectories):
        assert set(absorption(trajectories[0])) == {"ARD", "CEV"}, "BOR is the hub"

    def test_numbers_by_hand(self, trajectories, ten):
        for trajectory in trajectories:
            start, end = trajectory.world(0), trajectory.world()
            hub = ten.row("BOR")
            for state, found in absorption(trajectory).items():
                i = ten.row(state)
                on, back = end.leverage[i, hub], end.leverage[hub, i]
                assert found["leverage_growth"] == pytest.approx(on / start.leverage[i, hub])
                assert found["asymmetry"] == pytest.approx((on - back) / (on + back))

    def test_the_second_state_has_the_numbers_that_the_outcome_is_judged_by(self, trajectories, ten):
        rates = set()
        for trajectory in trajectories:
            second = ten.states[int(trajectory.world().second[0])].id
            found, last = absorption(trajectory)[second], trajectory.measures.iloc[-1]
            assert found["leverage_growth"] == last.dependence_growth
            assert found["asymmetry"] == last.asymmetry
            assert found["concession_rate"] == last.concession_rate
            rates.add(found["concession_rate"])
        assert len(rates) > 1

    def test_concessions_count_from_the_third_demand_on(self, trajectories, ten):
        """The rule of succession: (concessions + 1)/(demands + 2) over the window."""
        for trajectory in trajectories:
            world = trajectory.world()
            for state, found in absorption(trajectory).items():
                i = ten.row(state)
                smoothed = (world.conceded[:, i].sum() + 1) / (world.demanded[:, i].sum() + 2)
                assert found["concession_rate"] == pytest.approx(smoothed if world.demands[i] >= 3 else 0.0)
        short = simulation.run(ten, months=1)
        assert [found["concession_rate"] for found in absorption(short).values()] == [0.0, 0.0]


class TestBlocs:
    """Best divisions at the start and at the end."""

    def test_both_divisions_hold_every_state_once(self, trajectories, ten):
        found = verdict(trajectories[0])["blocs"]
        assert found == {"start": blocs(trajectories[0], 0), "end": blocs(trajectories[0], -1)}
        assert found["start"] != found["end"]
        for when in found.values():
            for division in (when["best_division"], when["landscape"]["division"]):
                assert sorted(division[0] + division[1]) == [state.id for state in ten.states]

    def test_no_division_is_better(self, trajectories):
        world, found = trajectories[0].world(), blocs(trajectories[0], -1)
        assert found["frustration_of_camps"] == signed.frustration(world, world.membership)
        assert found["energy_of_camps"] == landscape.energy(world.capability, world, world.membership)
        assert 0.0 <= found["frustration_index"] <= 1.0
        assert found["frustration_is_proven"]
        assert found["frustration_bound"] == found["frustration_index"]
        rng = np.random.default_rng(2)
        for sides in rng.integers(0, 2, (300, len(world.id))):
            assert signed.frustration(world, sides) >= found["frustration_index"] - 1e-12
            assert landscape.energy(world.capability, world, sides) >= found["landscape"]["energy"] - 1e-12

    def test_an_index_that_is_not_proven_says_how_far_it_may_be_off(self, trajectories, monkeypatch):
        index = signed.frustration_index
        monkeypatch.setattr(signed, "frustration_index", lambda graph: dataclasses.replace(index(graph), bound=index(graph).wrong / 2))
        found = blocs(trajectories[0], -1)
        assert not found["frustration_is_proven"]
        assert found["frustration_bound"] == pytest.approx(found["frustration_index"] / 2)

    def test_a_world_too_large_for_every_division(self, trajectories, monkeypatch):
        whole = blocs(trajectories[0], 0)
        monkeypatch.setattr("experiments.theory.MOST_ACTORS", 9)
        assert blocs(trajectories[0], 0) == whole | {"landscape": None}


class TestSummary:
    """``shares.json``."""

    def test_it_comes_back_from_json_as_it_was(self, found):
        plain = summary(found)
        assert json.loads(json.dumps(plain, allow_nan=False)) == plain

    def test_it_says_what_the_report_says(self, found):
        plain = summary(found)
        assert plain["runs"] == 6
        for name, share in found.shares.items():
            assert plain["base"][name] == {"count": share.count, "share": share.share, "low": share.low, "high": share.high}
        assert {name: one["stagnates"]["count"] for name, one in plain["variants"].items()} == {
            name: one["stagnates"].count for name, one in found.variants.items()
        }
        moved = {(row["threshold"], row["towards"]): row for row in plain["moved_by_a_fifth"]}
        assert len(moved) == len(plain["moved_by_a_fifth"])
        assert {key: row["fractures"]["count"] for key, row in moved.items()} == {k: v["fractures"].count for k, v in found.moved.items()}
        assert plain["changed_by_trust_slope"]["count"] == found.ceilings.count
        assert plain["barred_by_trust_limits"]["count"] == found.barred.count
        assert plain["survival"]["survival"] == found.curve.survival.tolist()
        assert len(plain["survival"]["at_risk"]) == 21

    def test_without_variants(self, ten):
        plain = summary(report(ten.override({"months": 3}), [(1, 0), (1, 1)], variants={}))
        assert plain["variants"] == {}
        assert plain["changed_by_trust_slope"] is None
