"""Plans: rows and what each changes, keys of chance, digests, and every fault of a study at once."""

import dataclasses
import json
from typing import ClassVar

import numpy as np
import pytest
from swept import ONE, content, faults_of, planned

from experiments.sweeps.factors import RESERVED, clashes
from experiments.sweeps.plan import MOST_RUNS, Plan
from experiments.sweeps.summary import schema
from simulation.faults import StudyError
from simulation.measures import MEASURES

CROSSED = {
    "scenarios": ["ten-states", "axis-2022"],
    "months": 2,
    "policies": {"hard": {"levers": {"secondary": 1.0}}, "soft": {"levers.secondary": 0.0}},
    "futures": {"calm": {"parameters.crisis_rate": 0.0}, "base": {}, "wild": {"parameters.crisis_rate": 0.04}},
    "factors": {"requests": {"values": [3, 12]}},
    "design": {"kind": "grid"},
}


@pytest.fixture(scope="module")
def crossed():
    return planned(**CROSSED)


def test_rows_are_crossed_with_points_running_fastest(crossed):
    assert crossed.sizes == (2, 2, 3, 2)
    assert len(crossed) == 24
    every = [(s, p, f, k) for s in CROSSED["scenarios"] for p in ("hard", "soft") for f in ("calm", "base", "wild") for k in (0, 1)]
    assert [crossed.place(row) for row in range(24)] == every


def test_policies_and_futures_stand_apart_in_the_table_of_rows(crossed):
    table = crossed.rows
    assert list(table.columns) == ["row", "scenario", "policy", "future", "point", "requests"]
    assert list(zip(table.scenario, table.policy, table.future, table.point, strict=True)) == [crossed.place(k) for k in range(24)]
    assert table.requests.tolist() == [3, 12] * 12
    assert list(planned().rows.columns) == ["row", "scenario", "point", "balance", "requests"]


def test_a_row_changes_what_its_policy_future_and_point_say(crossed):
    assert crossed.changes(0) == {"levers.secondary": 1.0, "parameters.crisis_rate": 0.0, "parameters.requests": 3}
    assert crossed.changes(23) == {"levers.secondary": 0.0, "parameters.crisis_rate": 0.04, "parameters.requests": 12}
    scenario = crossed.scenario(23)
    assert (scenario.name, scenario.parameters["requests"], scenario.head.months) == ("axis-2022", 12, 2)


def test_bounds_come_from_the_declaration(ten):
    plan = planned(
        factors={"balance": {}, "secondary": {}, "hostile_tie": {}, "requests": {"low": 4.0}}, design={"kind": "grid", "levels": 2}
    )
    declared = ten.declared
    assert [(f.keys, f.low, f.high) for f in plan.factors] == [
        (("parameters.balance",), declared["balance"].low, declared["balance"].high),
        (("levers.secondary",), 0.0, 1.0),
        (("outcome.hostile_tie",), -1.0, 1.0),
        (("parameters.requests",), 4.0, declared["requests"].high),
    ]
    logarithmic = next(p for p in declared.values() if p.log)
    assert planned(factors={logarithmic.name: {}}).factors[0].log


ANY = {
    "a value of a table": {"x": {"set": "ties.ARD.BOR", "low": -1.0, "high": 1.0}},
    "a lag": {"x": {"set": "recognition_lag", "values": [0, 6]}},
    "an event on and off": {"x": {"set": "calendar.war", "values": ["on", "off"]}},
    "a rule variant": {"balance": {"values": [0.02, 0.0]}},
    "choices": {"x": {"choices": {"as it is": {}, "other": {"parameters.balance": 0.0, "levers": {"secondary": 1.0}}}}},
    "several keys": {"x": {"set": ["levers.primary", "levers.export"], "low": 0.0, "high": 1.0}},
    "a threshold": {"x": {"set": "outcome.support", "values": [0.1, 0.9]}},
}


@pytest.mark.parametrize("factors", ANY.values(), ids=ANY)
def test_anything_can_be_a_factor_and_every_row_makes_a_scenario(factors):
    plan = planned(factors=factors, design={"kind": "grid", "levels": 2})
    assert len(plan) == 2
    assert len({plan.scenario(row).digest for row in range(2)}) == 2


def test_an_event_that_is_on_changes_nothing():
    plan = planned(factors=ANY["an event on and off"], design={"kind": "grid"})
    assert [plan.changes(row) for row in (0, 1)] == [{}, {"calendar.war": "off"}]


