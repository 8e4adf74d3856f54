"""Rules and measures that users write: one function each in a file of their own, named ``file.py:function``."""

from __future__ import annotations

import hashlib
import inspect
import linecache
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from simulation.faults import BlocformError, Fault, nearest
from simulation.footprint import footprint
from simulation.measures import MEASURES, Measure
from simulation.outcome import JUDGED
from simulation.schedule import MONTH, RULES, Rule, declared

OURS = "..."
"""What stands for all rules, or measures, of the package in a scenario's list."""


def load_rule(name: str, folder: Path) -> Rule:
    """The rule that ``name`` stands for: one of the package's, or ``file.py:function`` relative to ``folder``.

    Raises ``BlocformError`` where the file, the function or what it asks for does not exist.
    """
    rule = _load(name, folder, RULES, "rules")
    missing = set(footprint(rule).parameters) - set(declared([rule]))
    if missing:
        raise BlocformError(f"{name.rpartition(':')[0]} reads p.{min(missing)} and declares no Parameter of that name")
    return rule


def load_measure(name: str, folder: Path) -> Measure:
    """The measure that ``name`` stands for, as ``load_rule`` finds a rule; raises ``BlocformError`` where it is none."""
    measure = _load(name, folder, MEASURES, "measures")
    touched = footprint(measure)
    if touched.writes or not set(touched.arguments) <= {"world", "start"}:
        raise BlocformError(f"{name}: a measure asks for world and start alone, changes neither and returns a number")
    return measure


def _load(name: str, folder: Path, ours: Mapping[str, Callable], kind: str) -> Callable:
    if ":" not in name:
        if name not in ours:
            raise BlocformError(f'one of {len(ours)} names of {kind}, "{OURS}" for all of them, or file.py:function')
        return ours[name]
    file_name, _, wanted = name.rpartition(":")
    function = getattr(module_of(folder / file_name), wanted, None)
    if not inspect.isfunction(function) or function.__name__ != wanted:
        raise BlocformError(f"{file_name} has no function {wanted!r}")
    if inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function):
        raise BlocformError(f"{file_name}: {wanted} is a generator or a coroutine, allowed a plain function")
    if wanted in RULES or wanted in MEASURES:
        raise BlocformError(f"the name {wanted} is taken by a rule or measure of the package; give the function another")
    footprint(function)
    return function


def module_of(file: Path) -> ModuleType:
    """The user's file as a module, known by its text: an edited file is another module, a moved one the same.

    Raises ``BlocformError`` where it cannot be read or does not run.
    """
    file_name = file.name
    try:
        text = file.read_text(encoding="utf-8")
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
    return _listed(names, folder, MONTH, load_rule, "rules", RULES)


def measures_of(names: Sequence[str], folder: Path) -> tuple[dict[str, Measure], list[Fault]]:
    """The measures that a scenario names, by name and in order (all of ours where it names none), and what is wrong with them."""
    measures, faults = _listed(names, folder, tuple(MEASURES.values()), load_measure, "measures", MEASURES)
    found = {measure.__name__: measure for measure in measures}
    if missing := [name for name in JUDGED if name not in found]:
        faults.append(
            Fault("scenario.toml", "measures", ", ".join(names), f'"{OURS}", or what the outcome is judged by: {", ".join(missing)}')
        )
    return found, faults


def _listed(
    names: Sequence[str],
    folder: Path,
    ours: tuple[Callable, ...],
    load: Callable[[str, Path], Callable],
    key: str,
    known: Mapping[str, Callable],
) -> tuple[tuple[Callable, ...], list[Fault]]:
    found: list[Callable] = []
    faults: list[Fault] = []
    for name in names or (OURS,):
        try:
            found += ours if name == OURS else (load(name, folder),)
        except BlocformError as error:
            faults.append(Fault("scenario.toml", key, name, str(error), nearest(name, known) if ":" not in name else ""))
    first: dict[str, Callable] = {}
    for function in found:
        if first.setdefault(function.__name__, function) is not function:
            faults.append(Fault("scenario.toml", key, function.__name__, "two functions of different names, or one function twice"))
    return tuple(found), faults
