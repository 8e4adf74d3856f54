"""The command: what it prints, writes and ends with."""

import errno
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import scenarios
import simulation
from experiments.verdict import verdict
from simulation.measures import MEASURES

ROOT = Path(__file__).parents[2]
SHORT = ("ten-states", "--months", 3, "--no-figures")


def shell(*arguments):
    """``python -m experiments`` in a process of its own."""
    return subprocess.run([sys.executable, "-m", "experiments", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


class TestShell:
    """What can be seen from outside alone; each call takes a second or two."""

    def test_an_unknown_scenario(self, blocform):
        left = shell("check", "ten-sates")
        assert (left.returncode, left.stdout) == (2, "")
        assert "did you mean 'ten-states'?" in left.stderr
        assert "Traceback" not in left.stderr
        assert (left.returncode, left.stdout, left.stderr) == blocform("check", "ten-sates")

    def test_results_go_to_stdout_and_all_else_to_stderr(self, blocform):
        left = shell("run", "ten-states", "--months", "3", "--json")
        assert left.returncode == 0, left.stderr
        assert json.loads(left.stdout) == json.loads(blocform("run", "ten-states", "--months", 3, "--json").out)


def test_the_console_entry_is_the_module(monkeypatch):
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert entry == {"blocform": "experiments.cli:main"}
    from experiments import __main__, cli

    assert __main__.main is cli.main


class TestAsking:
    """What a user may ask without a run."""

    def test_version(self, blocform):
        assert blocform("--version") == (0, f"blocform {simulation.__version__}\n", "")

    @pytest.mark.parametrize(
        "command", [[], ["run"], ["check"], ["show"], ["list"], ["patterns"], ["sensitivity"]], ids=lambda command: "".join(command)
    )
    def test_help(self, blocform, command):
        said = blocform(*command, "--help")
        assert said == blocform(*command, "-h")
        assert said.code == 0
        assert re.search(rf"Usage: .* {' '.join(command)} ?\[", said.out)

    def test_list(self, blocform):
        said = blocform("list")
        assert said.code == 0
        assert all(name in said.out for name in scenarios.names())
        listed = json.loads(blocform("list", "--json").out)
        assert [entry["name"] for entry in listed] == list(scenarios.names())
        assert {entry["name"]: entry["states"] for entry in listed} == dict.fromkeys(scenarios.names(), 20) | {"ten-states": 10}

    def test_check(self, blocform, ten):
        said = blocform("check", "ten-states")
        assert said == (0, said.out, "")
        rows = sum(len(table) for table in ten.tables.values())
        assert said.out == f"ten-states: no faults in 10 states and {rows} rows; digest {ten.digest[:16]}\n"
        assert json.loads(blocform("check", "ten-states", "--json").out) == {
            "scenario": "ten-states",
            "digest": ten.digest,
            "repairs": [],
            "findings": [],
        }

    def test_check_tells_repairs(self, blocform, mine):
        (mine / "volumes.csv").unlink()
        assert "repaired: volume-from-gdp: grain" in blocform("check", mine).out

    def test_check_tells_every_fault(self, blocform, mine):
        for file, old, new in (("trust.csv", "ARD,BOR,0.42", "ARD,BOR,7"), ("goods.csv", "horses,exposure,1,", "horses,exposure,x,")):
            (mine / file).write_text((mine / file).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        said = blocform("check", mine)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("blocform: 2 faults\n")
        assert "mine/trust.csv row 2: trust: given '7', allowed: a number from 0 to 1" in said.err
        assert "mine/goods.csv row 2: exposure: given 'x'" in said.err

    def test_show(self, blocform, ten):
        said = blocform("show", "ten-states", "--set", "parameters.balance=0.01")
        assert said.code == 0
        assert all(state.name in said.out for state in ten.states)
        assert all(name in said.out for name in (*ten.tables, *ten.parameters, "war", "credit-ban"))
        shown = json.loads(blocform("show", "ten-states", "--set", "parameters.balance=0.01", "--json").out)
        assert shown["parameters"] == ten.parameters | {"balance": 0.01}
        assert shown["tables"] == ten.config()["tables"]


class TestRun:
    """A run with its files."""

    def test_measures_are_printed(self, blocform, ten):
        said = blocform("run", *SHORT, "--seed", 4)
        assert said.code == 0
        last = simulation.run(ten, 4, months=3).measures.iloc[-1]
        for name in MEASURES:
            assert re.search(rf"^{name} .* {last[name]:.3f} ", said.out, re.M), name

    def test_json(self, blocform, ten):
        printed = json.loads(blocform("run", *SHORT, "--json").out)
        expected = simulation.run(ten, 1, months=3)
        assert set(printed) == {"scenario", "seed", "outcome", "shares", "measures"}
        assert (printed["scenario"], printed["seed"], printed["shares"]) == ("ten-states", 1, None)
        assert printed["measures"] == expected.measures.to_dict("list")
        assert printed["outcome"] == verdict(expected)

    def test_files(self, blocform, ten, tmp_path):
        said = blocform("run", *SHORT, "--seed", 2, "--replicates", 3, "--out", tmp_path / "a" / "b")
        assert said.code == 0, said.err
        folder = tmp_path / "a" / "b"
        names = {file.name for file in folder.iterdir()}
        found = {"events.csv", "outcome.json", "outcomes.csv", "shares.json", "provenance.json"}
        assert names == found | {"measures.parquet", "pairs.parquet", "states.parquet", "replicates.parquet"}
        run = simulation.run(ten, 2, months=3)
        tables = {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("measures", "pairs", "states", "replicates")}
        pd.testing.assert_frame_equal(tables["measures"], run.measures, check_exact=True, check_dtype=False)
        assert list(tables["measures"]) == ["month", "date", *MEASURES]
        rows = {"measures": 4, "pairs": 4 * 90, "states": 4 * 10, "replicates": 3 * 4}
        assert {name: len(table) for name, table in tables.items()} == rows
        assert list(tables["pairs"])[:4] == ["month", "date", "state", "partner"]
        assert {"tie", "trust", "share_grain", "leverage"} <= set(tables["pairs"])
        assert list(tables["states"])[:3] == ["month", "date", "state"]
        assert {"loss", "threat", "grievance_rank", "sanctions_credit"} <= set(tables["states"])
        one = tables["pairs"].set_index(["month", "state", "partner"]).loc[(3, "ARD", "BOR")]
        assert one.trust == run.series("trust", state="ARD", partner="BOR")[3]
        assert one.share_grain == run.series("share", channel="grain", state="ARD", partner="BOR")[3]
        assert tables["replicates"].iloc[:4][list(MEASURES)].to_numpy().tobytes() == run.record.tobytes()
        assert tables["replicates"].replicate.tolist() == [0] * 4 + [1] * 4 + [2] * 4

    @pytest.mark.parametrize(
        ("change", "override"),
        [
            ("parameters.share_speed=0.2", {"parameters.share_speed": 0.2}),
            ("parameters.share_speed=2e-1", {"parameters": {"share_speed": 0.2}}),
            ('parameters={"share_speed": 0.2}', {"parameters.share_speed": 0.2}),
            ("levers.secondary=1", {"levers.secondary": 1}),
            ("levers.secondary.CEV=.5", {"levers.secondary.CEV": 0.5}),
            ("ties.ARD.BOR=-0.5", {"ties.ARD.BOR": -0.5}),
            ("calendar.war=off", {"calendar.war": "off"}),
            ("calendar.war=false", {"calendar.war": False}),
            ("title=A = b", {"title": "A = b"}),
            ('rules=["...", "update_trust"]', {"rules": ["...", "update_trust"]}),
        ],
    )
    def test_forms_of_set(self, blocform, ten, change, override):
        shown = json.loads(blocform("show", "ten-states", "--set", change, "--json").out)
        assert {key: shown[key] for key in ("head", "tables")} == {key: ten.override(override).config()[key] for key in ("head", "tables")}

    def test_the_last_of_two_changes_of_one_key_counts(self, blocform):
        said = blocform("show", "ten-states", "--set", "months=5", "--set", "months=6", "--json")
        assert json.loads(said.out)["head"]["months"] == 6

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--set", "parameters.balance"], "allowed: KEY=VALUE"),
            (["--set", "=1"], "allowed: KEY=VALUE"),
            (["--set", "parameters.balanc=1"], "did you mean 'balance'?"),
            (["--set", "parameters.share_speed=high"], "valid number"),
            (["--set", "parameters.share_speed=NaN"], "a number from 0 to 0.3"),
            (["--set", "months=0.5"], "integer"),
            (["--set", "levers.x=1", "--set", "ties.A=1"], "2 faults"),
            (["--months", "12001"], "less than or equal to 12000"),
            (["--months", "0"], "--months"),
            (["--seed", "-1"], "--seed"),
            (["--seed", str(2**32)], "--seed"),
            (["--replicates", "0"], "--replicates"),
            (["--jobs", "0"], "--jobs"),
            (["--colour"], "No such option"),
        ],
    )
    def test_a_fault_of_the_users_ends_in_a_message_and_2(self, blocform, arguments, message):
        said = blocform("run", "ten-states", *arguments)
        assert (said.code, said.out) == (2, "")
        assert message in " ".join(said.err.replace("│", " ").split())

    @pytest.mark.parametrize("scenario", ["ten-states", "x" * 300, "a\0b", "", "nothing.json"])
    def test_a_scenario_that_is_none(self, blocform, scenario, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        said = blocform("run", scenario if scenario != "ten-states" else "ten states", "--months", 1)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("blocform: ")


class TestDisk:
    """Files that cannot be written."""

    @pytest.mark.parametrize("below", ["file", "file/out"])
    def test_a_folder_that_cannot_be(self, blocform, tmp_path, below):
        (tmp_path / "file").write_text("mine", encoding="utf-8")
        said = blocform("run", *SHORT, "--out", tmp_path / below)
        assert said.code == 2
        assert re.search(r"^blocform: .*file.*: (File exists|Not a directory)$", said.err, re.M)
        assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"

    @pytest.fixture
    def stopped(self, monkeypatch):
        """Lets the second table stop half written, by the error given."""

        def stop(error: BaseException):
            genuine, written = pd.DataFrame.to_parquet, []

            def to_parquet(table, path, **options):
                written.append(path)
                if len(written) == 2:
                    Path(path).write_bytes(b"PAR1 and no more")
                    raise error
                return genuine(table, path, **options)

            monkeypatch.setattr(pd.DataFrame, "to_parquet", to_parquet)

        return stop

    def test_a_full_disk(self, blocform, tmp_path, stopped):
        stopped(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        said = blocform("run", *SHORT, "--out", tmp_path / "out")
        assert said.code == 2
        assert re.search(r"^blocform: .*No space left on device", said.err, re.M)
        assert [file.name for file in (tmp_path / "out").iterdir()] == ["measures.parquet"]
        assert len(pd.read_parquet(tmp_path / "out" / "measures.parquet")) == 4
        assert "pairs.parquet" in said.err, "the message names the file"

    def test_an_interrupt(self, blocform, tmp_path, stopped):
        stopped(KeyboardInterrupt())
        assert blocform("run", *SHORT, "--out", tmp_path / "out").code == 130
        assert [file.name for file in (tmp_path / "out").iterdir()] == ["measures.parquet"]

    def test_an_old_file_outlives_a_failed_write(self, blocform, tmp_path, stopped):
        blocform("run", *SHORT, "--out", tmp_path / "out")
        before = (tmp_path / "out" / "pairs.parquet").read_bytes()
        stopped(OSError(errno.ENOSPC, "full"))
        assert blocform("run", *SHORT, "--seed", 2, "--out", tmp_path / "out").code == 2
        assert (tmp_path / "out" / "pairs.parquet").read_bytes() == before


def test_an_interrupted_run_ends_with_130(blocform, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.single.perform", interrupted)
    said = blocform("run", *SHORT)
    assert (said.code, said.out) == (130, "")
    assert "Traceback" not in said.err
