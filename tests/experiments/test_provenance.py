"""Provenance: enough to make a result again, to the bit, and to notice where it is another."""

import hashlib
import json
import platform
import shutil

import numpy as np
import pytest

import simulation
from experiments.files import digest
from experiments.provenance import provenance, recall, record_digest
from simulation import ScenarioError


@pytest.fixture(scope="module")
def trajectory(ten):
    changes = {"parameters.share_speed": 0.1, "levers.secondary": 0.9, "calendar.war": "off"}
    return simulation.run(ten.override(changes), 7, months=3)


@pytest.fixture
def recorded(blocform, tmp_path):
    """The provenance.json of a run, and a function that spoils an entry of it."""
    said = blocform("run", "ten-states", "--months", 3, "--seed", 5, "--set", "ties.ARD.BOR=0.1", "--no-figures", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    return tmp_path / "out" / "provenance.json"


def spoil(file, **changes):
    """Change entries of a JSON file; ``...`` takes one out."""
    content = json.loads(file.read_text(encoding="utf-8")) | changes
    file.write_text(json.dumps({key: value for key, value in content.items() if value is not ...}), encoding="utf-8")
    return file


def test_record_digest_is_that_of_the_bytes_in_one_order():
    record = np.array([[0.1, 0.2], [0.3, np.nan]])
    assert record_digest(record) == hashlib.sha256(record.astype("<f8").tobytes()).hexdigest()
    assert record_digest(record.astype(">f8")) == record_digest(record)
    assert record_digest(np.asfortranarray(record)) == record_digest(record)
    assert record_digest(np.nextafter(record, 1)) != record_digest(record)


def test_what_is_recorded(trajectory):
    content = json.loads(json.dumps(provenance(trajectory, ["blocform", "run"], 4)))
    assert (content["seed"], content["replicate"], content["replicates"], content["months"]) == (7, 0, 4, 3)
    assert content["scenario"] == "ten-states"
    assert content["command"] == ["blocform", "run"]
    assert content["blocform"] == simulation.__version__
    assert content["configuration_digest"] == trajectory.scenario.digest
    assert content["record_digest"] == record_digest(trajectory.record)
    assert content["versions"]["python"] == platform.python_version()
    assert content["versions"]["numpy"] == np.__version__
    assert content["parameters"]["share_speed"] == 0.1
    assert content["configuration"] == trajectory.scenario.config()


def test_what_is_recorded_makes_the_run_again_to_the_bit(trajectory, tmp_path):
    file = tmp_path / "provenance.json"
    file.write_text(json.dumps(provenance(trajectory, [])), encoding="utf-8")
    scenario, content = recall(file)
    assert scenario.digest == trajectory.scenario.digest
    again = simulation.run(scenario, content["seed"], content["replicate"])
    assert again.record.tobytes() == trajectory.record.tobytes()


def test_files_are_recorded_with_their_digests(recorded):
    files = json.loads(recorded.read_text(encoding="utf-8"))["files"]
    assert set(files) == {file.name for file in recorded.parent.iterdir()} - {"provenance.json"}
    assert files == {name: digest(recorded.parent / name) for name in files}


class TestRepeating:
    """``blocform run provenance.json``."""

    def test_a_recorded_run_is_equal_to_the_last_bit(self, blocform, recorded, tmp_path):
        said = blocform("run", recorded, "--out", tmp_path / "again", "--no-figures")
        assert said.code == 0
        assert "equal those of the recorded run to the last bit" in said.err
        for name in ("measures", "pairs", "states"):
            assert (tmp_path / "again" / f"{name}.parquet").read_bytes() == (recorded.parent / f"{name}.parquet").read_bytes()

    def test_it_needs_no_folder(self, blocform, mine, tmp_path):
        (mine / "trust.csv").write_text((mine / "trust.csv").read_text(encoding="utf-8").replace("BOR,0.42", "BOR,0.41"), encoding="utf-8")
        assert blocform("run", mine, "--months", 3, "--no-figures", "--out", tmp_path / "out").code == 0
        shutil.rmtree(mine)
        said = blocform("run", tmp_path / "out" / "provenance.json")
        assert said.code == 0
        assert "equal those" in said.err

    def test_replicates_are_repeated_too(self, blocform, tmp_path):
        blocform("run", "ten-states", "--months", 3, "--replicates", 2, "--no-figures", "--out", tmp_path / "a")
        blocform("run", tmp_path / "a" / "provenance.json", "--no-figures", "--out", tmp_path / "b")
        assert (tmp_path / "a" / "replicates.parquet").read_bytes() == (tmp_path / "b" / "replicates.parquet").read_bytes()

    def test_another_result_is_noticed(self, blocform, recorded):
        said = blocform("run", spoil(recorded, record_digest="0" * 64))
        assert said.code == 1
        assert "DIFFER" in said.err

    @pytest.mark.parametrize("change", [["--seed", 6], ["--months", 2], ["--set", "parameters.balance=0.01"]])
    def test_a_changed_run_is_not_compared(self, blocform, recorded, change):
        said = blocform("run", recorded, *change)
        assert said.code == 0
        assert "recorded run" not in said.err

    def test_check_and_show_take_it(self, blocform, recorded):
        scenario, _ = recall(recorded)
        assert json.loads(blocform("check", recorded, "--json").out)["digest"] == scenario.digest
        assert json.loads(blocform("show", recorded, "--json").out)["tables"]["ties"][0]["tie"] == 0.1


@pytest.mark.parametrize("content", ["", "{", "[]", "5", "{}", '{"configuration": 5}', '{"configuration": {}}', "\ufeff{}"])
def test_what_is_no_provenance_is_refused(blocform, tmp_path, content):
    file = tmp_path / "provenance.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ScenarioError):
        recall(file)
    said = blocform("run", file)
    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize(
    "change",
    [
        {"record_digest": ...}, {"seed": "five"}, {"seed": -1}, {"seed": 2**32}, {"seed": 1.5}, {"seed": None},
        {"replicates": 0}, {"replicates": "many"}, {"configuration": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_broken_entry_is_refused(blocform, recorded, change):
    said = blocform("run", spoil(recorded, **change))
    assert (said.code, said.out) == (2, "")
    assert "provenance.json" in said.err
    assert next(iter(change)) in said.err


def test_a_fault_in_the_configuration_is_told(blocform, recorded):
    configuration = json.loads(recorded.read_text(encoding="utf-8"))["configuration"]
    configuration["tables"]["trust"][0]["trust"] = 5
    said = blocform("run", spoil(recorded, configuration=configuration))
    assert said.code == 2
    assert "trust row 1: trust: given '5'" in said.err
