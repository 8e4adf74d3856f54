"""What experiments/README.md shows of twins and turning points is what the command prints, and all its Python runs."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[3] / "experiments" / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```sh\nblocform (explain [^\n]*)\n```\n\n(?:```text\n(.*?)```)?", TEXT, flags=re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)


def printed(blocform, command):
    said = blocform(*command.split())
    assert said.code == 0
    return "\n".join(line.rstrip() for line in said.out.splitlines())


def test_the_twin_is_as_shown(blocform):
    (command, text), *_ = SHOWN
    assert printed(blocform, command).strip() == text.strip()


@pytest.mark.slow
def test_the_fork_and_the_turning_point_are_as_shown(blocform, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (fork, _), (turning, text) = SHOWN[1:]
    assert "First difference" in printed(blocform, fork)
    assert printed(blocform, turning).strip().endswith(text.strip())
    assert (tmp_path / "runs" / "turning" / "turning.png").exists()


@pytest.mark.slow
@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_the_python_runs(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "experiments/README.md", "exec"), {"__name__": "readme"})
