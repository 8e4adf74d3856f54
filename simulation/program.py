"""The program: rules and measures of a schedule joined to one loop over months.

``Program.source`` writes the loop down as plain Python. Compiled, it lives in a cache folder
whose name is a hash of everything the result depends on (the text of every module of the
package that its rules and measures import, the files of the user's rules, the versions of
compiler and interpreter), so that an edited rule can never be answered by an old binary.
Uncompiled, the same text is executed by the interpreter, for breakpoints. Both have one entry,

    advance(world, start, imposed, p, taken, months, rules, states)

which runs the months from ``months[0]`` up to but excluding ``months[1]``, of each the rules
from ``rules[0]`` to ``rules[1]``, of a state's rule the states from ``states[0]`` to
``states[1]``, and, where that range reaches the last rule, takes the month down (see ``Taken``).
Month 0 runs the rules of the start.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import llvmlite
import numba
import numpy as np
from numba import config, njit
from numba.core.errors import NumbaError, UnsupportedBytecodeError

from simulation.compiled import inlined, inner
from simulation.events import no_log
from simulation.faults import BlocformError
from simulation.footprint import footprint
from simulation.measures import MEASURES, Measure
from simulation.parameters import Parameter
from simulation.schedule import MONTH, START, Rule, declared
from simulation.world import World

NO_RULES = 1_000_000
"""A rule beyond the last: a range that starts there takes the month down and runs nothing."""

_WHOLE = ("p", "record", "log")
"""Arguments that a rule gets whole; of ``world``, ``start`` and ``imposed`` it gets a view of what it uses."""

TRACED = ("membership", "tie", "trust")
"""Fields whose path through the months decides the outcome of a run."""


class Taken(NamedTuple):
    """What the loop takes down: arrays to fill, each without rows where it is not wanted.

    ``record`` (months + 1, measures); ``log`` as in ``simulation.events``; the traced fields with a leading axis of months.
    """

    record: np.ndarray
    log: np.ndarray
    membership: np.ndarray
    tie: np.ndarray
    trust: np.ndarray

    @classmethod
    def of(cls, record: np.ndarray, states: int, months: int = -1, log: np.ndarray | None = None) -> Taken:
        """With that record; ``months`` of traces and a log where they are wanted."""
        square = (months + 1, states, states)
        return cls(record, no_log() if log is None else log, np.zeros(square[:2]), np.zeros(square), np.zeros(square))


class Program:
    """A schedule ready to run.

    Parameters
    ----------
    month, start : rules of every month and of month 0, in order.
    measures : measures by name, in the order of the columns of ``record``.
    is_compiled : False runs the same text in the interpreter.
    """

    def __init__(
        self,
        month: Sequence[Rule] = MONTH,
        start: Sequence[Rule] = START,
        measures: dict[str, Measure] = MEASURES,
        is_compiled: bool = True,
    ):
        self.month = tuple(month)
        self.start = tuple(start)
        self.measures = dict(measures)
        self.is_compiled = is_compiled
        for function in (*self.start, *self.month):
            if self._functions[function.__name__] is not function:
                raise BlocformError(f"rule {function.__name__}: another rule or measure has the same name")
        self.parameters: dict[str, Parameter] = declared((*self.start, *self.month))

    def parameter_record(self, values: Mapping[str, float]) -> np.record:
        """The parameters as one record: ``values``, and the base value of the rest."""
        record = np.recarray(1, dtype=[(name, np.float64) for name in self.parameters])
        for name, parameter in self.parameters.items():
            record[name] = values.get(name, parameter.base)
        return record[0]

    @cached_property
    def source(self) -> str:
        """The loop as Python text; rules and measures are known by their own names.

        Every rule gets a view of only the fields that it uses, and a loop of its own: one function over all
        fields and rules would take the compiler minutes.
        """
        traces = ", ".join(f"trace_{field}" for field in TRACED)
        lines = ['"""Written by simulation/program.py from the schedule: the loop over months."""', ""]
        lines += ["from collections import namedtuple", ""]
        for function in self._functions.values():
            lines += self._loop(function)
        lines += ["", f"def loop({', '.join(self._arguments)}, p, record, log, {traces}, months, rules, states):"]
        lines += ["    for t in range(months[0], months[1]):", "        world_month[0] = t", "        if t == 0:"]
        lines += self._rules(self.start)
        lines += ["        else:"]
        lines += self._rules(self.month)
        lines += ["        if rules[1] < (START if t == 0 else MONTH):", "            continue"]
        for field in TRACED:
            lines += [f"        if t < trace_{field}.shape[0]:", f"            trace_{field}[t] = world_{field}"]
        lines += ["        if t < record.shape[0]:", "            pass"]
        lines += [f"            record[t, {k}] = {self._call(measure)}" for k, measure in enumerate(self.measures.values())]
        return "\n".join([*lines, ""])

    @property
    def _functions(self) -> dict[str, Callable]:
        """Every function of the loop by the name that the text gives it."""
        return {rule.__name__: rule for rule in (*self.start, *self.month)} | self.measures

    @property
    def _arguments(self) -> list[str]:
        """Arrays of the loop, one argument each: a tuple of all of them would take the compiler minutes."""
        return [f"{owner}_{field}" for owner, fields in self._used.items() for field in fields]

    @cached_property
    def _used(self) -> dict[str, list[str]]:
        """Fields that any rule or measure uses, or that are traced, by owner."""
        touched = [footprint(function) for function in self._functions.values()]
        used = {owner: set().union(*(t.fields[owner] for t in touched)) for owner in ("world", "start", "imposed")}
        used["world"] |= {"month", *TRACED}
        return {owner: [field for field in World._fields if field in fields] for owner, fields in used.items()}

    @staticmethod
    def _call(function: Callable) -> str:
        """The call of a rule's loop, or of a measure, with its views."""
        touched = footprint(function)
        name = function.__name__
        arguments = [
            f"{name}_{argument}({', '.join(f'{argument}_{field}' for field in touched.fields[argument])})"
            for argument in touched.fields
            if touched.fields[argument]
        ]
        arguments += [argument for argument in _WHOLE if argument in touched.arguments]
        return f"loop_{name}({', '.join([*arguments, 'states'])})"

    @staticmethod
    def _loop(function: Callable) -> list[str]:
        """The types of a function's views, and its loop over states."""
        touched = footprint(function)
        name = function.__name__
        owners = [argument for argument in touched.fields if touched.fields[argument]]
        lines = [f"{name}_{owner} = namedtuple('{name}_{owner}', {list(touched.fields[owner])!r})" for owner in owners]
        arguments = [*owners, *(argument for argument in _WHOLE if argument in touched.arguments), "states"]
        call = f"{name}({', '.join(touched.arguments)})"
        lines += ["", "", "@inner", f"def loop_{name}({', '.join(arguments)}):"]
        if touched.of_state:
            lines += ["    for i in range(states[0], states[1]):", f"        {call}", "", ""]
        else:
            lines += [f"    return {call}", "", ""]
        return lines

    @classmethod
    def _rules(cls, rules: Sequence[Rule]) -> list[str]:
        lines = ["            pass"]
        for k, rule in enumerate(rules):
            lines += [f"            if rules[0] <= {k} < rules[1]:", f"                {cls._call(rule)}"]
        return lines

    @cached_property
    def digest(self) -> str:
        """Hash of every text and version that the compiled result depends on."""
        parts = [self.source, platform.python_version(), platform.machine()]
        parts += [numba.__version__, llvmlite.__version__, np.__version__]
        ours = {function.__module__ for function in self._functions.values() if function.__module__.startswith("simulation.")}
        parts += [inspect.getsource(sys.modules[name]) for name in sorted(_imported(ours | {__name__}))]
        own = [function for function in self._functions.values() if not function.__module__.startswith("simulation.")]
        parts += [inspect.getsource(inspect.getmodule(function) or function) for function in own]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    @cached_property
    def is_cached(self) -> bool:
        """Whether nothing has to be compiled: the interpreter runs it, or a compiled copy waited on disk."""
        return not self.is_compiled or bool(getattr(config, "DISABLE_JIT", 0)) or any((cache_folder() / self.digest).glob("**/*.nbi"))

    def advance(self, world, start, imposed, p, taken: Taken, months, rules=None, states=None) -> None:
        """Run months, see the module; all rules and all states where no range is given. Changes ``world`` and ``taken``."""
        rules = rules or (0, max(len(self.start), len(self.month)))
        states = states or (0, len(world.id))
        try:
            owners = {"world": world, "start": start, "imposed": imposed}
            arrays = [getattr(owners[owner], field) for owner, fields in self._used.items() for field in fields]
            self._entry(*arrays, p, *taken, months, rules, states)
        except (NumbaError, UnsupportedBytecodeError) as error:
            raise BlocformError(f"a rule cannot be compiled; it is plain Python that the compiler does not know: {error}") from error

    @cached_property
    def _entry(self) -> Callable[..., None]:
        """The loop; compiling it takes some seconds the first time and none after."""
        if not self.is_compiled:
            return self._execute("<simulation.program>", self._functions | {"inner": lambda function: function})["loop"]
        self.is_cached  # noqa: B018  asked before the cache is written
        file = _written(cache_folder() / self.digest / "program.py", self.source)
        functions = {name: inlined(function) for name, function in self._functions.items()} | {"inner": inner}
        loop = self._execute(str(file), functions)["loop"]
        return njit(error_model="numpy", nogil=True, cache=file.exists())(loop)

    def _execute(self, filename: str, functions: dict[str, Any]) -> dict[str, Any]:
        module = ModuleType(f"blocform_program_{self.digest}" if self.is_compiled else "blocform_plain_program")
        sys.modules[module.__name__] = module
        namespace = vars(module)
        sizes = {"START": len(self.start), "MONTH": len(self.month)}
        namespace.update(functions, **sizes)
        exec(compile(self.source, filename, "exec"), namespace)
        return namespace


def _imported(names: set[str]) -> set[str]:
    """Modules of the package, and all of it that they import, however indirectly."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or not name.startswith("simulation.") or name not in sys.modules:
            continue
        found.add(name)
        for node in ast.walk(ast.parse(inspect.getsource(sys.modules[name]))):
            if isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
    return found


def cache_folder() -> Path:
    """Where compiled programs are kept: BLOCFORM_CACHE, else the user's cache folder, else a temporary one."""
    given = os.environ.get("BLOCFORM_CACHE")
    if given:
        return Path(given)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "blocform" if os.access(home if home.exists() else home.parent, os.W_OK) else Path(tempfile.gettempdir()) / "blocform"


def _written(file: Path, text: str) -> Path:
    """``file`` with ``text``, written aside and renamed so that no other process sees half of it."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_suffix(f".{os.getpid()}")
            aside.write_text(text, encoding="utf-8")
            aside.replace(file)
    except OSError:
        pass  # without a place to write to the program is compiled anew each time
    return file
