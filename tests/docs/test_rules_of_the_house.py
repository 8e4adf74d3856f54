"""What no linter holds: no state's name in the package, files of one noun."""

from pathlib import Path

import pytest

import scenarios

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "simulation").rglob("*.py"))
NAMES = {name for scenario in ("axis-2022", "ten-states") for state in scenarios.load(scenario).states for name in (state.id, state.name)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_state_is_named_in_the_package(file):
    words = set(file.read_text(encoding="utf-8").replace('"', " ").replace("'", " ").split())
    assert not words & NAMES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_file_stays_short(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350
