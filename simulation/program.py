"""The program: rules and measures of a schedule, each an entry of its own, and the loop over months that calls them.

Compiled, the loop is an entry too, which calls the addresses of the others; uncompiled, the same texts are
executed by the interpreter, for breakpoints. ``Program.bind`` ties a program to the arrays of one run.
Month 0 runs the rules of the start.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numba import config

from simulation.compilation import Entry, can_keep
from simulation.faults import BlocformError
from simulation.footprint import footprint
from simulation.frame import Frame, Taken, frame_view
from simulation.loop import loop
from simulation.measures import MEASURES, Measure
from simulation.memory import IMPOSED, WORLD, View, parameters_view
from simulation.parameters import Parameter
from simulation.schedule import MONTH, PARAMETERS, START, Rule, declared
from simulation.world import World

NO_RULES = 1_000_000
"""A rule beyond the last: a range that starts there takes the month down and runs nothing."""


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
        self.is_compiled = is_compiled and not getattr(config, "DISABLE_JIT", 0)
        for function in (*self.start, *self.month):
            if self._functions[function.__name__] is not function:
                raise BlocformError(f"rule {function.__name__}: another rule or measure has the same name")
        self.parameters: dict[str, Parameter] = declared((*self.start, *self.month))

    @property
    def _functions(self) -> dict[str, Callable]:
        """Every function by name."""
        return {rule.__name__: rule for rule in (*self.start, *self.month)} | self.measures

    @cached_property
    def _known(self) -> dict[str, Parameter]:
        """Every parameter that a rule may read: those of the package first, those of users after them."""
        return {**PARAMETERS, **self.parameters}

    @cached_property
    def places(self) -> dict[str, int]:
        """Where every parameter stands in the array of ``parameter_values``."""
        return {name: k for k, name in enumerate(self._known)}

    def parameter_values(self, values: Mapping[str, float]) -> np.ndarray:
        """The parameters in the order of their record: ``values``, and the base value of the rest."""
        return np.array([values.get(name, parameter.base) for name, parameter in self._known.items()])

    def parameter_record(self, values: Mapping[str, float] | np.ndarray) -> Any:
        """The parameters as one record with a field each; of an array as ``parameter_values`` gives it a view."""
        numbers = values if isinstance(values, np.ndarray) else self.parameter_values(values)
        return numbers.view([(name, np.float64) for name in self._known]).view(np.recarray)[0]

    @cached_property
    def view(self) -> View:
        """The view of a frame of this program."""
        return frame_view(parameters_view(self._known))

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The entry of every function by name, and of the loop. Those of the package do not depend on what users add."""
        ours = frame_view(parameters_view(PARAMETERS))
        entries = {"loop": Entry(f"{_HEAD}    loop(frame, address, first, last)\n", loop, ours)}
        for number, (name, function) in enumerate(self._functions.items(), 1):
            text = _text(function, name in self.measures)
            entry = Entry(text, function, ours)
            entries[name] = entry if entry.is_ours else Entry(text, function, self.view, number)
        return entries

    @cached_property
    def digest(self) -> str:
        """Hash of every text and version that results depend on."""
        return hashlib.sha256("".join(entry.digest for entry in self.entries.values()).encode()).hexdigest()[:16]

    @property
    def is_cached(self) -> bool:
        """Whether nothing has to be compiled: the interpreter runs it, or a compiled copy waits on disk."""
        return not self.is_compiled or all(entry.is_cached for entry in self.entries.values())

    @cached_property
    def calls(self) -> dict[str, Any]:
        """What the loop calls, by name: addresses of compiled entries, or functions; compiling takes some seconds the first time."""
        if self.is_compiled:
            with _helped(sum(entry.is_ours and not entry.is_cached for entry in self.entries.values())):
                return {name: entry.callback.address for name, entry in self.entries.items()}
        return {name: entry.plain for name, entry in self.entries.items()}

    def bind(self, world: World, start: World, imposed: Any, p: Any, taken: Taken) -> Bound:
        """The program tied to the arrays of a run, which it reads and writes in place."""
        return Bound(self, world, start, imposed, p, taken)


class Bound:
    """A program tied to the arrays of one run; see ``Program.bind``."""

    def __init__(self, program: Program, world: World, start: World, imposed: Any, p: Any, taken: Taken):
        self._most = max(len(program.start), len(program.month))
        self._names = list(program.entries)
        self._rules, self._states, self._failed = (np.zeros(length, np.int64) for length in (2, 2, 1))
        self._world, self._everybody = world, (0, len(world.id))
        calls = program.calls
        lists = ([calls[function.__name__] for function in part] for part in (program.start, program.month, program.measures.values()))
        frame = Frame(world, start, imposed, p, *taken, self._rules, self._states, self._failed, *lists)
        if program.is_compiled:
            arrays = [np.array(addresses, np.int64) for addresses in frame[-3:]]
            tables = [WORLD.table(world), WORLD.table(start), IMPOSED.table(imposed), np.ndarray(len(p.dtype), np.float64, p)]
            table = program.view.table((*tables, *frame[4:-3], *arrays))
            self._kept: Any = (frame, arrays, tables, table)
            self._address: Any = table.ctypes.data
            self._loop = program.entries["loop"].callback.ctypes
        else:
            self._address, self._loop = frame, calls["loop"]

    def advance(self, months: tuple[int, int], rules: tuple[int, int] | None = None, states: tuple[int, int] | None = None) -> None:
        """Run the months from ``months[0]`` up to but excluding ``months[1]``.

        ``rules`` and ``states`` are ranges of the same form: of each month the rules, and of a state's rule the states. Where the
        range reaches the last rule, the month is taken down (see ``Taken``).
        """
        self._rules[:] = rules or (0, self._most)
        self._states[:] = states or self._everybody
        self._loop(self._address, *months)
        if self._failed[0]:
            month, rule = int(self._world.month[0]), self._names[self._failed[0]]
            self._failed[0] = 0
            raise BlocformError(f"rule {rule} raised an exception in month {month}; compiled=False shows where")


_MANY = 10
"""Entries from which a second process helps to compile them."""


@contextmanager
def _helped(missing: int) -> Iterator[None]:
    """Where many entries of the package are missing, let another process compile them from the end of the list."""
    if missing < _MANY or (os.cpu_count() or 1) < 2 or not can_keep():
        yield
        return
    paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    helper = subprocess.Popen([sys.executable, "-m", __name__], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        helper.kill()
        helper.wait()


_HEAD = """def enter(address, first, last):
    frame = frame_at(address)
"""


def _text(function: Callable[..., Any], is_measure: bool) -> str:
    """The text of the entry of a rule or a measure (see ``compilation.Entry``)."""
    touched = footprint(function)
    views = "".join(f"    {name} = frame.{name}\n" for name in touched.arguments if name != "i")
    call = f"{function.__name__}({', '.join(touched.arguments)})"
    if is_measure:
        return f"{_HEAD}{views}    frame.record[frame.world.month[0], first] = {call}\n"
    if touched.of_state:
        return f"{_HEAD}{views}    for i in range(first, last):\n        {call}\n"
    return f"{_HEAD}{views}    {call}\n"


if __name__ == "__main__":
    for entry in reversed(Program().entries.values()):
        if not entry.is_cached:
            entry.callback  # noqa: B018  asked for what it leaves on disk
