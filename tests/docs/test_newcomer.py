"""Somebody who has the README and nothing else: its commands, pasted in order into a shell, in a fresh environment."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = re.search(r"<!-- command: run -->\n```sh\n(.*?)```", TEXT, flags=re.DOTALL).group(1)
STEPS = re.search(r"^## First steps\n.*?(?=^## )", TEXT, flags=re.DOTALL | re.MULTILINE).group()
BLOCKS = re.findall(r"```sh\n(.*?)```", STEPS, flags=re.DOTALL)
PACKAGES = ("simulation", "scenarios", "experiments")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A copy of what is installed, and nothing that was built from it."""
    folder = tmp_path_factory.mktemp("newcomer")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "constraints.txt", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    return folder


def shell(text, place):
    """What a shell prints of some lines, with nothing of the environment of the tests but the cache of compiled rules."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    kept["COLUMNS"] = "200"
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=place, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def share(printed):
    """Share of runs that cohere."""
    return float(re.search(r"^base +(\d\.\d+) \(", printed, flags=re.MULTILINE).group(1))


@pytest.mark.slow
def test_first_steps(place):
    """Run the base case, see why, change a trust limit and see its effect, write a rule, start a sweep."""
    shell(SET_UP, place)
    assert json.loads((place / "runs" / "first" / "outcome.json").read_text(encoding="utf-8"))["outcome"] == "coheres"
    why, limit, rule, sweep = (lambda block=block: shell(f". .venv/bin/activate\n{block}", place) for block in BLOCKS)
    told = why()
    assert "Outcome of seed 7" in told
    assert "What would have changed it" in told
    loosened = limit()
    assert re.search(r"core_trust +0\.\d+ +0\.\d+ +\+0\.\d*[1-9]", loosened)
    assert share(loosened) > 0.6
    written = rule()
    assert "Everything holds." in written
    wary, trusting = written.split("outcome of 100 runs")[1:]
    assert share(wary) < share(trusting)
    assert "60 of 60 runs" in sweep()
    assert (place / "runs" / "limits" / "analysis" / "report.html").stat().st_size > 100_000
    assert len(pd.read_csv(place / "runs" / "limits" / "analysis" / "tables" / "phases.csv")) > 0
