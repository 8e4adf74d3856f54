"""A copy of the invented world that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from watched import WATCHED

import scenarios
from scenarios.folder import HERE
from simulation import Fault, Scenario, ScenarioError


class Folder:
    """A scenario folder of the test's own."""

    def __init__(self, path: Path):
        self.path = path

    def swap(self, file: str, old: str, new: str) -> Folder:
        """Put ``new`` in the place of the only ``old`` of a file; all of it where ``old`` is empty."""
        text = (self.path / file).read_text(encoding="utf-8") if old else ""
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        (self.path / file).write_text(text.replace(old, new), encoding="utf-8")
        return self

    def append(self, file: str, line: str) -> Folder:
        """Add a line at the end of a file."""
        with (self.path / file).open("a", encoding="utf-8") as text:
            text.write(line + "\n")
        return self

    def watch(self) -> Folder:
        """Give it signposts and responses."""
        for file, text in WATCHED.items():
            (self.path / file).write_text(text, encoding="utf-8")
        return self

    def load(self) -> Scenario:
        return scenarios.load(self.path)

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the folder; the test fails where nothing is."""
        with pytest.raises(ScenarioError) as caught:
            self.load()
        assert all(str(fault) in str(caught.value) for fault in caught.value.faults)
        return caught.value.faults


def copy_of(name: str, path: Path) -> Folder:
    shutil.copytree(HERE / name, path)
    return Folder(path)


@pytest.fixture
def mine(tmp_path: Path) -> Folder:
    """A copy of ten-states, in a folder called mine."""
    return copy_of("ten-states", tmp_path / "mine")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A copy of ten-states with signposts for many examples, each of which puts back what it changes."""
    return copy_of("ten-states", tmp_path_factory.mktemp("scratch") / "mine").watch()
