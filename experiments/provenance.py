"""Provenance: what a result was made from, complete enough to make it again, bit for bit."""

from __future__ import annotations

import hashlib
import inspect
import json
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, Field, ValidationError

import simulation
from simulation.engine import program_of
from simulation.faults import Fault, ScenarioError
from simulation.scenario import Scenario
from simulation.schedule import RULES
from simulation.shape import shape_faults
from simulation.trajectory import Trajectory

LIBRARIES = ("mesa", "numba", "llvmlite", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "matplotlib")


class Recorded(BaseModel):
    """What repeating a run needs of its provenance."""

    seed: int = Field(strict=True, ge=0, lt=2**32)
    replicates: int = Field(strict=True, ge=1)
    record_digest: str
    configuration: dict[str, Any]


def record_digest(record: np.ndarray) -> str:
    """SHA-256 of the measures of a run by month, to the last bit."""
    return hashlib.sha256(np.ascontiguousarray(record, dtype="<f8").tobytes()).hexdigest()


def provenance(trajectory: Trajectory, command: list[str], replicates: int = 1, variants: bool = True) -> dict[str, Any]:
    """Everything that the run of ``trajectory`` depends on, as plain data."""
    scenario = trajectory.scenario
    return {
        "blocform": simulation.__version__,
        "command": command,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "scenario": scenario.name,
        "seed": trajectory.seed,
        "replicate": trajectory.replicate,
        "replicates": replicates,
        "variants": variants,
        "months": trajectory.months,
        "configuration_digest": scenario.digest,
        "program_digest": program_of(scenario).digest,
        "record_digest": record_digest(trajectory.record),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "platform": {"system": platform.system(), "machine": platform.machine(), "byteorder": sys.byteorder},
        "rule_files": _rule_files(scenario),
        "repairs": list(scenario.repairs),
        "parameters": dict(scenario.parameters),
        "configuration": scenario.config(),
    }


def _rule_files(scenario: Scenario) -> dict[str, str]:
    """Text of every file that holds a rule of the user's."""
    own = {rule.__module__ for rule in scenario.month if rule.__name__ not in RULES}
    return {module: inspect.getsource(sys.modules[module]) for module in sorted(own)}


def differences(recorded: dict[str, Any], scenario: Scenario) -> list[str]:
    """What of the program and the versions is not as it was when the run was recorded."""
    now = {"program_digest": program_of(scenario).digest, "versions": {name: version(name) for name in LIBRARIES}}
    now["versions"]["python"] = platform.python_version()
    found = [] if recorded.get("program_digest") == now["program_digest"] else ["the rules or the compiler"]
    earlier = recorded.get("versions") or {}
    return found + [f"{name} {earlier.get(name)} -> {number}" for name, number in now["versions"].items() if earlier.get(name) != number]


def recall(file: Path) -> tuple[Scenario, dict[str, Any]]:
    """The scenario that a ``provenance.json`` holds, and the file's content; raises ScenarioError where it holds none."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        Recorded.model_validate(content)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ScenarioError([Fault(str(file), "file", f"{type(error).__name__}: {error}", "a provenance.json of blocform")]) from error
    except ValidationError as error:
        raise ScenarioError(shape_faults(str(file), error, Recorded)) from error
    return Scenario.from_config(content["configuration"]), content
