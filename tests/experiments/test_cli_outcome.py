"""The command on outcomes: chronicle, shares of an ensemble, their files, sensitivity, and faults of what decides them."""

import csv
import json
import re

import pandas as pd
import pytest

import simulation
from experiments.chronicle import chronicle, telling
from experiments.outcomes import VARIANTS, report
from experiments.sensitivity import swept
from experiments.verdict import summary, verdict
from simulation.outcome import CLASSES, THRESHOLDS

SHORT = ("ten-states", "--months", 20)
INTERVAL = r"\d\.\d{3} \(\d\.\d{3} to \d\.\d{3}\)"
KEYS = [(1, replicate) for replicate in range(8)]


def strict(text):
    """JSON as any reader takes it: without NaN and infinities."""

    def refuse(word):
        raise ValueError(word)

    return json.loads(text, parse_constant=refuse)


def holds(file, table):
    """Whether a CSV file holds a table, text by letter and numbers to the last bit."""
    with file.open(encoding="utf-8", newline="") as text:
        header, *rows = csv.reader(text)
    assert header == list(table)
    assert len(rows) == len(table) > 0
    for k, column in enumerate(table):
        numeric = pd.api.types.is_numeric_dtype(table[column])
        assert [float(row[k]) if numeric else row[k] for row in rows] == table[column].tolist(), column


@pytest.fixture(scope="module")
def short(ten):
    return ten.override({"months": 20})


@pytest.fixture(scope="module")
def judged(short):
    """What eight replicates say."""
    return report(short, KEYS)


class TestOneRun:
    """A run without replicates."""

    def test_chronicle(self, blocform, short):
        said = blocform("run", *SHORT, "--chronicle")
        assert said.code == 0
        assert said.out.splitlines() == chronicle(simulation.run(short))

    def test_outcome_and_telling_events_come_before_the_measures(self, blocform, short):
        trajectory = simulation.run(short, 3)
        said = blocform("run", *SHORT, "--seed", 3)
        name = CLASSES[trajectory.outcome.code[0]]
        assert said.out.startswith(f"Outcome of seed 3, replicate 0: {name} (")
        lines = [line.strip() for line in said.out.splitlines()]
        told = chronicle(trajectory, telling(trajectory))
        at = lines.index("Most telling events:")
        assert lines[at + 1 : at + 1 + len(told)] == told
        assert said.out.index("Leverage of the hub") < said.out.index("Most telling") < said.out.index("ten-states, seed 3")

    def test_a_fracture_is_dated(self, blocform, ten):
        seeds = [(seed, simulation.run(ten, seed).outcome) for seed in range(1, 12)]
        seed, outcome = next((seed, outcome) for seed, outcome in seeds if outcome.month[0] >= 0)
        said = blocform("run", "ten-states", "--seed", seed)
        date = simulation.run(ten, seed).measures.date[outcome.month[0]]
        assert re.match(rf"Outcome of seed {seed}, replicate 0: fractures \(.*\); fractured by \w+ in {date}\n", said.out)

    def test_json(self, blocform, short):
        printed = strict(blocform("run", *SHORT, "--json").out)
        assert printed["outcome"] == verdict(simulation.run(short))
        assert printed["shares"] is None

    def test_files(self, blocform, short, tmp_path):
        assert blocform("run", *SHORT, "--no-figures", "--out", tmp_path).code == 0
        trajectory = simulation.run(short)
        assert strict((tmp_path / "outcome.json").read_text(encoding="utf-8")) == verdict(trajectory)
        holds(tmp_path / "events.csv", trajectory.events)
        assert not (tmp_path / "shares.json").exists()
        assert not (tmp_path / "outcomes.csv").exists()


