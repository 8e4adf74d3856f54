"""Policies and futures that a study names instead of writing them out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenarios import future, policy
from scenarios.policy import PolicyError
from simulation.faults import Fault, StudyError


def written_out(content: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A study with the changes of what it names, by name: ``policies = ["status-quo", "mine.toml"]``, ``futures = "default"``.

    Files are looked for beside the study first; what is written out stays as it is. Raises StudyError with every fault.
    """
    beside = Path(content["folder"]) if content.get("folder") else None
    made = dict(content)
    faults: list[Fault] = []
    policies, futures = content.get("policies"), content.get("futures")
    if isinstance(policies, list):
        found = [one for name in policies for one in _loaded(policy.load, str(name), beside, faults, f"{where}: policies")]
        made["policies"] = {one.name: dict(one.changes) for one in found}
        if len(made["policies"]) < len(found):
            faults.append(Fault(where, "policies", policies, "every policy once"))
    if isinstance(futures, str):
        sets = _loaded(future.load, futures, beside, faults, f"{where}: futures")
        made["futures"] = {name: dict(one.changes) for found in sets for name, one in found.futures.items()}
    if faults:
        raise StudyError(faults)
    return made


def _loaded(load: Any, name: str, beside: Path | None, faults: list[Fault], where: str) -> list[Any]:
    """What a name stands for, in a list; an empty one, and its faults, where that is nothing."""
    try:
        return [load(name, beside)]
    except PolicyError as error:
        faults += [Fault(where, fault.key, fault.given, fault.allowed, fault.nearest) for fault in error.faults]
        return []
