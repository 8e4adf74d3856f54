"""Sections of a reading against the same numbers found another way."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr, t

from experiments.analysis.expected import expected_indices
from experiments.analysis.morris import elementary_effects
from experiments.analysis.sobol import sobol_indices
from experiments.sections.discovery import discovery
from experiments.sections.fractures import fractures
from experiments.sections.overview import overview
from experiments.sections.phases import phases
from experiments.sections.reading import Reading
from experiments.sections.sensitivity import sensitivity
from experiments.sections.thresholds import thresholds
from experiments.sections.warnings import warnings
from experiments.sweeps.summary import MOVED
from simulation.outcome import CLASSES


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


class TestThresholds:
    def test_every_move_has_a_row_that_adds_up(self, sampled):
        table = thresholds(Reading(sampled)).tables["thresholds"]
        assert len(table) == 1 + len(MOVED)
        for _, row in table.iterrows():
            assert sum(number(row[name]) for name in CLASSES) == pytest.approx(1.0, abs=3e-3)


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


class TestSensitivity:
    def test_rank_correlations_are_those_of_scipy_over_means_of_rows(self, sampled):
        found = sensitivity(Reading(sampled)).tables["sensitivity_cohesion"].set_index("factor")
        rows, runs = sampled.plan.rows, sampled.runs
        means = runs.groupby("row")["cohesion"].mean()
        for name in ("trust_ceiling_slope", "exit_hazard", "secondary"):
            assert found.loc[name, "spearman"] == pytest.approx(spearmanr(rows[name], means).statistic, abs=1e-12)

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


def test_warnings_need_fractures_with_enough_months_before_them(swept, sampled):
    assert warnings(Reading(sampled)) is None, "40 months leave too few"
    factors = {"exit_hazard": {"low": 0.004, "high": 0.01}}
    long = swept("long", months=70, replicates=40, factors=factors, design={"kind": "grid", "levels": 3})
    found = warnings(Reading(long))
    assert list(found.tables["warnings"]["sign"]) == ["variance", "autocorrelation"]
    assert ((found.tables["warnings"]["AUC"] > 0) & (found.tables["warnings"]["AUC"] < 1)).all()
    assert isinstance(found.tables["warnings"], pd.DataFrame)
