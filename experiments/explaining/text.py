"""What the text of a decision says: the expression that it returns, and parts of it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from experiments.explaining.reading import arguments
from simulation.compiled import decision
from simulation.faults import BlocformError

OWNERS = ("world", "start", "record", "p")
"""Arguments of a decision that hold numbers; the others say whom and what it is about."""
_ALLOWED = "allowed: conditions, names that are set once, and what is returned; a loop belongs into another decision that it calls"


def returned(function: decision, names: Mapping[str, Any]) -> ast.expr:
    """The expression that a decision returns for arguments by name, with local names replaced by what they stand for.

    Raises BlocformError where the way there leads through something else than conditions and single names.
    """
    way = _ways(function.py_func)
    while isinstance(way, Fork):
        way = way.yes if value_of(way.test, function, names) else way.no
    if way is None:
        raise BlocformError(
            f"{function.__name__}: the way to what it returns leads through a loop, so that it cannot be taken apart; {_ALLOWED}"
        )
    return way


def is_readable(function: decision) -> bool:
    """Whether ``returned`` can follow a decision on every way that it may take."""
    ways = [_ways(function.py_func)]
    while ways:
        way = ways.pop()
        if way is None:
            return False
        ways += [way.yes, way.no] if isinstance(way, Fork) else []
    return True


def value_of(expression: ast.expr, function: decision, names: Mapping[str, Any]) -> Any:
    """What an expression of a decision's text comes to."""
    return eval(_code(expression), function.py_func.__globals__, dict(names))


def supposing(function: decision, names: Mapping[str, Any], **others: Any) -> Any:
    """What a decision would give if what it calls by a name gave another number."""
    replaced = {name: lambda *_, number=number: number for name, number in others.items()}
    plain = FunctionType(function.py_func.__code__, {**function.py_func.__globals__, **replaced}, function.__name__)
    return plain(*(names[name] for name in arguments(function)))


def fields_of(expression: ast.AST, owner: str) -> list[str]:
    """Fields of an owner that an expression names, in order."""
    own = isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name) and expression.value.id == owner
    inside = (field for child in ast.iter_child_nodes(expression) for field in fields_of(child, owner))
    return [expression.attr] if own and isinstance(expression, ast.Attribute) else list(inside)


def questions(expression: ast.expr, function: decision) -> list[ast.Call]:
    """Calls of other decisions in an expression that are handed arrays or their owners."""
    known = function.py_func.__globals__
    calls = [node for node in ast.walk(expression) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [call for call in calls if isinstance(known.get(call.func.id), decision) and any(map(is_read, call.args))]  # type: ignore[attr-defined]


def question_in_words(call: ast.Call) -> str:
    """A call of another decision, as ``camp mean of trust (axis)`` for ``camp_mean(world.trust, ..., AXIS)``."""
    arrays = [given.attr for given in call.args if isinstance(given, ast.Attribute)]
    constants = [given.id for given in call.args if isinstance(given, ast.Name) and given.id.isupper()]
    text = f"{ast.unparse(call.func)}{f' of {arrays[0]}' if arrays else ''}{f' ({constants[0].lower()})' if constants else ''}"
    return text.replace("_", " ")


class Fork(NamedTuple):
    """A condition, and what is returned where it holds and where it does not; None stands for what cannot be followed."""

    test: ast.expr
    yes: Fork | ast.expr | None
    no: Fork | ast.expr | None


@cache
def _ways(function: Callable[..., Any]) -> Fork | ast.expr | None:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    assert isinstance(tree.body[0], ast.FunctionDef)
    return _way(tree.body[0].body, {})


def _way(statements: Sequence[ast.stmt], local: Mapping[str, ast.expr]) -> Fork | ast.expr | None:
    """What statements return, with local names filled in."""
    first, rest = statements[0], statements[1:]
    fill = Filler(local).visit
    if isinstance(first, ast.Return) and first.value is not None:
        return fill(first.value)
    if isinstance(first, ast.Expr):  # the docstring
        return _way(rest, local)
    if isinstance(first, ast.Assign) and isinstance(first.targets[0], ast.Name):
        return _way(rest, {**local, first.targets[0].id: fill(first.value)})
    if isinstance(first, ast.If):
        return Fork(fill(first.test), _way([*first.body, *rest], local), _way([*first.orelse, *rest], local))
    return None


@lru_cache(maxsize=4096)
def _code(expression: ast.expr) -> CodeType:
    return compile(ast.fix_missing_locations(ast.Expression(expression)), "<decision>", "eval")


class Builder(ast.NodeTransformer):
    """A transformer that builds new nodes and leaves the old ones as they are."""

    def generic_visit(self, node: ast.AST) -> Any:
        """A node of the same kind with its parts visited."""
        return type(node)(**{name: self._visited(value) for name, value in ast.iter_fields(node)})

    def _visited(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._visited(one) for one in value]
        return self.visit(value) if isinstance(value, ast.AST) else value


class Filler(Builder):
    """Puts expressions in the place of local names."""

    def __init__(self, local: Mapping[str, ast.expr]):
        self._local = local

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """What the name stands for, or itself."""
        return self._local.get(node.id, node)


def is_read(given: ast.expr) -> bool:
    """Whether an argument is an owner or an array of one."""
    return isinstance(given, ast.Attribute) or (isinstance(given, ast.Name) and given.id in OWNERS)
