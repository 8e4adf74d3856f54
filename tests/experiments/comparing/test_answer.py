"""The answer: sentences that are right whatever the runs say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from compared import POLICIES, compared, ending, turned, without

from experiments.comparing import Goal, report
from experiments.comparing.answer import answer, unjudged
from experiments.comparing.differences import SLIGHT
from experiments.comparing.findings import Findings
from experiments.sweeps.result import Result

TWO = {name: POLICIES[name] for name in ("calm", "twin")}


@pytest.fixture(scope="module")
def alike(tmp_path_factory):
    """Two policies that are one, in one future, two replicates, no draws."""
    return compared(tmp_path_factory.mktemp("alike"), TWO, {"plain": {}}, replicates=2)


def test_it_counts_first_and_has_three_to_eight_sentences(several):
    for goal in (
        Goal(),
        Goal("fractures", "higher"),
        Goal("cohesion", "lower"),
        Goal("mean_coalition_cost", "lower"),
        Goal("absorbed", "higher", 2),
    ):
        said = answer(Findings(replace(several, goal=goal)))
        assert 3 <= len(said) <= 8
        assert all(line.endswith(".") for line in said)
        assert not any(word in line for line in said for word in ("nan", "inf ", "  ", "``"))
    assert said[0].startswith("Under `calm`, in `plain`, the core ")
    assert "of 100 runs" in said[0]


def test_what_is_told_is_what_the_table_tells(several):
    findings = Findings(replace(several, goal=Goal("fractures", "higher")))
    said = " ".join(answer(findings))
    row = findings.by_goal.loc["firm"]
    assert row["told"] == 1
    assert f"is better than `calm` beyond noise: `firm` +{100 * row['difference']:.0f} of 100 runs" in said
    assert "is worse than `calm`" not in said
    assert "`twin`, `nothing`" in said
    assert "leave the share of runs that fracture as it is in every pair" in said
    assert "`firm` has the least maximum regret: it is told from the 4 others, and has it alone in 100 of 100 resamples." in said
    turned = " ".join(answer(Findings(replace(several, goal=Goal("fractures", "lower")))))
    assert "is worse than `calm` beyond noise: `firm` +" in turned


def test_two_policies_that_are_one(alike):
    said = answer(Findings(alike))
    assert said[1].endswith("`twin` leaves the share of runs that cohere as it is in every pair; none of 13 other outputs tells it.")
    assert said[2].startswith("In `plain` none of the policies is told apart")
    assert len(said) == 3
    assert "draws" not in " ".join(said)
    assert report(alike).sections


def test_what_the_goal_does_not_tell_other_outputs_may(several):
    findings = Findings(ending(several, "coheres"))
    said = " ".join(answer(findings))
    counts = {name: len(findings.told_by(name)) for name in ("twin", "firm")}
    assert counts["twin"] == 0 < counts["firm"]
    assert f"{counts['firm']} tell `firm`" in said
    assert "tell `twin`" not in said


def test_what_differs_by_next_to_nothing_is_neither_better_nor_worse(several):
    """Costs that another policy has, and a millionth of them more."""
    slight = replace(several, goal=Goal("mean_coalition_cost", "lower"))
    runs = slight.named.runs
    rows = slight.named.plan.rows.set_index("row")["policy"]
    own = runs["row"].map(rows).to_numpy()
    base = runs.loc[own == "calm", "mean_coalition_cost"].to_numpy()
    extra = {"calm": 0.0, "twin": 0.0, "nothing": 0.0, "talk": 1e-8, "firm": 1e-3}
    cost = np.concatenate([base + extra[name] for name in dict.fromkeys(own)])
    other = Result(slight.named.store, slight.named.plan)
    other.__dict__["runs"] = runs.assign(mean_coalition_cost=cost)
    findings = Findings(replace(slight, named=other))
    said = " ".join(answer(findings))
    assert findings.by_goal.loc["talk", ["verdict", "told"]].tolist() == [SLIGHT, 0]
    assert "1 policy of 4 is worse than `calm` beyond noise: `firm`" in said
    assert "`talk` differs by next to nothing" in said
    assert "told apart by its maximum regret" in said or "are not told apart" in said


def test_where_the_number_that_is_good_enough_comes_from_is_said(several):
    assert Findings(several).good_enough.endswith("what `calm` reaches in `plain`")
    assert Findings(replace(several, goal=Goal("coheres", "lower", 0.3))).good_enough == "0.3, as asked for"


def test_nobody_asks_where_it_fails_without_a_favourite(several):
    near = turned(ending(several, "coheres"), "talk", 1)
    said = " ".join(answer(Findings(near)))
    assert "Over 2 futures none of the policies is told apart by its maximum regret" in said
    assert "fall short" not in said
    section = next(section for section in report(near).sections if section.title == "Where the favourite fails")
    assert not section.tables


def test_a_class_that_never_occurs_has_an_upper_end(several):
    assert answer(Findings(ending(several, "stagnates")))[0] == (
        "Under `calm`, in `plain`, the core stagnates in 100 of 100 runs (91 to 100); of 40 runs none coheres or fractures or is absorbed "
        "(up to 9 of 100 might)."
    )


def test_a_policy_under_which_every_run_fails_is_named_and_left_out(several):
    made = report(without(several, "talk"))
    assert "`talk`" not in " ".join(made.answer)
    assert any("Policies left out, as their runs fail: `talk`." in line for line in made.sections[-1].text)
    assert made.sections[-1].tables["failed_runs"]["runs"].tolist() == [40, 40]
    assert len(made.sections) > 5


def test_a_future_that_fails_is_named(several):
    made = report(without(several, "talk", "harsh"))
    assert any("`harsh`" in line for line in made.sections[-1].text)


def test_without_the_first_policy_nothing_is_compared(several):
    made = report(without(several, "calm"))
    assert made.answer == ["Nothing can be compared: the runs of `calm`, which the others are held against, fail."]
    assert [section.title for section in made.sections] == ["Assumptions and sources"]


def test_without_another_policy_nothing_is_compared(alike):
    assert unjudged(without(alike, "twin")) == ["Nothing can be compared: the runs of every policy but `calm` fail."]
    assert report(without(alike, "twin")).answer == unjudged(without(alike, "twin"))


def test_a_policy_that_lacks_its_only_second_run(alike):
    assert "Nothing can be compared" in report(without(alike, "twin", "plain", [1])).answer[0]