def test_luck_is_the_same_in_every_row_or_of_its_own():
    same, own = planned(), planned(pairing="none", seed=9)
    assert {same.key(row, 2) for row in range(3)} == {(1, 2)}
    assert sorted(own.key(row, k) for row in range(3) for k in range(3)) == [(9, k) for k in range(9)]


def test_a_plan_survives_being_written_down(crossed):
    for plan in (crossed, planned(), planned(factors={"balance": {}}, design={"kind": "one-at-a-time", "levels": 3})):
        again = Plan.from_plain(json.loads(json.dumps(plan.plain())))
        assert (again.digest, again.labels, again.factors) == (plan.digest, plan.labels, plan.factors)
        np.testing.assert_array_equal(again.positions, plan.positions)
        assert [again.changes(row) for row in range(len(plan))] == [plan.changes(row) for row in range(len(plan))]


def test_the_digest_knows_what_decides_a_run_and_nothing_else():
    digest = planned().digest
    for same in ({"title": "Other"}, {"question": "Other?"}, {"replicates": 9}):
        assert planned(**same).digest == digest, same
    for other in (
        {"seed": 2},
        {"months": 13},
        {"chunk": 5},
        {"pairing": "none"},
        {"measures": ["cohesion"]},
        {"design": {"kind": "latin-hypercube", "points": 3, "seed": 2}},
        {"factors": {"balance": {}, "requests": {"high": 14.0}}},
        {"policies": {"a": {}}},
    ):
        assert planned(**other).digest != digest, other


def test_every_measure_is_kept_where_none_is_named():
    assert planned(measures=[]).measures == tuple(MEASURES)
    assert planned(measures=["mean_cohesion"]).measures == ("mean_cohesion",)


def test_a_study_without_factors_has_one_row():
    plan = planned(**ONE)
    assert (len(plan), dict(plan.changes(0)), plan.positions.shape) == (1, {}, (1, 0))


