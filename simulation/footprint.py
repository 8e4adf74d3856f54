"""What a rule reads and writes, read off its own text, so that nobody has to list it twice."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulation.faults import BlocformError, nearest
from simulation.world import DRIVEN, VARIABLES

ARGUMENTS = ("world", "start", "imposed", "p", "i")
"""What a rule may ask for, by name."""


@dataclass(frozen=True)
class Footprint:
    """What a rule touches.

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
    tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    uses: dict[str, set[str]] = {"world": set(), "start": set(), "imposed": set(), "p": set()}
    writes: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in uses:
            uses[node.value.id].add(node.attr)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            written: ast.expr = node
            while isinstance(written, ast.Subscript):
                written = written.value
            if not isinstance(written, ast.Attribute) or not isinstance(written.value, ast.Name):
                continue
            if written.value.id in ("start", "imposed"):
                raise BlocformError(f"rule {name}: writes {written.value.id}.{written.attr}; a rule writes world alone")
            writes.add(written.attr)
    for argument, known in (("world", VARIABLES), ("start", VARIABLES), ("imposed", DRIVEN)):
        for field in sorted(uses[argument] - set(known)):
            raise BlocformError(f"rule {name}: {argument}.{field} does not exist; did you mean {nearest(field, known)!r}?")
    ordered = {owner: tuple(f for f in VARIABLES if f in uses[owner]) for owner in ("world", "start", "imposed")}
    return Footprint(arguments, ordered, tuple(f for f in VARIABLES if f in writes), tuple(sorted(uses["p"])))
