"""Months without a fracture: the area under the curve, and intervals from pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.analysis.survival import restricted_mean
from experiments.comparing import times
from experiments.comparing.differences import EQUAL, WITHIN
from experiments.comparing.times import survival_curves
from experiments.sweeps.result import Result


def test_mean_months_are_the_area_under_the_curve(several):
    table, curves = times(several).set_index("policy"), survival_curves(several)
    for policy, curve in curves.items():
        assert table.loc[policy, "months"] == pytest.approx(restricted_mean(curve).months)
        assert table.loc[policy, "fractured"] == curve.fractures.sum()


def test_a_policy_like_the_base_holds_as_long_and_one_that_breaks_it_shorter(several):
    table = times(several).set_index("policy")
    for policy in ("calm", "twin", "nothing"):
        assert (table.loc[policy, ["difference", "low", "high"]] == 0.0).all()
        assert table.loc[policy, "log_rank"] == 1.0
    assert table.loc["firm", "high"] < 0
    assert table.loc["firm", "log_rank"] < 0.05


def test_the_interval_is_near_that_of_student(several):
    """Of forty pairs the bootstrap of a mean is narrower by little."""
    row = times(several).set_index("policy").loc["firm"]
    month = several.runs.values("fracture_month")[:, 0]
    held = np.where(month >= 0, month, 30)
    spread = (held[4] - held[0]).std(ddof=1) / np.sqrt(40)
    assert (row["high"] - row["low"]) / 2 == pytest.approx(2.02 * spread, rel=0.15)


def test_the_seed_decides_the_bootstrap(several):
    assert times(several).equals(times(several))
    assert not times(several, seed=2).equals(times(several))


def test_what_few_pairs_show_is_within_noise(several):
    """Four pairs that differ one way, which an interval from a bootstrap would leave clear of 0."""
    same = several.named.runs.assign(fracture_month=-1)
    rows = several.named.plan.rows
    talk = rows.loc[(rows["policy"] == "talk") & (rows["future"] == "plain"), "row"].item()
    for broken, told in ((4, 0), (12, -1)):
        other = Result(several.named.store, several.named.plan)
        moved = (same["row"] == talk) & (same["replicate"] < broken)
        other.__dict__["runs"] = same.assign(fracture_month=same["fracture_month"].where(~moved, 10))
        row = times(replace(several, named=other)).set_index("policy").loc["talk"]
        assert row["high"] < 0
        assert row["told"] == told
        assert row["verdict"] == ("less" if told else WITHIN)
        assert row["p_value"] == pytest.approx(2 * 0.5**broken, abs=0.0005)


def test_verdicts_are_given_how_many_policies_there_are(several):
    table = times(several).set_index("policy")
    assert (table.loc[["calm", "twin", "nothing"], "verdict"] == EQUAL).all()
    assert table.loc["firm", ["verdict", "told"]].tolist() == ["less", -1]
    assert (table["holm"].dropna() >= table["p_value"][table["holm"].notna()]).all()
