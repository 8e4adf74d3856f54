"""Rules that users write: one function in a file of their own, named ``file.py:function``."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from simulation.faults import BlocformError, Fault, unknown
from simulation.footprint import footprint
from simulation.schedule import MONTH, RULES, Rule


def load_rule(name: str, folder: Path) -> Rule:
    """The rule that ``name`` stands for: one of the package's, or ``file.py:function`` relative to ``folder``.

    Raises ``BlocformError`` where the file, the function or what it asks for does not exist.
    """
    if ":" not in name:
        if name not in RULES:
            raise BlocformError(str(unknown("rules", name, name, RULES)))
        return RULES[name]
    file_name, _, function = name.rpartition(":")
    file = (folder / file_name).resolve()
    if not file.is_file():
        raise BlocformError(f"rule {name}: file not found: {file_name}")
    module_name = f"blocform_user_{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"
    if module_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(module_name, file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            del sys.modules[module_name]
            raise BlocformError(f"rule {name}: the file does not run: {type(error).__name__}: {error}") from error
    rule = getattr(sys.modules[module_name], function, None)
    if not callable(rule):
        raise BlocformError(f"rule {name}: {file_name} has no function {function!r}")
    footprint(rule)
    return rule


def month_rules(names: Sequence[str], folder: Path) -> tuple[tuple[Rule, ...], list[Fault]]:
    """The rules of a month that a scenario names, in order (all of ours where it names none), and what is wrong with them.

    ``"..."`` in the list stands for all of ours, so that ``["...", "my_rules.py:contagion"]`` adds one at the end.
    """
    rules: list[Rule] = []
    faults: list[Fault] = []
    for name in names or ("...",):
        try:
            rules += MONTH if name == "..." else (load_rule(name, folder),)
        except BlocformError as error:
            faults.append(Fault("scenario.toml", "rules", name, str(error)))
    return tuple(rules), faults
