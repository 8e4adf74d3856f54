"""Policies by future: means, verdicts and regret are those of the runs of that future."""

from __future__ import annotations

from dataclasses import replace

import pytest
from compared import FUTURES, ending, turned

from experiments.comparing import Goal, by_future, differences, regret, regret_by_future
from experiments.comparing.by_future import verdicts
from experiments.comparing.findings import Findings
from experiments.comparing.sections.noise import noise


@pytest.mark.parametrize("future", FUTURES)
def test_means_and_verdicts_are_those_of_the_future(several, future):
    table = by_future(several).query("future == @future").set_index("policy")
    assert table["mean"].to_dict() == pytest.approx(several.runs.means("coheres")[future].to_dict())
    assert ((table["low"] <= table["mean"]) & (table["mean"] <= table["high"])).all()
    told = differences(several, ["coheres"], future).set_index("policy")
    assert table["verdict"][1:].equals(told["verdict"])
    assert table["told"][1:].equals(told["told"])


def test_regret_is_that_of_the_means_and_lies_in_its_interval(several):
    aimed = replace(several, goal=Goal("fractures", "higher"))
    table = regret_by_future(aimed)
    wide = table.pivot(index="policy", columns="future", values="regret")
    assert (wide - regret(aimed)).abs().to_numpy().max() < 1e-12
    assert ((table["low"] <= table["regret"]) & (table["regret"] <= table["high"])).all()
    assert (table.query("policy == 'firm'")[["regret", "told"]] == 0).all(axis=None)
    assert (table.query("policy == 'calm'")["told"] != 0).all()


def test_a_few_runs_in_one_future_are_no_verdict_there(several):
    """Two runs that differ are within noise, twenty in another future are told."""
    near = turned(turned(ending(several, "coheres"), "talk", 2, future="plain"), "talk", 20, future="harsh")
    aimed = replace(near, goal=Goal("coheres", "lower"))
    words = verdicts(aimed, by_future(aimed)).set_index("policy")
    assert words.loc["talk"].to_dict() == {"plain": "within noise", "harsh": "better"}
    assert (words.loc["twin"] == "equal").all()
    found = regret_by_future(aimed).query("policy == 'calm'").set_index("future")
    assert (found["told"] != 0).to_dict() == {"plain": False, "harsh": True}


def test_a_policy_that_another_future_tells_is_not_lost_in_the_noise_there(several):
    near = turned(turned(ending(several, "coheres"), "talk", 2, future="plain"), "talk", 20, future="harsh")
    lines = noise(Findings(near)).text
    assert any(line.startswith("- `talk` is not told apart") and "In 1 of 1 other future the goal tells it apart" in line for line in lines)
    assert not any(line.startswith("- `firm`") and "other future" in line for line in lines)
