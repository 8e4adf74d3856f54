"""The command, called in this process, and a copy of the invented world for it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from experiments.cli import main
from scenarios.folder import HERE


class Said(NamedTuple):
    """What a command ended with and printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def blocform(monkeypatch, capsys) -> Callable[..., Said]:
    """``blocform("run", "ten-states")`` as a shell would call it; anything but an exit is an error of the test."""

    def call(*arguments: str | Path | int) -> Said:
        monkeypatch.setattr(sys, "argv", ["blocform", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        return Said(left.value.code or 0, *capsys.readouterr())

    return call


@pytest.fixture
def mine(tmp_path) -> Path:
    """A copy of ten-states."""
    return shutil.copytree(HERE / "ten-states", tmp_path / "mine")
