"""Robustness over futures: what is chosen, how sure, and what is undecided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from compared import FUTURES, POLICIES

from experiments.comparing import Goal, favourite, regret, robustness
from experiments.comparing.futures import SURE


@pytest.fixture(scope="module")
def table(several):
    return robustness(replace(several, goal=Goal("fractures", "lower")))


def test_scores_are_those_of_the_means_and_lie_in_their_intervals(several, table):
    aimed = replace(several, goal=Goal("fractures", "lower"))
    means = aimed.runs.means("fractures")
    scores = table[table["criterion"] == "laplace_mean"].set_index("policy")
    assert scores["score"].to_dict() == pytest.approx(means.mean(axis=1).to_dict())
    assert ((table["low"] <= table["score"]) & (table["score"] <= table["high"])).mean() > 0.9
    assert table["chosen_share"].between(0, 1).all()


def test_equal_policies_are_chosen_in_the_same_resamples(table):
    shares = table.pivot(index="criterion", columns="policy", values="chosen_share")
    assert (shares["calm"] == shares["twin"]).all()
    assert (shares["calm"] == shares["nothing"]).all()


def test_a_policy_that_breaks_the_core_is_not_the_favourite_of_those_who_want_it_whole(several, table):
    found = favourite(table)
    assert found.policy != "firm"
    assert found.is_decided == (found.share >= SURE)
    aimed = favourite(robustness(replace(several, goal=Goal("fractures", "higher"))))
    assert (aimed.policy, aimed.share, aimed.is_decided) == ("firm", 1.0, True)


def test_regret_is_by_policy_and_future_and_none_of_the_best(several):
    found = regret(several)
    assert (list(found.index), list(found.columns)) == (list(POLICIES), list(FUTURES))
    assert (found.min() == 0).all()
    assert regret(several, several.drawn).shape == (5, 24)


def test_the_seed_decides_the_bootstrap(several, table):
    aimed = replace(several, goal=Goal("fractures", "lower"))
    assert robustness(aimed).equals(table)
    assert not robustness(aimed, seed=2).equals(table)
