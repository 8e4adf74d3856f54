"""Changes as they are written on the command line: ``KEY=VALUE``."""

from __future__ import annotations

import json
from typing import Any

from simulation.faults import Fault


def parsed(changes: list[str]) -> tuple[dict[str, Any], list[Fault]]:
    """The changes by key, values as JSON where they read so and as text otherwise, and a fault for each that is not ``KEY=VALUE``."""
    wanted: dict[str, Any] = {}
    faults: list[Fault] = []
    for change in changes:
        key, equals, text = change.partition("=")
        if equals and key:
            wanted[key] = _value(text)
        else:
            faults.append(Fault("--set", change, change, "KEY=VALUE"))
    return wanted, faults


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        try:
            return float(text)
        except ValueError:
            return text
