"""Costs: who is beaten, how surely, and whose budget is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from compared import policies

from experiments.comparing import Goal, budgets, trade_offs
from experiments.comparing.outputs import COST, TRADED
from experiments.comparing.trade_offs import directions


def test_means_are_those_of_the_runs_and_equal_policies_do_not_beat_each_other(several):
    table = trade_offs(several).set_index("policy")
    for column in TRADED:
        assert table[column].to_numpy() == pytest.approx(several.runs.values(column)[:, 0].mean(axis=1))
    alike = table.loc[["calm", "twin", "nothing"]]
    assert alike["dominated_by"].nunique() == alike["dominated_share"].nunique() == 1
    assert not set(table.loc["calm", "dominated_by"].split(", ")) & {"calm", "twin", "nothing"}


def test_somebody_is_never_beaten_and_shares_are_of_resamples(several):
    table = trade_offs(several)
    assert (table["dominated_by"] == "").any()
    assert table["dominated_share"].between(0, 1).all()
    assert trade_offs(several).equals(table)


def test_a_policy_that_is_worse_in_everything_is_beaten_in_every_resample(several):
    """Costs put on top of one policy's own."""
    values = several.runs.values
    worse = np.array([0.0, 1.0, 0.0, 0.0, 0.0])[:, None, None]
    other = replace(several)
    other.__dict__["runs"] = type("Worse", (), {"policies": several.runs.policies, "values": lambda self, name: values(name) + worse})()
    table = trade_offs(other).set_index("policy")
    assert table.loc["twin", "dominated_share"] == 1.0
    assert "calm" in table.loc["twin", "dominated_by"]


def test_the_goal_turns_the_direction_of_its_own_output(several):
    assert set(directions(several).values()) == {"lower"}
    assert directions(replace(several, goal=Goal("cohesion", "higher")))["cohesion"] == "higher"


@pytest.mark.parametrize(("budget", "standing"), [(None, "no budget"), (1.0, "kept"), (1e-9, "exceeded")])
def test_a_budget_is_kept_or_not(several, budget, standing):
    table = budgets(replace(several, policies=tuple(policies(budget=budget))))
    assert set(table["standing"]) == {standing}
    assert table["cost"].to_numpy() == pytest.approx(several.runs.values(COST)[:, 0].mean(axis=1))


def test_a_budget_near_the_mean_is_within_noise(several):
    mean = float(several.runs.values(COST)[0, 0].mean())
    table = budgets(replace(several, policies=tuple(policies(budget=mean))))
    assert table["standing"].iloc[0] == "within noise"
