"""Robustness over futures: what is chosen, how sure, and what is undecided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from compared import FUTURES, POLICIES, ending, turned

from experiments.comparing import Goal, choices, favourite, regret, robustness
from experiments.comparing.choices import DECIDED, TIED


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


def test_equal_policies_are_never_chosen_alone(table):
    alike = table[table["policy"].isin(["calm", "twin", "nothing"])]
    assert (alike["chosen_share"] == 0).all()
    assert (alike["holm"].fillna(1) > 0.05).all() or not alike["chosen"].any()


def test_a_policy_that_breaks_the_core_is_not_the_favourite_of_those_who_want_it_whole(several, table):
    assert "firm" not in favourite(table).among
    aimed = favourite(robustness(replace(several, goal=Goal("fractures", "higher"))))
    assert (aimed.among, aimed.share, aimed.is_decided) == (("firm",), 1.0, True)


@pytest.mark.parametrize(("differing", "among"), [(0, 5), (1, 5), (3, 5), (15, 1)])
def test_who_is_better_in_a_few_runs_is_no_favourite(several, differing, among):
    """Of three pairs that differ one way a fair coin would give two in eight; of fifteen hardly any."""
    alike = turned(ending(several, "coheres"), "talk", differing)
    found = favourite(robustness(alike))
    assert len(found.among) == among
    assert found.is_decided == (among == 1)
    assert (found.policy == "talk") == (differing > 0)


def test_policies_of_the_same_score_are_tied_and_not_decided(several):
    alike = turned(turned(ending(several, "coheres"), "talk", 15), "firm", 15)
    table = choices(robustness(replace(alike, goal=Goal("coheres", "lower", 0.8)))).set_index("criterion")
    assert table.loc["satisficing_share", ["chooses", "standing"]].tolist() == ["talk, firm", TIED]
    assert not (table["standing"] == DECIDED).any()
    assert (table["chosen_share"] == 0).all()


def test_what_is_good_enough_is_drawn_anew_where_it_is_found(several):
    """Of runs that end half and half the first policy is good enough in its own future in every resample."""
    half = replace(turned(ending(several, "coheres"), "calm", 20), goal=Goal("coheres", "lower"))
    rows = robustness(half).query("criterion == 'satisficing_share' and policy == 'calm'")
    assert rows[["low", "high"]].to_numpy().tolist() == [[1.0, 1.0]]
    fixed = robustness(replace(half, goal=Goal("coheres", "lower", 0.5))).query("criterion == 'satisficing_share' and policy == 'calm'")
    assert fixed["low"].item() == 0.0


def test_regret_is_by_policy_and_future_and_none_of_the_best(several):
    found = regret(several)
    assert (list(found.index), list(found.columns)) == (list(POLICIES), list(FUTURES))
    assert (found.min() == 0).all()
    assert regret(several, several.drawn).shape == (5, 24)


def test_the_seed_decides_the_bootstrap(several, table):
    aimed = replace(several, goal=Goal("fractures", "lower"))
    assert robustness(aimed).equals(table)
    assert not robustness(aimed, seed=2).equals(table)
