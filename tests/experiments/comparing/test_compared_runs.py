"""Runs as arrays: in their places, and without those that failed."""

from __future__ import annotations

import numpy as np
import pytest
from compared import FUTURES, POLICIES, compared, without

from experiments.comparing.runs import Runs
from experiments.sweeps.store import SweepError


def test_a_value_stands_where_its_run_says(several):
    table, runs = several.named.table, several.runs
    assert runs.policies == tuple(POLICIES)
    assert runs.places == tuple(FUTURES)
    for policy, future, replicate in (("calm", "plain", 0), ("firm", "harsh", 7), ("talk", "plain", 39)):
        row = table[(table["policy"] == policy) & (table["future"] == future) & (table["replicate"] == replicate)].iloc[0]
        at = runs.policies.index(policy), runs.places.index(future), replicate
        assert runs.values("cohesion")[at] == row["cohesion"]
        assert runs.values("fractures")[at] == (row["outcome"] == "fractures")
        assert runs.text("outcome")[at] == row["outcome"]


def test_draws_are_in_the_order_of_their_points(several):
    table, runs = several.draws.table, several.drawn
    row = table[(table["policy"] == "firm") & (table["point"] == 5) & (table["replicate"] == 2)].iloc[0]
    assert runs.values("cohesion")[runs.policies.index("firm"), runs.places.index(5), 2] == row["cohesion"]
    assert runs.values("cohesion").shape == (len(POLICIES), 24, 5)


def test_means_over_all_months_are_those_of_the_runs(several):
    run = several.named.rerun(0, 3)
    cost = run.measures["coalition_cost"].to_numpy()[1:].mean()
    assert several.runs.values("mean_coalition_cost")[0, 0, 3] == pytest.approx(cost, rel=1e-12)
    assert several.named.is_as_recorded(run, 0, 3)


def test_a_replicate_that_failed_anywhere_is_left_out_everywhere(several):
    runs = without(several, "talk", "harsh", [4]).runs
    assert 4 not in runs.replicates
    assert runs.values("cohesion").shape == (5, 2, 39)
    assert np.isfinite(runs.values("cohesion")).all()
    assert runs.failures.to_dict("records") == [{"policy": "talk", "future": "harsh", "runs": 1, "reason": "no reason"}]


def test_a_policy_that_fails_is_left_out_and_the_others_keep_their_runs(several):
    runs = without(several, "talk").runs
    assert runs.policies == ("calm", "twin", "nothing", "firm")
    assert len(runs.replicates) == 40
    assert without(several, "talk", "plain").runs.policies == runs.policies


def test_a_future_in_which_a_policy_fails_is_left_out_where_it_is_one_of_several(several):
    runs = without(several, "talk", "harsh").runs
    assert runs.policies == tuple(POLICIES)
    assert runs.places == ("plain",)


def test_a_sweep_that_is_not_finished_is_refused(several):
    part = without(several, "talk", "harsh", []).named
    part.__dict__["runs"] = part.runs.iloc[:-1]
    with pytest.raises(SweepError, match="not all runs are made"):
        Runs(part, "future").values("cohesion")


def test_all_may_fail(tmp_path):
    made = compared(tmp_path, {"calm": {}, "talk": POLICIES["talk"]}, {"plain": {}}, replicates=2)
    none = without(without(made, "calm"), "talk")
    assert not none.is_judged
    assert made.is_judged