class TestReplicates:
    """An ensemble with its variants."""

    def test_shares_with_intervals_are_printed(self, blocform, judged):
        said = blocform("run", *SHORT, "--replicates", 8, "--jobs", 2)
        assert said.code == 0
        assert "ten-states: outcome of 8 runs, share with 95 % interval" in said.out
        for name, shares in {"base": judged.shares, **judged.variants}.items():
            [row] = re.findall(rf"^{name} +({'  +'.join([INTERVAL] * 4)})", said.out, re.M)
            assert re.findall(INTERVAL, row) == [f"{s.share:.3f} ({s.low:.3f} to {s.high:.3f})" for s in shares.values()]
        for (name, towards), shares in judged.moved.items():
            numbers = "  +".join(f"{share.share:.3f}" for share in shares.values())
            assert re.search(rf"^{name} +{towards} +{numbers}", said.out, re.M), (name, towards)
        assert "Class fixed by trust ceilings alone: " in said.out
        assert "Barred by ceilings: " in said.out
        assert f"month 20: {judged.curve.survival[20]:.3f} (" in said.out
        told = re.findall(r"^No run is (\w+): ", said.out, re.M)
        assert told == [name for name, share in judged.shares.items() if share.count == 0] != []

    def test_json(self, blocform, judged):
        printed = strict(blocform("run", *SHORT, "--replicates", 8, "--jobs", 2, "--json").out)
        assert printed["shares"] == summary(judged)
        assert printed["outcome"]["replicate"] == 0

    def test_files(self, blocform, judged, tmp_path):
        said = blocform("run", *SHORT, "--replicates", 8, "--jobs", 2, "--no-figures", "--out", tmp_path)
        assert said.code == 0
        assert {"events.csv", "outcome.json", "outcomes.csv", "shares.json"} <= {file.name for file in tmp_path.iterdir()}
        assert strict((tmp_path / "shares.json").read_text(encoding="utf-8")) == summary(judged)
        holds(tmp_path / "outcomes.csv", judged.runs)

    def test_without_variants(self, blocform, judged, tmp_path):
        said = blocform("run", *SHORT, "--replicates", 8, "--no-variants", "--no-figures", "--out", tmp_path)
        assert said.code == 0
        assert not [name for name in VARIANTS if name in said.out]
        assert "Class fixed by trust ceilings" not in said.out
        found = strict((tmp_path / "shares.json").read_text(encoding="utf-8"))
        assert found["variants"] == {}
        assert found["base"] == summary(judged)["base"]

    def test_events_of_every_replicate(self, blocform, short, tmp_path):
        blocform("run", *SHORT, "--replicates", 2, "--no-variants", "--no-figures", "--events", "--out", tmp_path)
        table = pd.read_parquet(tmp_path / "replicate_events.parquet")
        for replicate in (0, 1):
            expected = simulation.run(short, 1, replicate).events
            found = table[table.replicate == replicate].reset_index(drop=True)
            pd.testing.assert_frame_equal(found[list(expected)], expected, check_exact=True, check_dtype=False)
        blocform("run", *SHORT, "--replicates", 2, "--no-variants", "--no-figures", "--out", tmp_path)
        assert not (tmp_path / "replicate_events.parquet").exists()

    def test_moved_thresholds_of_the_scenario(self, blocform):
        easy = [word for name in ("active", "trust_gain", "support") for word in ("--set", f"outcome.{name}=0")]
        hard = ["--set", "outcome.active=1", "--set", "outcome.trust_gain=1"]
        counts = []
        for changes in (easy, hard):
            printed = strict(blocform("run", *SHORT, "--replicates", 4, "--no-variants", "--json", *changes).out)
            counts.append(printed["shares"]["base"]["coheres"]["count"])
        assert counts[0] > counts[1] == 0


class TestRepeating:
    """``blocform run provenance.json``."""

    def test_equal_to_the_last_bit(self, blocform, tmp_path):
        assert blocform("run", *SHORT, "--replicates", 3, "--no-figures", "--out", tmp_path / "a").code == 0
        said = blocform("run", tmp_path / "a" / "provenance.json", "--no-figures", "--out", tmp_path / "b")
        assert said.code == 0
        assert "equal those of the recorded run to the last bit" in said.err
        for name in ("events.csv", "outcome.json", "outcomes.csv", "shares.json", "replicates.parquet"):
            assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name

    def test_a_run_without_variants_is_repeated_without(self, blocform, tmp_path):
        blocform("run", *SHORT, "--replicates", 2, "--no-variants", "--no-figures", "--out", tmp_path / "a")
        blocform("run", tmp_path / "a" / "provenance.json", "--no-figures", "--out", tmp_path / "b")
        assert (tmp_path / "a" / "shares.json").read_bytes() == (tmp_path / "b" / "shares.json").read_bytes()

    def test_files_of_an_ensemble_go_where_a_single_run_follows(self, blocform, tmp_path):
        blocform("run", *SHORT, "--replicates", 2, "--no-figures", "--out", tmp_path)
        blocform("run", *SHORT, "--no-figures", "--out", tmp_path)
        names = {file.name for file in tmp_path.iterdir()}
        assert {"outcome.json", "events.csv"} <= names
        assert names.isdisjoint({"shares.json", "outcomes.csv", "replicates.parquet"})


