"""`blocform check` over files of a user's."""

import pytest
from swept import written
from typer.testing import CliRunner

from experiments.cli import app
from experiments.contract.check import check, knows
from simulation.faults import FaultyError

POLICY = 'title = "Mine"\npurpose = "Tries."\nsource = "nobody"\n[changes]\n"levers.secondary" = 1.0\n'
FUTURES = 'title = "Weather"\n[futures.calm]\ntitle = "Calm"\nsource = "nobody"\n[futures.calm.changes]\n"parameters.crisis_rate" = 9\n'


def file_of(folder, text, name="mine.toml"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_known_is_a_file_of_code_or_text(tmp_path):
    assert knows(tmp_path / "rules.py")
    assert knows(file_of(tmp_path, POLICY))
    assert not knows(tmp_path / "none.toml")
    assert not knows(tmp_path)


def test_a_policy_is_tried_on_a_scenario(tmp_path):
    file = file_of(tmp_path, POLICY)
    [found] = check(file, "ten-states")
    assert found.holds
    file.write_text(POLICY.replace("secondary", "secondary.CHN"), encoding="utf-8")
    [found] = check(file, "ten-states")
    assert "given 'CHN'" in found.problem


def test_every_future_is_tried(tmp_path):
    [found] = check(file_of(tmp_path, FUTURES), "ten-states")
    assert (found.function, found.holds) == ("calm", False)
    assert "crisis_rate" in found.problem


def test_a_study_is_planned(tmp_path):
    [found] = check(written(tmp_path), "ten-states")
    assert found.kind == "study"
    with pytest.raises(FaultyError, match="months"):
        check(written(tmp_path, months=-1), "ten-states")


@pytest.mark.parametrize("text", ["", "x = 1\n", "title = \n"])
def test_a_file_of_nothing_is_told(tmp_path, text):
    with pytest.raises(FaultyError):
        check(file_of(tmp_path, text), "ten-states")


def test_the_command_says_what_holds_and_ends_with_2_where_something_does_not(tmp_path):
    file = file_of(tmp_path, POLICY)
    good = CliRunner().invoke(app, ["check", str(file), "--for", "ten-states"])
    assert (good.exit_code, "Everything holds." in good.output) == (0, True)
    file.write_text(POLICY.replace("1.0", "7.0"), encoding="utf-8")
    bad = CliRunner().invoke(app, ["check", str(file), "--for", "ten-states", "--json"])
    assert (bad.exit_code, '"problem": "' in bad.output) == (2, True)
