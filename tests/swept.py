"""Small studies of the invented world, as data, as files and as plans."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from experiments.sweeps.plan import Plan, plan
from experiments.sweeps.study import Study, checked
from simulation.faults import Fault, StudyError

SMALL: dict[str, Any] = {
    "title": "Small",
    "question": "Is it whole?",
    "scenarios": ["ten-states"],
    "months": 14,
    "replicates": 3,
    "chunk": 4,
    "measures": ["cohesion", "core_trust"],
    "factors": {"balance": {}, "requests": {}},
    "design": {"kind": "latin-hypercube", "points": 3},
}
"""A study of three rows and nine runs, in three chunks."""
ONE = {"factors": {}, "design": None}
"""Changes that leave a study with no factor and a single point."""


def content(**changes: Any) -> dict[str, Any]:
    """The small study with some keys changed, those that are None left out."""
    return {key: value for key, value in (SMALL | changes).items() if value is not None}


def study(folder: Path | str = "", **changes: Any) -> Study:
    """The small study, checked."""
    return checked({**content(**changes), "name": "small", "folder": str(folder)}, "small.toml")


def planned(folder: Path | str = "", **changes: Any) -> Plan:
    """The plan of the small study."""
    return plan(study(folder, **changes))


def faults_of(folder: Path | str = "", **changes: Any) -> list[Fault]:
    """What is wrong with the small study."""
    with pytest.raises(StudyError) as caught:
        planned(folder, **changes)
    return list(caught.value.faults)


def written(folder: Path, name: str = "small", **changes: Any) -> Path:
    """The small study as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text("\n".join(_lines(content(**changes))) + "\n", encoding="utf-8")
    return file


def _lines(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> list[str]:
    """A table as TOML: what is no table reads as in JSON."""
    lines = [f"[{'.'.join(map(json.dumps, path))}]"] if path else []
    lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items() if not isinstance(value, Mapping)]
    inner = [line for key, value in table.items() if isinstance(value, Mapping) for line in _lines(value, (*path, key))]
    return lines + inner


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a sweep's runs by name, fragments included."""
    return {file.name: file.read_bytes() for file in sorted((folder / "runs").iterdir())}
