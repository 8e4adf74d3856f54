"""Stylised facts: what is read off a run, how it is judged, and what a broken file is told."""

import json
import math
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

import scenarios
import simulation
from experiments.checks import FieldCheck
from experiments.patterns import Verdict, judge, read_patterns, table
from simulation import ScenarioError


class Fake(NamedTuple):
    """A run of four months with numbers to reckon with by hand, by field, state and partner."""

    numbers: dict[str, list[float]]
    scenario: SimpleNamespace

    def series(self, field, state, partner="", **_):
        return np.array(self.numbers[f"{field} {state} {partner}".strip()])


FAKE = Fake(
    {
        "share A B": [0.2, 0.1, 0.4, 0.3],
        "share B A": [0.1, 0.1, 0.1, 0.1],
        "share A C": [0.3, 0.3, 0.2, 0.1],
        "loss A": [0.0, 0.5, 0.2, 0.4],
        "tie A B": [0.5, 0.0, -0.5, -0.5],
        "tie B A": [0.5, 0.0, -0.5, 0.5],
    },
    SimpleNamespace(states=[SimpleNamespace(id=name, group=group) for name, group in (("A", "core"), ("B", "swing"), ("C", "swing"))]),
)
B = {"field": "share", "channel": "oil", "state": "A", "partner": "B"}
LOSS = {"field": "loss", "state": "A"}


def check(how="value", at=LOSS, months=(3,), sign=1, **other):
    return FieldCheck.model_validate(
        {"name": "c", "how": how, "at": at, "months": months, "range": (0, 1), "unit": "1", "label": "tested", "sign": sign} | other
    )


@pytest.mark.parametrize(
    ("how", "at", "months", "sign", "number"),
    [
        ("value", B, (3,), 1, 0.3),
        ("value", B, (0, 2), 1, 0.4),
        ("value", B, (3,), -1, -0.3),
        ("value", B | {"partner": None, "partners": "swing"}, (3,), 1, 0.4),
        ("value", B | {"partner": None, "partners": "swing"}, (2,), 1, 0.6),
        ("change", B, (0, 3), 1, 0.1),
        ("change", B, (2, 3), -1, 0.1),
        ("growth", B, (0, 3), 1, 0.5),
        ("growth", B, (1, 2), 1, 3.0),
        ("growth", LOSS, (0, 1), 1, 0.0),
        ("growth", LOSS, (1, 2), 1, -0.6),
        ("lowest", B, (0, 3), 1, 0.1),
        ("lowest", B, (2, 3), 1, 0.3),
        ("lowest", LOSS, (0, 3), -1, -0.5),
        ("lowest", LOSS, (2, 3), -1, -0.4),
        ("asymmetry", B, (3,), 1, 0.5),
        ("asymmetry", B, (0, 2), 1, 0.6),
        ("asymmetry", B, (1,), 1, 0.0),
        ("asymmetry", B | {"state": "B", "partner": "A"}, (3,), 1, -0.5),
        ("asymmetry", {"field": "tie", "state": "A", "partner": "B"}, (3,), 1, 0.0),
    ],
)
def test_what_a_check_reads_off_a_run(how, at, months, sign, number):
    assert check(how, at, months, sign).number(FAKE) == pytest.approx(number, abs=1e-12)


@pytest.mark.parametrize(
    ("low", "high", "number", "unchanged", "verdict"),
    [
        (0.2, 0.4, 0.2, 0.0, "holds"),
        (0.2, 0.4, 0.4, 0.0, "holds"),
        (0.2, 0.4, 0.1, 0.0, "direction only"),
        (0.2, 0.4, 0.9, 0.0, "direction only"),
        (0.2, 0.4, -0.1, 0.0, "fails"),
        (0.2, 0.4, 0.0, 0.0, "fails"),
        (-0.4, -0.2, -0.1, 0.0, "direction only"),
        (-0.4, -0.2, 0.1, 0.0, "fails"),
        (0.2, 0.4, 0.5, 0.6, "direction only"),
        (0.2, 0.4, 0.7, 0.6, "fails"),
        (0.2, 0.4, 0.5, 0.3, "fails"),
        (0.2, 0.4, 0.3, 0.3, "holds"),
    ],
)
def test_a_verdict(low, high, number, unchanged, verdict):
    found = Verdict(pattern="P", check=check(range=(low, high)), number=number, interval=(number, number), unchanged=unchanged)
    assert found.verdict == verdict
    assert found.check.holds(unchanged) == (low <= unchanged <= high)


TEXT = """
[[patterns]]
id = "P1"
statement = "loss rises"
source = "a test"
explanation = "it would have to"

[[patterns.checks]]
name = "loss"
how = "change"
at = { field = "loss", state = "ARD" }
months = [0, 9]
range = [0.001, 5.0]
unit = "1"
label = "fitted"

[[patterns.checks]]
name = "share"
how = "value"
at = { field = "share", channel = "grain", state = "ARD", partner = "BOR" }
months = [0]
range = [0.29, 0.31]
unit = "share"
label = "tested"
"""


@pytest.fixture
def with_patterns(mine):
    """A copy of ten-states with the patterns of a text, loaded."""

    def make(text: str = TEXT) -> simulation.Scenario:
        (mine / "patterns.toml").write_text(text, encoding="utf-8")
        return scenarios.load(mine)

    return make


