"""Targets on their own tables, and on tables that a test has changed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from experiments.reproducing.finding import Finding
from experiments.reproducing.folder import VARIABLE, Folder, carried
from experiments.reproducing.targets import TARGETS

Change = Callable[[pd.DataFrame], pd.DataFrame]


def found(name: str, folder: Path | None = None) -> list[Finding]:
    """The findings of a target, on its own tables or on those of a folder; skips where its data are not here."""
    target = TARGETS[name]
    own = Folder(folder) if folder else carried(name, target.files)
    if own is None:
        said = "which is not set" if VARIABLE not in os.environ else "which does not hold them"
        pytest.skip(f"the tables of published/{name} lie in the folder that {VARIABLE} names, {said}")
    return list(target.findings(own))


def changed(name: str, place: Path, changes: dict[str, Change]) -> Path:
    """A copy of the tables of a target, some of them changed."""
    own = carried(name, TARGETS[name].files)
    assert own is not None
    folder = Path(shutil.copytree(own.path, place / name, dirs_exist_ok=True))
    for file, change in changes.items():
        table = change(pd.read_csv(folder / file, keep_default_na=False, na_values=[""]))
        table.to_csv(folder / file, index=False)
    return folder


def put(column: str, row: int, value: object) -> Change:
    """One cell changed."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        table = table.astype({column: object})
        table.loc[row, column] = value
        return table

    return change


def fails(findings: list[Finding]) -> set[str]:
    """Quantities of which something falls outside."""
    return {finding.quantity for finding in findings if finding.verdict == "fails"}


def values(findings: list[Finding], quantity: str) -> list[object]:
    """Ours of a quantity, case by case."""
    return [finding.ours for finding in findings if finding.quantity == quantity]
