"""What a rule reads and writes, read off its own text, so that nobody has to list it twice."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulation.compiled import decision
from simulation.faults import BlocformError, nearest
from simulation.world import DRIVEN, VARIABLES

ARGUMENTS = ("world", "start", "imposed", "p", "record", "log", "i")
"""What a rule may ask for, by name."""


@dataclass(frozen=True)
class Footprint:
    """What a rule touches, the decisions that it calls included.

    ``arguments`` in the rule's order; ``fields`` the fields it uses of each of ``world``,
    ``start`` and ``imposed``; ``writes`` the fields of ``world`` that it changes; ``parameters``
    the names it reads of ``p``.
    """

    arguments: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]
    writes: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def of_state(self) -> bool:
        """Whether the rule is one of a single state (it asks for ``i``) or of the whole system."""
        return "i" in self.arguments


@cache
def footprint(rule: Callable) -> Footprint:
    """The footprint of ``rule``; raises ``BlocformError`` where its text asks for what does not exist."""
    name = rule.__name__
    arguments = tuple(inspect.signature(rule).parameters)
    for argument in arguments:
        if argument not in ARGUMENTS:
            raise BlocformError(f"rule {name}: argument {argument!r}, allowed: {', '.join(ARGUMENTS)}")
    uses, writes = _touched(rule)
    if {"start", "imposed"} & set(writes):
        owner = "start" if "start" in writes else "imposed"
        raise BlocformError(f"rule {name}: writes {owner}.{min(writes[owner])}; a rule writes world alone")
    for owner, known in (("world", VARIABLES), ("start", VARIABLES), ("imposed", DRIVEN)):
        for field in sorted(uses[owner] - set(known)):
            raise BlocformError(f"rule {name}: {owner}.{field} does not exist; did you mean {nearest(field, known)!r}?")
    ordered = {owner: tuple(f for f in VARIABLES if f in uses[owner]) for owner in ("world", "start", "imposed")}
    written = writes.get("world", set())
    return Footprint(arguments, ordered, tuple(f for f in VARIABLES if f in written), tuple(sorted(uses["p"])))


def text_of(function: Callable) -> str:
    """The text of a function, set to the left."""
    return textwrap.dedent(inspect.getsource(function))


def _touched(function: Callable) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Fields that the text of a function uses and writes, by the argument that owns them.

    A ``decision`` that the function hands its own ``world``, ``start`` or ``p`` on to, under whatever name, is read in the same way.
    """
    tree = ast.parse(text_of(function))
    uses: dict[str, set[str]] = {"world": set(), "start": set(), "imposed": set(), "p": set()}
    writes: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in uses:
            uses[node.value.id].add(node.attr)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            written: ast.expr = node
            while isinstance(written, ast.Subscript):
                written = written.value
            if isinstance(written, ast.Attribute) and isinstance(written.value, ast.Name) and written.value.id in uses:
                writes.setdefault(written.value.id, set()).add(written.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = function.__globals__.get(node.func.id)
            if isinstance(called, decision):
                below, below_writes = _touched(called.py_func)
                for parameter, given in zip(inspect.signature(called.py_func).parameters, node.args, strict=True):
                    if isinstance(given, ast.Name) and given.id in uses and parameter in below:
                        uses[given.id] |= below[parameter]
                        if parameter in below_writes:
                            writes.setdefault(given.id, set()).update(below_writes[parameter])
    return uses, writes
