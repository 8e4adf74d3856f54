"""Ranks: never more than the runs tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from experiments.comparing import Goal, against, ranks
from experiments.comparing.differences import EQUAL, WITHIN


def test_equal_policies_share_their_ranks_and_their_neighbours_cannot_be_decided(several):
    table = ranks(several).set_index("policy")
    alike = table.loc[["calm", "twin", "nothing"]]
    assert alike["first_rank"].nunique() == alike["last_rank"].nunique() == 1
    assert set(table.loc["calm", "not_told_from"].split(", ")) >= {"twin", "nothing"}
    assert (table["decisive"] == float("inf")).sum() >= 2
    words = against(several).set_index("policy")
    assert words.loc["calm", "twin"] == EQUAL
    assert words.loc["calm", "calm"] == ""


@pytest.mark.parametrize(("better", "best", "word"), [("lower", "calm", "worse"), ("higher", "firm", "better")])
def test_the_goal_says_what_is_better(several, better, best, word):
    aimed = replace(several, goal=Goal("fractures", better))
    table, words = ranks(aimed).set_index("policy"), against(aimed).set_index("policy")
    assert words.loc["firm", "calm"] == word
    assert table.loc[best, "first_rank"] == 1
    assert table.loc["firm", "first_rank"] == table.loc["firm", "last_rank"] == (1 if better == "higher" else 5)


def test_what_is_within_noise_is_said_so(several):
    words = against(several).set_index("policy")
    assert words.loc["talk", "calm"] in (WITHIN, EQUAL)
    table = ranks(several)
    assert (table["first_rank"] <= table.index + 1).all()
    assert (table["last_rank"] >= table.index + 1).all()
