"""Rules that users write: one function in a file of their own, named ``file.py:function``."""

from __future__ import annotations

import hashlib
import inspect
import linecache
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from simulation.faults import BlocformError, Fault, nearest
from simulation.footprint import footprint
from simulation.measures import MEASURES
from simulation.schedule import MONTH, RULES, Rule, declared

OURS = "..."
"""What stands for all rules of the package in a scenario's list."""


def load_rule(name: str, folder: Path) -> Rule:
    """The rule that ``name`` stands for: one of the package's, or ``file.py:function`` relative to ``folder``.

    Raises ``BlocformError`` where the file, the function or what it asks for does not exist.
    """
    if ":" not in name:
        if name not in RULES:
            raise BlocformError(f'one of {len(RULES)} names of rules, "{OURS}" for all of them, or file.py:function')
        return RULES[name]
    file_name, _, function = name.rpartition(":")
    rule = getattr(_module(file_name, folder), function, None)
    if not inspect.isfunction(rule) or rule.__name__ != function:
        raise BlocformError(f"{file_name} has no function {function!r}")
    if inspect.isgeneratorfunction(rule) or inspect.iscoroutinefunction(rule):
        raise BlocformError(f"{file_name}: {function} is a generator or a coroutine, allowed a plain function")
    if function in RULES or function in MEASURES:
        raise BlocformError(f"the name {function} is taken by a rule or measure of the package; give the function another")
    missing = set(footprint(rule).parameters) - set(declared([rule]))
    if missing:
        raise BlocformError(f"{file_name} reads p.{min(missing)} and declares no Parameter of that name")
    return rule


def _module(file_name: str, folder: Path) -> ModuleType:
    """The user's file as a module, known by its text: an edited file is another module, a moved one the same."""
    try:
        text = (folder / file_name).read_text(encoding="utf-8")
    except OSError as error:
        raise BlocformError(f"file not found: {file_name}") from error
    except UnicodeDecodeError as error:
        raise BlocformError(f"{file_name} does not run: it is not UTF-8") from error
    name = f"blocform_user_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    if name in sys.modules:
        return sys.modules[name]
    module = ModuleType(name)
    module.__file__ = f"<{name}>"
    linecache.cache[module.__file__] = (len(text), None, text.splitlines(keepends=True), module.__file__)
    sys.modules[name] = module
    try:
        exec(compile(text, module.__file__, "exec"), vars(module))
    except KeyboardInterrupt:
        del sys.modules[name]
        raise
    except BaseException as error:
        del sys.modules[name]
        raise BlocformError(f"{file_name} does not run: {type(error).__name__}: {error}".replace("\n", " ")) from error
    return module


def month_rules(names: Sequence[str], folder: Path) -> tuple[tuple[Rule, ...], list[Fault]]:
    """The rules of a month that a scenario names, in order (all of ours where it names none), and what is wrong with them.

    ``"..."`` in the list stands for all of ours, so that ``["...", "my_rules.py:contagion"]`` adds one at the end.
    """
    rules: list[Rule] = []
    faults: list[Fault] = []
    for name in names or (OURS,):
        try:
            rules += MONTH if name == OURS else (load_rule(name, folder),)
        except BlocformError as error:
            faults.append(Fault("scenario.toml", "rules", name, str(error), nearest(name, RULES) if ":" not in name else ""))
    known: dict[str, Rule] = {}
    for rule in rules:
        if known.setdefault(rule.__name__, rule) is not rule:
            faults.append(Fault("scenario.toml", "rules", rule.__name__, "two functions of different names, or one function twice"))
    return tuple(rules), faults