class TestSensitivity:
    """``blocform sensitivity``."""

    def test_every_parameter_is_printed(self, blocform, ten):
        said = blocform("sensitivity", "ten-states", "--runs", 20, "--jobs", 2, "--set", "months=8")
        assert said.code == 0
        for parameter in swept(ten):
            numbers = rf"{parameter.low:g} +{parameter.high:g} +[+-]\d\.\d\d +[+-]\d\.\d\d"
            assert re.search(rf"^{parameter.name} +{numbers} +", said.out, re.M), parameter.name
        assert re.search(", ".join(rf"{name} {INTERVAL}" for name in CLASSES), said.out)
        assert "beyond 0.45 in size" in said.out, "1.96 over the root of 19"

    def test_json(self, blocform, ten):
        one = strict(blocform("sensitivity", "ten-states", "--runs", 20, "--set", "months=8", "--json").out)
        assert one["runs"] == 20
        assert sum(one["shares"].values()) == pytest.approx(1.0)
        assert {row["parameter"] for row in one["parameters"]} == {parameter.name for parameter in swept(ten)}
        assert all(-1.0 <= row[key] <= 1.0 for row in one["parameters"] for key in ("cohesion", "fractures"))
        again = strict(blocform("sensitivity", "ten-states", "--runs", 20, "--set", "months=8", "--json", "--jobs", 1).out)
        other = strict(blocform("sensitivity", "ten-states", "--runs", 20, "--set", "months=8", "--json", "--seed", 2).out)
        assert again == one != other

    def test_too_few_runs(self, blocform):
        said = blocform("sensitivity", "ten-states", "--runs", 9)
        assert (said.code, said.out) == (2, "")
        assert "--runs" in said.err


class TestFaults:
    """What decides the outcome, given wrong."""

    @pytest.mark.parametrize("command", ["run", "sensitivity", "show"])
    def test_thresholds(self, blocform, command):
        said = blocform(command, "ten-states", "--set", "outcome.asymmetry=1.5", "--set", "outcome.suport=0.3", "--set", "outcome.months=0")
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("blocform: 3 faults\n")
        assert "scenario.toml: outcome.asymmetry: given 1.5, allowed: a number from 0 to 1" in said.err
        assert "given 'suport'" in said.err
        assert "did you mean 'support'?" in said.err
        assert "scenario.toml: outcome.months: given 0.0, allowed: a number from 1 to 120" in said.err

    @pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda threshold: threshold.name)
    def test_every_threshold_has_its_bounds(self, blocform, threshold):
        for value, code in ((threshold.high, 0), (threshold.high + 0.01, 2), (threshold.low - 0.01, 2)):
            assert blocform("show", "ten-states", "--set", f"outcome.{threshold.name}={value}", "--json").code == code

    def test_files_that_contradict_each_other_are_told_at_once(self, blocform, mine):
        (mine / "signposts.csv").write_text(
            "signpost,measure,comparison,threshold,hold,noise,evidence,source\nties,core_tie,above,0.5,2,0,invented,a test\n",
            encoding="utf-8",
        )
        (mine / "responses.csv").write_text(
            "signpost,lever,state,value,evidence,source\n"
            "tie,coordination,,1,invented,a test\n"
            "ties,military_aid,ARD,1,invented,a test\n"
            "ties,wedge,,1,invented,a test\n",
            encoding="utf-8",
        )
        calendar = (mine / "calendar.csv").read_text(encoding="utf-8")
        assert calendar.count("1900-08,1,0,") == 1
        (mine / "calendar.csv").write_text(calendar.replace("1900-08,1,0,", "1900-08,1,2,"), encoding="utf-8")
        head = (mine / "scenario.toml").read_text(encoding="utf-8")
        (mine / "scenario.toml").write_text(head + "[outcome]\nasymetry = 0.5\ncohesion = -1\n", encoding="utf-8")
        for command in ("run", "check", "sensitivity"):
            said = blocform(command, mine)
            assert (said.code, said.out) == (2, "")
            assert said.err.startswith("blocform: 6 faults\n")
            for told in (
                "given 'tie', allowed: ties; did you mean 'ties'?", "given \"state 'ARD'\"", "given \"state ''\"", "given 'ramp 2'",
                "given 'asymetry'", "outcome.cohesion: given -1",
            ):  # fmt: skip
                assert told in said.err

    @pytest.mark.parametrize("value", ["1900-13", "soon", "1900", "1900-1"])
    def test_chance_from(self, blocform, value):
        said = blocform("run", "ten-states", "--set", f"chance_from={value}")
        assert (said.code, said.out) == (2, "")
        assert "chance_from" in said.err
        assert f"given {value!r}" in said.err or f"given {value}" in said.err

    def test_chance_from_a_month_on_changes_the_run(self, blocform):
        never = strict(blocform("run", *SHORT, "--set", "chance_from=1950-01", "--json").out)
        always = strict(blocform("run", *SHORT, "--set", "chance_from=1900-01", "--json").out)
        plain = strict(blocform("run", *SHORT, "--json").out)
        assert always["measures"] == plain["measures"] != never["measures"]
