"""What the README shows is run as it stands; its first steps by test_newcomer."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli import app

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
FIRST_STEPS = re.search(r"^## First steps\n.*?(?=^## )", TEXT, flags=re.DOTALL | re.MULTILINE).group()
COMMANDS = re.findall(r"^(?:.*&& \.venv/bin/)?blocform ([^#\n]+)", TEXT.replace(FIRST_STEPS, ""), flags=re.MULTILINE)


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_runs(code, capsys):
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out


def test_commands_run_in_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) >= 8
    for command in COMMANDS:
        result = CliRunner().invoke(app, shlex.split(command))
        assert result.exit_code == 0, f"{command}: {result.output} {result.exception!r}"
    first = tmp_path / "runs" / "first"
    assert (first / "measures.parquet").stat().st_size > 0
    assert len(list((first / "figures").glob("*.png"))) >= 4


def test_checks_and_readme_name_the_same_commands():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name in ("run", "test"):
        assert f"<!-- command: {name} -->\n```sh\n" in TEXT
        assert f"$(command_of {name})" in script


def test_version_is_the_same_everywhere():
    import simulation

    assert f"version: {simulation.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {simulation.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_tables_are_those_that_runs_give():
    from experiments.manual import results, update

    assert update(TEXT, results()) == TEXT, "python -m experiments.manual mends it"
