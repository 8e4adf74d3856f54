"""What a comparison runs, that it goes on, and what it refuses."""

from __future__ import annotations

import pytest
from compared import FUTURES, POLICIES, compared, futures, policies, without
from swept import files

import scenarios
from experiments.comparing.comparison import FEWEST, PART, studies
from experiments.comparing.outputs import KEPT, OUTPUTS
from experiments.sweeps.plan import plan
from simulation.faults import FaultyError, StudyError
from simulation.outcome import CLASSES


def test_every_policy_meets_every_future_and_draw(ten):
    named, drawn = (plan(study) for study in studies(ten, policies(), futures(points=7), 200, months=12))
    assert named.sizes == (1, len(POLICIES), len(FUTURES), 1)
    assert drawn.sizes == (1, len(POLICIES), 1, 7)
    assert (named.study.replicates, drawn.study.replicates) == (200, 200 // PART)
    assert named.scenarios["ten-states"].head.months == drawn.scenarios["ten-states"].head.months == 12
    swept = {name for name, p in ten.declared.items() if not p.fixed}
    assert {factor.name for factor in drawn.factors} == swept - {"exit_hazard"}, "a policy decides what is not drawn then"


def test_draws_have_a_few_replicates_at_least_and_are_left_out_where_none_are_asked_for(ten):
    assert studies(ten, policies(), futures(points=7), 2)[1].replicates == FEWEST
    assert len(studies(ten, policies(), futures(), 2)) == 1


def test_what_is_looked_at_is_kept():
    assert {output.column for output in OUTPUTS} <= set(KEPT)
    assert not set(CLASSES) & set(KEPT)


def test_it_goes_on_where_it_stopped(tmp_path):
    two = {"calm": {}, "talk": POLICIES["talk"]}
    first = compared(tmp_path, two, points=2, replicates=2).runs.values("cohesion")
    before = files(tmp_path / "futures"), files(tmp_path / "draws")
    compared(tmp_path, two, points=2, replicates=2)
    assert (files(tmp_path / "futures"), files(tmp_path / "draws")) == before
    more = compared(tmp_path, two, points=2, replicates=4).runs.values("cohesion")
    assert more.shape == (2, 2, 4)
    assert more[:, :, :2].tolist() == first.tolist()


@pytest.mark.parametrize("names", [["calm"], ["calm", "calm"]])
def test_one_policy_is_not_compared(ten, names):
    given = [policy for name in names for policy in policies() if policy.name == name]
    with pytest.raises(StudyError, match="two or more policies, each once"):
        studies(ten, given, futures(), 2)


def test_a_scenario_that_was_changed_is_not_what_would_be_run(ten):
    with pytest.raises(StudyError, match="write changes into a policy"):
        studies(ten.override({"parameters.balance": 0.0}), policies(), futures(), 2)


def test_a_policy_of_no_such_lever_is_told_with_its_name(ten):
    odd = policies({"calm": {}, "odd": {"levers.secondry": 1.0}})
    with pytest.raises(FaultyError, match=r"odd\.toml: changes\.levers\.secondry"):
        [plan(study) for study in studies(ten, odd, futures(), 2)]


def test_a_scenario_of_a_folder_is_compared_too(tmp_path, mine):
    made = studies(scenarios.load(mine), policies(), futures(), 2)
    assert next(iter(plan(made[0]).scenarios)) == "mine"


def test_a_notebook_shows_the_shares_by_policy(several):
    page = several._repr_html_()
    assert "40 runs a policy in plain" in page
    assert all(name in page for name in (*POLICIES, *CLASSES))
    assert "Nothing can be compared" in without(several, "calm")._repr_html_()
