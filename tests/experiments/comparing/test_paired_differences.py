"""Differences under the same luck: exactly zero where nothing changes, and as sure as independent runs would have it."""

from __future__ import annotations

import numpy as np
import pytest
from compared import POLICIES, compared, ending, turned
from scipy.stats import f

from experiments.analysis.intervals import paired
from experiments.comparing import differences
from experiments.comparing.differences import ALL, EQUAL, SLIGHT, WITHIN
from experiments.comparing.runs import Runs
from experiments.sweeps.plan import plan
from experiments.sweeps.result import read
from experiments.sweeps.study import checked
from experiments.sweeps.sweep import here, sweep
from simulation.faults import StudyError
from simulation.outcome import CLASSES

RUNS = 200


@pytest.mark.parametrize("future", ["plain", "harsh"])
@pytest.mark.parametrize("policy", ["twin", "nothing"])
def test_a_policy_like_the_base_and_levers_of_size_zero_change_nothing(several, policy, future):
    rows = differences(several, future=future).query("policy == @policy")
    assert len(rows) == len(ALL)
    assert (rows["difference"] == 0.0).all()
    assert (rows["verdict"] == EQUAL).all()
    assert (rows["p_value"] == 1.0).all()
    assert rows["holm"].isna().all()
    measures = rows[~rows["output"].isin(CLASSES)]
    assert (measures[["low", "high"]] == 0.0).all(axis=None)


def test_what_changes_much_is_told_and_in_its_direction(several):
    table = differences(several).query("policy == 'firm'").set_index("output")
    assert table.loc["fractures", "verdict"] == "more"
    assert table.loc["fractures", "difference"] == pytest.approx(table.loc["fractures", "mean"] - table.loc["fractures", "first"])
    assert table.loc["cohesion", "verdict"] == "less"


def test_rows_are_every_policy_but_the_first_and_every_output(several):
    table = differences(several, ["cohesion", "coheres"])
    assert table["policy"].tolist() == [*POLICIES][1:] * 2
    told = table[table["verdict"].isin(["more", "less"])]
    assert (np.sign(told["low"]) == np.sign(told["high"])).all()
    assert ((table["low"] <= table["difference"]) & (table["difference"] <= table["high"])).all()
    assert (table["holm"].dropna() >= table["p_value"][table["holm"].notna()]).all()
    assert set(table["verdict"]) <= {"more", "less", EQUAL, SLIGHT, WITHIN}


def test_what_is_told_takes_how_many_there_are_into_account(several):
    table = differences(several)
    told = table["told"] != 0
    assert (table.loc[told, "holm"] < 0.05).all()
    assert (np.sign(table.loc[told, "difference"]) == table.loc[told, "told"]).all()
    assert not told[table["verdict"].isin([WITHIN, EQUAL, SLIGHT])].any()


@pytest.mark.parametrize("differing", [1, 4, 6, 8])
def test_what_these_pairs_do_not_tell_takes_more_of_them(several, differing):
    """Six pairs that all differ one way are told alone, and not as one of two."""
    near = turned(turned(ending(several, "coheres"), "talk", differing), "firm", 1)
    row = differences(near, ["coheres"]).set_index("policy").loc["talk"]
    assert (row["told"] == 0) == (differing <= 6)
    assert (row["decisive"] > 40) == (differing <= 6 or differing == 8)


@pytest.mark.parametrize(
    ("outputs", "future", "word"),
    [(["nonsense"], None, "allowed: one of"), (["cohesio"], None, "cohesion"), (["coheres"], "plan", "plain")],
)
def test_what_is_not_there_is_said_with_what_is(several, outputs, future, word):
    with pytest.raises(StudyError, match=word):
        differences(several, outputs, future)


@pytest.fixture(scope="module")
def swept_both(tmp_path_factory):
    """Three policies with the same luck and with luck of their own."""
    changes = {name: POLICIES[name] for name in ("calm", "talk", "firm")} | {"wedge": {"levers.engagement@1900-06": 0.3}}
    found = {}
    for pairing in ("replicates", "none"):
        content = {"title": "x", "question": "x", "scenarios": ["ten-states"], "months": 30, "replicates": RUNS, "futures": {"plain": {}}}
        made = plan(checked({**content, "name": pairing, "pairing": pairing, "policies": changes, "measures": ["cohesion"]}, pairing))
        folder = tmp_path_factory.mktemp(pairing)
        sweep(made, folder, here(2))
        found[pairing] = Runs(read(folder), "future")
    return found


@pytest.mark.parametrize("policy", [1, 2, 3])
@pytest.mark.parametrize("output", ["cohesion", "coheres"])
def test_the_saving_that_pairs_tell_is_that_against_independent_seeds(swept_both, policy, output):
    """Variance of the difference with luck of one's own over that of pairs, within what so many runs leave open at 99.9 %."""
    same, own = (swept_both[pairing].values(output)[:, 0] for pairing in ("replicates", "none"))
    said = paired(same[policy], same[0]).saving
    independent = np.var(own[policy] - own[0], ddof=1) / np.var(same[policy] - same[0], ddof=1)
    assert f.ppf(0.0005, RUNS - 1, RUNS - 1) < independent / said < f.ppf(0.9995, RUNS - 1, RUNS - 1)
    assert independent > 1.5 or policy == 2, "small changes save"


def test_independent_seeds_share_no_luck(swept_both):
    """Control: without pairing the same formula finds nothing to save."""
    own = swept_both["none"].values("cohesion")[:, 0]
    assert paired(own[1], own[0]).saving == pytest.approx(1.0, abs=0.25)
    assert abs(paired(own[1], own[0]).correlation) < 0.25


def test_a_difference_in_a_future_is_that_of_its_runs(several):
    runs = several.runs
    row = differences(several, ["cohesion"], "harsh").query("policy == 'firm'").iloc[0]
    values = runs.values("cohesion")[:, 1]
    assert row["difference"] == pytest.approx((values[4] - values[0]).mean(), abs=1e-15)


def test_two_replicates_are_enough(tmp_path):
    table = differences(compared(tmp_path, {"calm": {}, "firm": POLICIES["firm"]}, {"plain": {}}, replicates=2))
    assert (table["pairs"] == 2).all()
    assert table["p_value"].between(0, 1).all()