def test_an_ensemble_is_judged_by_its_median_and_beside_a_world_that_never_changes(with_patterns, ten):
    scenario = with_patterns()
    steps = []
    loss, share = judge(scenario, read_patterns(scenario).patterns, 5, seed=3, progress=steps.append)
    losses = [simulation.run(ten, 3, k, months=9).series("loss", state="ARD") for k in range(5)]
    changes = [series[9] - series[0] for series in losses]
    assert loss.number == pytest.approx(np.median(changes))
    assert loss.interval == pytest.approx(tuple(np.quantile(changes, [0.05, 0.95])))
    assert (loss.unchanged, loss.verdict) == (0.0, "holds")
    assert (share.number, share.unchanged, share.verdict) == (0.3, 0.3, "holds")
    assert steps == [1] * 5


def test_the_world_that_never_changes_is_that_of_month_0(with_patterns, ten):
    scenario = with_patterns(TEXT.replace('how = "change"', 'how = "value"').replace('field = "loss"', 'field = "threat"'))
    verdict = judge(scenario, read_patterns(scenario).patterns, 1)[0]
    threat = simulation.run(ten, 1, months=9).series("threat", state="ARD")
    assert threat[0] != threat[9]
    assert (verdict.number, verdict.unchanged) == (threat[9], threat[0])


def test_the_table_holds_plain_values(with_patterns):
    scenario = with_patterns()
    rows = table(judge(scenario, read_patterns(scenario).patterns, 2))
    assert json.loads(json.dumps(rows)) == rows
    assert [(row["pattern"], row["label"], row["unchanged_holds"]) for row in rows] == [("P1", "fitted", False), ("P1", "tested", True)]
    assert all(row["low"] <= row["value"] <= row["high"] and row["verdict"] == "holds" for row in rows)


def test_the_command_prints_and_counts(blocform, with_patterns):
    folder = with_patterns().folder
    said = blocform("patterns", folder, "--replicates", 2)
    assert said.code == 0
    assert "fitted: 1 of 1 checks hold; of a world that never changes 0 would" in said.out
    assert "tested: 1 of 1 checks hold; of a world that never changes 1 would" in said.out
    assert "it would have to" not in said.out
    rows = json.loads(blocform("patterns", folder, "--replicates", 2, "--set", "calendar.war=off", "--json").out)
    assert [row["check"] for row in rows] == ["loss", "share"]
    assert all(math.isfinite(row["value"]) for row in rows)


def test_the_command_explains_what_fails(blocform, with_patterns):
    said = blocform("patterns", with_patterns(TEXT.replace("[0.001, 5.0]", "[4.0, 5.0]")).folder, "--replicates", 2)
    assert "P1: it would have to" in said.out
    assert "direction only" in said.out
    assert "fitted: 0 of 1 checks hold" in said.out


def test_a_scenario_without_patterns_is_told(blocform):
    for name in ("ten-states", "no-war"):
        said = blocform("patterns", name, "--replicates", 1)
        assert (said.code, said.out) == (2, "")
        assert f"{name}/patterns.toml: file" in said.err
        assert "[[patterns]]" in said.err


BROKEN = {
    "toml": ("[[patterns]]", "[[patterns]", "patterns.toml: file"),
    "key": ('unit = "1"', 'units = "1"', "units"),
    "missing": ('source = "a test"', "", "source"),
    "how": ('how = "change"', 'how = "rise"', "rise"),
    "label": ('label = "fitted"', 'label = "guessed"', "guessed"),
    "months-none": ("months = [0, 9]", "months = []", "months"),
    "months-many": ("months = [0, 9]", "months = [0, 1, 9]", "months"),
    "months-negative": ("months = [0, 9]", "months = [-1, 9]", "-1"),
    "months-backward": ("months = [0, 9]", "months = [9, 0]", "months"),
    "months-late": ("months = [0, 9]", "months = [0, 12001]", "12001"),
    "range-one": ("range = [0.001, 5.0]", "range = [0.001]", "range"),
    "range-backward": ("range = [0.001, 5.0]", "range = [5.0, 0.001]", "range"),
    "field": ('field = "loss"', 'field = "losses"', "losses"),
    "state": ('state = "ARD" }', 'state = "ARDD" }', "ARDD"),
    "channel": ('channel = "grain"', 'channel = "grains"', "grains"),
    "partner": ('partner = "BOR"', 'partner = "BAR"', "BAR"),
    "group": ('partner = "BOR"', 'partners = "cores"', "cores"),
    "no-partner": (', partner = "BOR"', "", "partner"),
    "no-channel": (' channel = "grain",', "", "channel"),
    "channel-too-many": ('field = "loss",', 'field = "loss", channel = "grain",', "channel"),
    "asymmetry-of-one": ('how = "change"', 'how = "asymmetry"', "partner"),
    "empty": (TEXT, "", "patterns"),
    "number": (TEXT, "patterns = 5", "patterns"),
}


@pytest.mark.parametrize(("old", "new", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told(with_patterns, old, new, told):
    assert TEXT.count(old) == 1
    scenario = with_patterns(TEXT.replace(old, new))
    with pytest.raises(ScenarioError) as caught:
        read_patterns(scenario)
    assert any("mine/patterns.toml" in str(fault) and told in str(fault) for fault in caught.value.faults), caught.value


def test_a_speed_up_is_the_second_growth_less_the_first(ten):
    trajectory = simulation.run(ten, months=2)
    trajectory.worlds.loss[:, 0] = 1.0, 1.1, 1.43
    at = {"field": "loss", "state": ten.states[0].id}
    given = {"name": "x", "how": "speed-up", "at": at, "range": (0.0, 1.0), "unit": "1", "label": "fitted"}
    assert FieldCheck(**given, months=(0, 1, 2)).number(trajectory) == pytest.approx(0.3 - 0.1)
    with pytest.raises(ValueError, match="three for a speed-up"):
        FieldCheck(**given, months=(0, 2))
