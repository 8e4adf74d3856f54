"""Sections of a reading against the same numbers found another way."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr, t

from experiments.analysis.expected import expected_indices
from experiments.analysis.morris import elementary_effects
from experiments.analysis.roc import warning
from experiments.analysis.sobol import sobol_indices
from experiments.sections.alone import alone
from experiments.sections.discovery import discovery
from experiments.sections.fractures import fractures
from experiments.sections.overview import overview
from experiments.sections.phases import phases
from experiments.sections.reading import Reading
from experiments.sections.sensitivity import sensitivity
from experiments.sections.thresholds import thresholds
from experiments.sections.warnings import _verdict, warnings
from experiments.sweeps.summary import MOVED
from simulation.faults import StudyError
from simulation.outcome import CLASSES

SAMPLE = {"trust_ceiling_slope": {}, "exit_hazard": {"low": 0.001, "high": 0.02, "log": True}, "secondary": {}}


def number(said):
    """The number before its interval."""
    return float(said.split(" ")[0])


class TestOverview:
    def test_shares_of_all_and_of_every_group(self, crossed):
        found, runs = overview(Reading(crossed)), crossed.table
        for name in CLASSES:
            assert number(found.tables["outcomes"][name].item()) == pytest.approx((runs["outcome"] == name).mean(), abs=5e-4)
        by = found.tables["outcomes_by_policy"].set_index("policy")
        for policy, part in runs.groupby("policy"):
            assert number(by.loc[policy, "fractures"]) == pytest.approx((part["outcome"] == "fractures").mean(), abs=5e-4)
        assert by["runs"].sum() == len(runs)

    def test_differences_go_from_replicate_to_replicate(self, crossed):
        found, runs = overview(Reading(crossed)).tables["differences_by_policy"], crossed.table
        fractured = (runs["outcome"] == "fractures").groupby([runs["policy"], runs["replicate"]]).mean()
        pairs = (fractured["firm"] - fractured["calm"]).to_numpy()
        half = t.ppf(0.975, len(pairs) - 1) * pairs.std(ddof=1) / np.sqrt(len(pairs))
        said = found["fractures"].item()
        assert found["policy"].item() == "firm less calm"
        assert said == f"{pairs.mean():+.3f} ({pairs.mean() - half:+.3f} to {pairs.mean() + half:+.3f})"
        assert pairs.mean() > 0.1, "a hazard of exit thirty times the base is felt"

    def test_failed_runs_are_counted_with_their_reason(self, sampled):
        broken = sampled.runs.copy()
        broken["failure"] = broken["failure"].astype(object)
        broken.loc[:2, "failure"] = "rule x raised"
        result = type(sampled)(sampled.store, sampled.plan)
        result.__dict__["runs"] = broken
        said = " ".join(overview(Reading(result)).text)
        assert "3 runs failed" in said
        assert "3 times rule x raised" in said
        assert f"{len(broken) - 3:,} runs of" in said

    def test_only_rows_that_differ_by_the_group_alone_are_held_against_each_other(self, swept):
        """In a trajectory of Morris one step moves the choice and nothing else; shares over all rows hold the other factors too."""
        factors = {"exit_hazard": {"low": 0.001, "high": 0.03}, "balance": {"values": [0.02, 0.0]}}
        result = swept("steps", replicates=4, factors=factors, design={"kind": "morris", "points": 6})
        found = overview(Reading(result)).tables["differences_by_balance"]
        runs = result.table.drop_duplicates(["exit_hazard", "balance", "replicate"])
        fractured = runs.assign(hit=runs["outcome"] == "fractures").pivot_table(
            index=["exit_hazard", "replicate"], columns="balance", values="hit", aggfunc="first", observed=True
        )
        first = result.table.sort_values("row")["balance"].iloc[0]
        pairs = fractured.dropna().astype(float)
        expected = (pairs[0.02 - first] - pairs[first]).groupby("replicate").mean().mean()
        assert number(found["fractures"].item()) == pytest.approx(expected, abs=5e-4)

    def test_replicates_of_a_part_of_the_rows_do_not_count(self, crossed):
        """Rows that go on because they are not decided would else weigh most."""
        table = crossed.runs
        part = type(crossed)(crossed.store, crossed.plan)
        part.__dict__["runs"] = table[(table["replicate"] < 4) | (table["row"] % 6 == 0)]
        few = type(crossed)(crossed.store, crossed.plan)
        few.__dict__["runs"] = table[table["replicate"] < 4]
        one, other = (overview(Reading(result)).tables["differences_by_policy"] for result in (part, few))
        pd.testing.assert_frame_equal(one, other)
        assert one["replicates"].item() == 4

    def test_rows_that_went_on_longer_are_said_to_weigh_more(self, swept):
        precision = {"measure": "fractures", "half_width": 0.2, "ceiling": 40}
        factors = {"exit_hazard": {"low": 0.001, "high": 0.05, "levels": 4}}
        result = swept("precise", months=24, precision=precision, factors=factors, design={"kind": "grid"})
        assert result.runs.groupby("row").size().nunique() > 1
        assert "Rows weigh by their runs" in " ".join(overview(Reading(result)).text)

    def test_a_sampled_choice_has_no_difference_of_its_own(self, swept):
        factors = {**SAMPLE, "balance": {"values": [0.02, 0.0]}}
        found = overview(Reading(swept("choice", replicates=2, factors=factors, design={"kind": "latin-hypercube", "points": 10})))
        assert "differences_by_balance" not in found.tables
        assert "No two rows differ by `balance` alone" in " ".join(found.text)

    def test_a_difference_that_never_varies_is_no_interval_of_width_0(self, crossed):
        assert "(in every replicate)" in overview(Reading(crossed)).tables["differences_by_policy"]["absorbed"].item()

    def test_a_sweep_that_is_not_finished_says_so(self, sampled):
        assert "not finished" not in " ".join(overview(Reading(sampled)).text)
        part = type(sampled)(sampled.store, sampled.plan)
        part.__dict__["runs"] = sampled.runs[sampled.runs["row"] < 50]
        assert "**The sweep is not finished**: 200 of 320 runs are there, and 30 rows have no run yet" in " ".join(
            overview(Reading(part)).text
        )

    def test_where_every_run_failed_only_that_is_said(self, sampled):
        broken = sampled.runs.assign(failure=[f"reason {k}" for k in range(len(sampled.runs))])
        result = type(sampled)(sampled.store, sampled.plan)
        result.__dict__["runs"] = broken
        found = overview(Reading(result))
        assert "320 runs failed" in " ".join(found.text)
        assert "and 315 other reasons" in " ".join(found.text)
        assert not found.tables

    def test_scenarios_of_different_length_are_told(self, lengths, sampled):
        assert "`ten-states` 60, `axis-2022` 72" in " ".join(overview(Reading(lengths)).text)
        assert "different length" not in " ".join(overview(Reading(sampled)).text)


class TestAlone:
    def test_rows_are_held_against_the_unchanged_scenario(self, swept):
        factors = {
            "exit_hazard": {"low": 0.001, "high": 0.03, "levels": 2},
            "embargo": {"set": "calendar.grain-embargo", "values": ["on", "off"]},
        }
        result = swept("alone", replicates=5, factors=factors, design={"kind": "one-at-a-time"})
        reading = Reading(result)
        assert overview(reading).figures == {}, "no group divides all rows"
        found = alone(reading)
        table = found.tables["alone"].set_index(["output", "factor", "value"])
        losses = result.runs.pivot(index="replicate", columns="row", values="target_loss")
        for row, place in ((2, ("exit_hazard", "0.03")), (4, ("embargo", "off"))):
            pairs = losses[row] - losses[0]
            half = t.ppf(0.975, 4) * pairs.std(ddof=1) / np.sqrt(5)
            said = table.loc[("target_loss", *place)]
            np.testing.assert_allclose([said.difference, said.low, said.high], pairs.mean() + half * np.array([0, -1, 1]))
        same = table.loc[("target_loss", "embargo", "on")]
        assert same.difference == 0.0
        assert np.isnan(same.low), "no interval of width 0"
        assert set(found.figures) == {"alone"}

    def test_factors_that_no_row_sets_together_have_no_phases(self, swept):
        factors = {"secondary": {"levels": 2}, "balance": {"values": [0.0]}}
        reading = Reading(swept("apart", replicates=1, factors=factors, design={"kind": "one-at-a-time"}), ("secondary", "balance"))
        with pytest.raises(StudyError, match="one and the same row"):
            phases(reading)

    def test_every_block_has_its_rows_and_other_designs_none(self, swept, sampled):
        result = swept(
            "alone_in_two",
            replicates=1,
            factors={"exit_hazard": {"low": 0.001, "high": 0.03, "levels": 2}},
            design={"kind": "one-at-a-time"},
            policies={"calm": {}, "firm": {"parameters.crisis_rate": 0.02}},
        )
        table = alone(Reading(result)).tables["alone"]
        assert set(table["of"]) == {"calm", "firm"}
        assert table["low"].isna().all()
        assert alone(Reading(sampled)) is None


class TestThresholds:
    def test_every_move_has_a_row_that_adds_up(self, sampled):
        table = thresholds(Reading(sampled)).tables["thresholds"]
        assert len(table) == 1 + len(MOVED)
        for _, row in table.iterrows():
            assert sum(number(row[name]) for name in CLASSES) == pytest.approx(1.0, abs=3e-3)

    def test_where_no_move_matters_none_is_named(self, sampled):
        still = sampled.runs.assign(**dict.fromkeys(MOVED, sampled.runs["outcome"]))
        result = type(sampled)(sampled.store, sampled.plan)
        result.__dict__["runs"] = still
        assert "None of these moves" in " ".join(thresholds(Reading(result)).text)


class TestPhases:
    def test_cells_hold_every_run_once(self, crossed):
        found = phases(Reading(crossed, ("secondary", "balance")))
        cells = found.tables["phases"]
        assert cells["count"].sum() == len(crossed.table)
        assert list(cells.columns[:3]) == ["secondary", "balance", "class"]
        assert set(found.figures) == {"phases"}
        means = found.tables["measures_over_cells"].set_index(["secondary", "balance"])["target_loss"]
        runs = crossed.table
        for place in ((0.0, 0.02), (1.0, 0.0)):
            chosen = (runs["secondary"] == place[0]) & (runs["balance"] == place[1])
            assert means[place] == pytest.approx(runs.loc[chosen, "target_loss"].mean())

    def test_a_class_that_only_trust_limits_prevent_is_hatched(self, swept):
        """The same runs without the slope say what the limits alone decide."""
        factors = {"trust_ceiling_slope": {"low": 0.0, "high": 0.8, "levels": 3}}
        result = swept("limits", replicates=10, factors=factors, design={"kind": "grid"})
        cells = phases(Reading(result)).tables["phases"]
        runs = result.table
        first = runs.groupby("trust_ceiling_slope")["outcome"].agg(
            lambda o: o.astype(str).value_counts().reindex(CLASSES, fill_value=0).idxmax()
        )
        for slope, part in cells.groupby("trust_ceiling_slope"):
            assert part["limits_alone"].nunique() == 1
            assert part["limits_alone"].iloc[0] == (first[slope] != first[0.0])

    def test_a_slope_of_named_choices_is_a_factor_as_any_other(self, swept):
        choices = {"declared": {}, "none": {"parameters.trust_ceiling_slope": 0}}
        result = swept("named", replicates=2, factors={"slope": {"choices": choices}}, design={"kind": "grid"})
        assert phases(Reading(result)).tables["phases"]["slope"].unique().tolist() == ["declared", "none"]

    def test_a_boundary_along_the_second_factor_alone_is_found(self, swept):
        """Exits decide fractures, and the slope of trust limits does not move them across one half."""
        factors = {"trust_ceiling_slope": {"levels": 2}, "exit_hazard": {"low": 0.001, "high": 0.1, "log": True, "levels": 3}}
        found = phases(Reading(swept("second", replicates=8, factors=factors, design={"kind": "grid"})))
        line = found.tables["boundary_fractures"]
        assert list(line.columns[:2]) == ["trust_ceiling_slope", "exit_hazard"]
        assert line["exit_hazard"].between(0.001, 0.1).all()
        assert "of `exit_hazard`, at 2 of 2 values of `trust_ceiling_slope`" in " ".join(found.text)

    def test_samples_of_a_logarithmic_factor_fall_into_bins_of_its_logarithm(self, sampled):
        cells = phases(Reading(sampled, ("exit_hazard",))).tables["phases"]
        steps = np.diff(np.log(cells["exit_hazard"].unique()))
        np.testing.assert_allclose(steps, steps[0])


class TestSensitivity:
    def test_rank_correlations_are_those_of_scipy_over_means_of_rows(self, sampled):
        found = sensitivity(Reading(sampled)).tables["sensitivity_cohesion"].set_index("factor")
        rows, runs = sampled.plan.rows, sampled.runs
        means = runs.groupby("row")["cohesion"].mean()
        for name in ("trust_ceiling_slope", "exit_hazard", "secondary"):
            assert found.loc[name, "spearman"] == pytest.approx(spearmanr(rows[name], means).statistic, abs=1e-12)

    @pytest.mark.parametrize(("design", "lost"), [("sampled", "1 of 80 rows"), ("screened", "1 of 8 traj"), ("saltelli", "1 of 16 base")])
    def test_a_row_that_failed_takes_no_more_with_it_than_its_step(self, request, design, lost):
        whole = request.getfixturevalue(design)
        result = type(whole)(whole.store, whole.plan)
        result.__dict__["runs"] = whole.runs.assign(
            failure=whole.runs["failure"].astype(object).mask(whole.runs["row"] == 6, "rule x raised")
        )
        found = sensitivity(Reading(result))
        assert lost in " ".join(found.text)
        assert set(found.tables) <= set(sensitivity(Reading(whole)).tables)
        assert "sensitivity_core_trust" in found.tables

    def test_rows_of_a_table_that_leave_a_factor_as_it_is_have_no_rank(self, swept, tmp_path):
        values = [f"{0.1 + 0.01 * k},{0.001 * (k + 1)}" for k in range(8)]
        (tmp_path / "points.csv").write_text("\n".join(["trust_ceiling_slope,exit_hazard", ",0.002", *values]), encoding="utf-8")
        factors = {name: SAMPLE[name] for name in ("trust_ceiling_slope", "exit_hazard")}
        design = {"kind": "table", "file": "points.csv"}
        result = swept("points", folder=str(tmp_path), replicates=2, factors=factors, design=design)
        found = sensitivity(Reading(result))
        assert "1 of 9 rows are left out" in " ".join(found.text)
        rows, means = result.plan.rows[1:], result.runs.groupby("row")["core_trust"].mean()[1:]
        expected = spearmanr(rows["exit_hazard"], means).statistic
        assert found.tables["sensitivity_core_trust"].set_index("factor").loc["exit_hazard", "spearman"] == pytest.approx(expected)

    def test_morris_and_sobol_take_the_design_that_was_run(self, screened, saltelli):
        means = screened.runs.groupby("row")["core_trust"].mean().to_numpy()
        found = sensitivity(Reading(screened)).tables["sensitivity_core_trust"].set_index("factor")
        expected = elementary_effects(screened.plan.positions, means)["mu_star"].to_numpy()
        np.testing.assert_allclose(found.loc[["trust_ceiling_slope", "exit_hazard", "secondary"], "mu_star"], expected)
        means = saltelli.runs.groupby("row")["core_trust"].mean().to_numpy()
        found = sensitivity(Reading(saltelli)).tables["sensitivity_core_trust"].set_index("factor")
        raw = sobol_indices(["trust_ceiling_slope", "exit_hazard", "secondary"], means).factors
        assert found["total"].idxmax() == raw["total"].idxmax() == "trust_ceiling_slope"
        matrix = saltelli.runs.pivot(index="row", columns="replicate", values="core_trust").to_numpy()
        free = expected_indices(["trust_ceiling_slope", "exit_hazard", "secondary"], matrix)
        np.testing.assert_array_equal(found.loc[free.index, "total"], free["total"])

    def test_luck_is_named_and_a_grid_has_no_section(self, sampled, crossed):
        assert "luck is" in " ".join(sensitivity(Reading(sampled)).text)
        assert sensitivity(Reading(crossed)) is None


def test_discovery_finds_the_factor_that_makes_cores_fracture(sampled):
    found = discovery(Reading(sampled))
    said = found.text[next(k for k, line in enumerate(found.text) if line.startswith("fractures (")) + 1]
    assert "exit_hazard >=" in said
    assert "quasi-p" in said
    assert set(found.figures) <= {"discovery_fractures", "discovery_coheres"}


def test_curves_of_groups_end_at_the_share_without_a_fracture(crossed):
    found = fractures(Reading(crossed))
    table = found.tables["survival_policy"].set_index("group")
    for policy, part in crossed.table.groupby("policy"):
        assert table.loc[policy, "unfractured at the end"] == pytest.approx((part["fracture_month"] < 0).mean())
    assert "log-rank" in " ".join(found.text)


def test_runs_count_for_curves_as_long_as_their_scenario_lasts(lengths):
    """Ten states run for 60 months, the axis for 72: what did not fracture by then is not known to hold on."""
    found, runs = fractures(Reading(lengths)), lengths.table
    table = found.tables["survival_scenario"].set_index("group")
    for name, part in runs.groupby("scenario", observed=True):
        whole = ~part["fracture_month"].between(0, 60)
        assert table.loc[name, "unfractured at the end"] == pytest.approx(whole.mean())
    assert "those of month 60" in " ".join(found.text)


def test_thirds_of_a_narrow_range_are_told_apart(swept):
    factors = {"exit_hazard": {"low": 0.02, "high": 0.020001}}
    found = fractures(Reading(swept("narrow", replicates=3, factors=factors, design={"kind": "latin-hypercube", "points": 12})))
    assert len(found.tables["survival_exit_hazard"]) == 3


def test_curves_go_by_the_factor_that_moves_fractures_most(swept):
    factors = {"trust_ceiling_slope": {}, "exit_hazard": {"low": 0.001, "high": 0.05}}
    result = swept("most", replicates=3, factors=factors, design={"kind": "latin-hypercube", "points": 30})
    assert list(fractures(Reading(result)).tables) == ["survival_exit_hazard"]


def test_warnings_take_scenarios_of_different_length_apart(lengths):
    assert len(warnings(Reading(lengths)).tables["warnings"]) == 2


def test_a_sign_that_falls_before_fractures_is_not_said_to_reach_one_half():
    high, low = np.linspace(0, 1, 50), np.linspace(-2, -1, 50)
    assert _verdict(warning(high, low)) == "rises more before fractures than without one"
    assert "lies below" in _verdict(warning(low, high))
    assert "reaches" in _verdict(warning(high, high))


def test_warnings_are_not_made_with_other_rules(lengths):
    result = type(lengths)(lengths.store, lengths.plan)
    result.__dict__["runs"] = lengths.runs
    content = {**lengths.store.read(), "versions": {"blocform": "0.0.0"}}
    object.__setattr__(result, "store", type("Other", (), {"read": lambda self: content, "folder": lengths.store.folder})())
    found = warnings(Reading(result))
    assert not found.tables
    assert "not those of the sweep" in " ".join(found.text)


def test_warnings_need_fractures_with_enough_months_before_them(swept, sampled):
    assert warnings(Reading(sampled)) is None, "40 months leave too few"
    factors = {"exit_hazard": {"low": 0.004, "high": 0.01}}
    long = swept("long", months=70, replicates=40, factors=factors, design={"kind": "grid", "levels": 3})
    found = warnings(Reading(long))
    assert list(found.tables["warnings"]["sign"]) == ["variance", "autocorrelation"]
    assert ((found.tables["warnings"]["AUC"] > 0) & (found.tables["warnings"]["AUC"] < 1)).all()
    assert isinstance(found.tables["warnings"], pd.DataFrame)
