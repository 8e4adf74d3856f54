"""What users may add, each in a folder of their own: rule, measure, channel, policy, futures, study and scenario."""

import json

import numpy as np
import pytest

import scenarios
import simulation

CODE = '''"""Mine."""

from simulation.parameters import Parameter

SPEED = Parameter("fear_speed", 0.0, 0.5, "1/month", "share of the pressure on a friend that is felt", 0.2, "made up for a test")


def spread_fear(world, p, i):
    """Pressure on those tied to a state is felt as a threat."""
    felt = 0.0
    for j in range(world.tie.shape[0]):
        felt += p.fear_speed * max(world.tie[i, j], 0.0) * world.pressure[j]
    world.threat[i] = min(world.threat[i] + felt, 1.0)


def mean_threat(world):
    """Mean threat felt by all states; 0 to 1."""
    total = 0.0
    for i in range(world.threat.shape[0]):
        total += world.threat[i]
    return total / world.threat.shape[0]
'''
SCENARIO = """base = "ten-states"
months = 18
rules = ["...", "code.py:spread_fear"]
measures = ["...", "code.py:mean_threat"]
channels = ["grain", "credit", "machines", "cables"]
"""
POLICY = 'title = "Cut"\npurpose = "Cuts the cables."\nsource = "nobody"\n[changes]\n"calendar.programme.ARD.cables@1900-06" = [0.9, 2]\n'
FUTURES = """title = "Weather"
[futures.calm]
title = "Calm"
source = "nobody"
[futures.fearful]
title = "Fearful"
source = "nobody"
changes = { "parameters.crisis_rate" = 0.04 }
"""
STUDY = """title = "Fear"
question = "Does fear that spreads bind?"
scenarios = ["."]
policies = ["status-quo", "cut.toml"]
futures = "weather.toml"
replicates = 2
measures = ["cohesion", "mean_threat"]
[factors.fear_speed]
values = [0.0, 0.4]
[design]
kind = "grid"
"""


def table(folder, name, columns, rows):
    """A table of the scenario, every row invented."""
    lines = [",".join(map(str, (*row, "invented", "a test"))) for row in rows]
    (folder / f"{name}.csv").write_text("\n".join([f"{columns},evidence,source", *lines]) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def mine(tmp_path_factory, ten):
    """The folder, with everything in it."""
    folder = tmp_path_factory.mktemp("elsewhere") / "mine"
    folder.mkdir()
    texts = {"code.py": CODE, "scenario.toml": SCENARIO, "cut.toml": POLICY, "weather.toml": FUTURES, "fear.toml": STUDY}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    ids = [state.id for state in ten.states]
    weights = {"grain": 0.3, "credit": 0.25, "machines": 0.25, "cables": 0.2}
    cables = {"cut": 0.9, "third": 0.3, "elasticity": 3.0}
    channels = [(c, "weight", w) for c, w in weights.items()] + [("cables", name, value) for name, value in cables.items()]
    tied = {s: [o for o in ids if (s, o) in ten.tables["ties"] or (o, s) in ten.tables["ties"]] for s in ids}
    table(folder, "channels", "channel,property,value", channels)
    table(folder, "sanctions", "state,channel,intensity", [(s, "cables", 0.0) for s in ids])
    table(folder, "outlets", "channel,state,outlets", [("cables", s, 0) for s in ids])
    table(folder, "volumes", "channel,state,volume", [("cables", s, 50.0) for s in ids])
    table(folder, "diversion", "channel,state,weight", [("cables", s, 0.5) for s in ids])
    table(folder, "shares", "channel,state,partner,share", [("cables", s, o, 1.0 / len(tied[s])) for s in ids for o in tied[s]])
    return folder


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("code.py", {("spread_fear", "rule"), ("mean_threat", "measure")}),
        ("cut.toml", {("cut", "change")}),
        ("weather.toml", {("calm", "change"), ("fearful", "change")}),
        ("fear.toml", {("fear", "study")}),
    ],
)
def test_each_file_is_checked(blocform, mine, name, holds):
    said = blocform("check", mine / name, "--for", mine, "--json")
    found = json.loads(said.out)
    assert (said.code, [one["problem"] for one in found if one["problem"]]) == (0, [])
    assert {(one["function"], one["kind"]) for one in found} == holds


def test_check_of_the_folder_runs_the_contract_of_its_code(blocform, mine):
    said = blocform("check", mine)
    assert said.code == 0
    assert all(word in said.out for word in ("no faults", "spread_fear", "mean_threat", "Everything holds."))
    found = json.loads(blocform("check", mine, "--json").out)["findings"]
    assert {one["function"] for one in found} == {"spread_fear", "mean_threat"}


def test_check_of_a_folder_whose_rule_breaks_the_contract_ends_with_2(blocform, mine, tmp_path):
    (tmp_path / "code.py").write_text(CODE.replace("min(world.threat[i] + felt, 1.0)", "felt + 7.0"), encoding="utf-8")
    (tmp_path / "scenario.toml").write_text('base = "ten-states"\nrules = ["...", "code.py:spread_fear"]\n', encoding="utf-8")
    said = blocform("check", tmp_path)
    assert (said.code, "leaves its range, 0 to 1" in said.out) == (2, True)


def test_a_channel_moves_when_it_is_cut_and_not_before(mine):
    whole = scenarios.load(mine)
    cut = whole.override({"calendar.programme.ARD.cables@1900-06": [0.9, 2]})
    access = [simulation.run(one).series("access", channel="cables", state="ARD") for one in (whole, cut)]
    lost = [simulation.run(one).series("lost", channel="cables", state="ARD") for one in (whole, cut)]
    np.testing.assert_array_equal(access[0][:5], access[1][:5])
    assert lost[1][-1] > lost[0][-1] + 0.1


def test_rule_measure_and_channel_give_the_same_bits_in_every_way(mine):
    mine_as_it_is = scenarios.load(mine)
    fast = simulation.run(mine_as_it_is, 3, months=6)
    np.testing.assert_array_equal(fast.record, simulation.run(mine_as_it_is, 3, months=6, compiled=False).record)
    np.testing.assert_array_equal(fast.record, simulation.BlocModel(mine_as_it_is, 3, months=6).run().record)
    assert "mean_threat" in fast.measures
    whole, without = (simulation.run(mine_as_it_is, parameters={"fear_speed": speed}).measures["mean_threat"] for speed in (0.2, 0.0))
    assert (whole > without).any()


def test_the_study_is_swept_and_the_policy_compared(blocform, mine, tmp_path, monkeypatch):
    said = json.loads(blocform("sweep", mine / "fear.toml", "--out", tmp_path / "out", "--json").out)
    assert (said["runs"], said["failed"], said["is_complete"]) == (2 * 2 * 2 * 2, 0, True)
    monkeypatch.chdir(mine)
    asked = ("--policies", "status-quo,cut.toml", "--futures", "weather.toml", "--replicates", 2)
    assert json.loads(blocform("compare", mine, *asked, "--json").out)["runs"] == 2 * 2 * 2