class TestFaults:
    """Told with file, key, given, allowed and nearest name."""

    def test_all_at_once(self, tmp_path):
        faults = faults_of(
            tmp_path,
            measures=["cohesio"],
            factors={"balanc": {}, "requests": {"low": -3.0}, "cohesion": {}},
            design={"kind": "morris", "levels": 5},
            policies={"a": {"levers.secondry": 1.0, "parameters.balance": "much"}},
            futures={"b": {"months": 3}},
        )
        assert all(fault.where == "small.toml" for fault in faults)
        assert {fault.key: fault.nearest for fault in faults} == {
            "measures": "cohesion",
            "factors.balanc": "balance",
            "factors.cohesion": "",
            "factors.requests: parameters.requests": "",
            "design.levels": "",
            "policies.a: levers.secondry": "secondary",
            "policies.a: parameters.balance": "",
            "futures.b: months": "",
        }

    ONE_FAULT: ClassVar = {
        "an unknown scenario": ({"scenarios": ["ten-sates"]}, "scenarios: ten-sates: scenario", "ten-states"),
        "a scenario twice": ({"scenarios": ["ten-states", "ten-states"]}, "scenarios", "every scenario once"),
        "low above high": ({"factors": {"balance": {"low": 0.2, "high": 0.1}}}, "factors.balance", "low below high"),
        "an infinite bound": ({"factors": {"balance": {"high": float("inf")}}}, "factors.balance.high", "a finite number"),
        "a bound that is none": ({"factors": {"balance": {"low": float("nan")}}}, "factors.balance.low", "a finite number"),
        "a logarithm of zero": ({"factors": {"balance": {"low": 0.0, "log": True}}}, "factors.balance.low", "above 0"),
        "beyond what is possible": ({"factors": {"balance": {"low": -1.0}}}, "factors.balance: parameters.balance", "a number"),
        "in a single level": (
            {"factors": {"balance": {"low": -0.02, "high": 0.02, "levels": 1}}},
            "factors.balance: parameters.balance",
            "a number",
        ),
        "a value twice": ({"factors": {"balance": {"values": [0.0, 0]}}, "design": {"kind": "grid"}}, "factors.balance.values", "once"),
        "a bad option": (
            {"factors": {"x": {"choices": {"a": {"ties.ARD.XYZ": 1.0}}}}},
            "factors.x: ties.ARD.XYZ",
            "ties.STATE.PARTNER",
        ),
        "a list for a lever": ({"policies": {"a": {"levers.secondary": [1]}}}, "policies.a: secondary", "a number"),
        "rules": ({"policies": {"a": {"rules": ["..."]}}}, "policies.a: rules", "the same in the whole study"),
        "too many runs": ({"replicates": 10**12}, "replicates", f"at most {MOST_RUNS:,} runs"),
        "a grid beyond memory": (
            {"factors": {n: {} for n in ("balance", "requests", "negativity")}, "design": {"kind": "grid", "levels": 1000}},
            "design.kind",
            "at most 10,000,000",
        ),
        "a sample beyond memory": ({"design": {"kind": "saltelli", "points": 9_000_000}}, "design.kind", "at most 10,000,000"),
    }

    @pytest.mark.parametrize(("changes", "key", "allowed"), ONE_FAULT.values(), ids=ONE_FAULT)
    def test_one(self, changes, key, allowed):
        [fault] = faults_of(**changes)
        assert (fault.where, fault.key) == ("small.toml", key)
        assert allowed in str(fault)

    @pytest.mark.parametrize("name", [*schema(("core_trust",)).names, "scenario", "policy", "future", "point", "share", "class", "verdict"])
    def test_no_factor_takes_the_name_of_a_column(self, name):
        assert set(schema(()).names) < set(RESERVED)
        [fault] = faults_of(factors={name: {"set": "parameters.balance"}})
        assert fault.key == f"factors.{name}"

    def test_a_threshold_called_like_a_measure_is_set_under_another_name(self):
        [fault] = faults_of(factors={"support": {}})
        assert 'set = "outcome.support"' in str(fault)
        planned(factors={"support_needed": {"set": "outcome.support"}}, design={"kind": "grid"})

    CLASHES: ClassVar = {
        "a factor and a policy": ("balance", {"policies": {"a": {"parameters.balance": 0.0}}}),
        "a policy and a future": ("requests", {"policies": {"a": {"months": 1}}, "futures": {"b": {"months": 1}}}),
        "a lever and its part": ("secondary", {"policies": {"a": {"levers.secondary.ARD": 0.9}}}),
        "both directions of a tie": ("balance", {"policies": {"a": {"ties.ARD.BOR": 0.9}}, "futures": {"b": {"ties.BOR.ARD": 0.1}}}),
        "two names of the lag": ("balance", {"policies": {"a": {"recognition_lag": 1}}, "futures": {"b": {"levers.recognition_lag": 2}}}),
    }

    @pytest.mark.parametrize(("factor", "changes"), CLASHES.values(), ids=CLASHES)
    def test_no_key_is_set_from_two_sides(self, factor, changes):
        faults = faults_of(factors={factor: {}}, **changes)
        assert [fault.allowed for fault in faults if str(fault.given).startswith("set by")] == ["a key that one of them sets"]

    def test_keys_that_only_look_alike_do_not_clash(self):
        one, other = [{"ties.ARD.BOR": 1, "trust.ARD.BOR": 1, "levers.wedge": 1}], [{"trust.BOR.ARD": 1, "levers.wedge_credibility": 1}]
        assert list(clashes({"one": one, "other": other})) == []

    @pytest.mark.parametrize(
        ("changes", "key", "nearest"),
        [
            ({"measure": "cohesio"}, "precision.measure", "cohesion"),
            ({"measure": "support"}, "precision.measure", ""),
            ({"policies": ["hard", "sofd"]}, "precision.policies", "soft"),
            ({"policies": ["hard", "hard"]}, "precision.policies", ""),
        ],
    )
    def test_precision_names_what_there_is(self, changes, key, nearest):
        precision = {"measure": "cohesion", "half_width": 0.1, "ceiling": 20} | changes
        [fault] = faults_of(replicates=None, policies={"hard": {}, "soft": {}}, precision=precision)
        assert (fault.key, fault.nearest) == (key, nearest)

    def test_a_number_in_words_does_not_clog_the_terminal(self):
        with pytest.raises(StudyError) as caught:
            planned(scenarios=["no such"] * 2)
        assert str(caught.value).startswith("2 faults\n  small.toml: scenarios: no such")


def test_nothing_of_a_plan_can_be_changed(crossed):
    with pytest.raises(dataclasses.FrozenInstanceError):
        crossed.labels = ()
    given = content(**CROSSED)
    planned(**CROSSED)
    assert given == content(**CROSSED)
