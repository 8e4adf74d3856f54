"""Where a policy fails: in which futures, and where among the draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.comparing import Goal, regions, shortfalls
from experiments.comparing.shortfalls import ENOUGH, NEARLY, SHORT


@pytest.mark.parametrize(
    ("enough", "better", "standing"), [(0.0, "higher", ENOUGH), (1.0, "higher", SHORT), (1.0, "lower", ENOUGH), (-0.1, "lower", SHORT)]
)
def test_what_is_good_enough_is_what_was_asked_for(several, enough, better, standing):
    table = shortfalls(replace(several, goal=Goal("cohesion", better, enough)), "calm")
    assert table["standing"].tolist() == [standing] * 2


def test_a_mean_just_short_is_not_told_from_what_is_enough(several):
    mean = several.runs.values("coheres")[0, 0].mean()
    table = shortfalls(replace(several, goal=Goal("coheres", "higher", mean + 0.01)), "calm")
    assert table["standing"].iloc[0] == NEARLY
    assert shortfalls(replace(several, goal=Goal("coheres", "higher", mean)), "calm")["standing"].iloc[0] == ENOUGH


def test_who_is_better_beyond_noise_is_named(several):
    aimed = replace(several, goal=Goal("fractures", "lower"))
    table = shortfalls(aimed, "firm").set_index("future")
    assert set(table.loc["plain", "beaten_by"].split(", ")) >= {"calm", "twin", "nothing"}
    assert table.loc["plain", "regret"] > 0
    assert shortfalls(aimed, "calm").set_index("future").loc["plain", "beaten_by"] == ""
    assert shortfalls(aimed, "twin").set_index("future").loc["plain", "regret"] >= 0


def test_a_region_is_found_where_a_parameter_decides(several):
    points = several.drawn.result.plan.rows.drop_duplicates("point").set_index("point").loc[list(several.drawn.places)]
    high = points["choice_precision"].to_numpy()
    (box, *_) = regions(several, high > np.quantile(high, 0.6))
    assert [limit.factor for limit in box.limits] == ["choice_precision"]
    assert box.density == 1.0


def test_chance_is_hardly_ever_a_region(several):
    """Control: cases drawn by lot."""
    rng = np.random.default_rng(4)
    found = [bool(regions(several, rng.permutation(np.arange(24) < 8))) for _ in range(8)]
    assert sum(found) <= 1


def test_where_all_or_none_fail_there_is_no_region_to_look_for(several):
    assert regions(several, np.ones(24, bool)) is None
    assert regions(several, np.zeros(24, bool)) is None
    assert regions(several, np.arange(10) < 3) is None
