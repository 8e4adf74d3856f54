"""What the text of a decision says: the expression that it returns, term by term and as an equation."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Mapping
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from experiments.explaining.reading import arguments
from simulation.compiled import decision, total

OWNERS = ("world", "start", "record", "p")
"""Arguments of a decision that hold numbers; the others say whom and what it is about."""


def returned(function: decision, names: Mapping[str, Any]) -> ast.expr:
    """The expression that a decision returns for arguments by name, with local names replaced by what they stand for.

    Raises ValueError where the way there leads through a loop.
    """
    found = _walked(_body(function.py_func), {}, function.py_func.__globals__, names)
    if found is None:
        raise ValueError(f"{function.__name__} returns nothing on this way")
    return found


def value_of(expression: ast.expr, function: decision, names: Mapping[str, Any]) -> Any:
    """What an expression of a decision's text comes to."""
    return eval(_code(expression), dict(function.py_func.__globals__), dict(names))


def supposing(function: decision, names: Mapping[str, Any], **others: Any) -> Any:
    """What a decision would give if what it calls by a name gave another number."""
    replaced = {name: lambda *_, number=number: number for name, number in others.items()}
    plain = FunctionType(function.py_func.__code__, {**function.py_func.__globals__, **replaced}, function.__name__)
    return plain(*(names[name] for name in arguments(function)))


def with_numbers(expression: ast.expr, function: decision, names: Mapping[str, Any]) -> str:
    """An expression with every number that it reads, and every decision that it asks, written as what it comes to."""
    return ast.unparse(_Numbers(function, names).visit(copy.deepcopy(expression)))


def fields_of(expression: ast.AST, owner: str) -> list[str]:
    """Fields of an owner that an expression names, in order."""
    own = isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name) and expression.value.id == owner
    inside = (field for child in ast.iter_child_nodes(expression) for field in fields_of(child, owner))
    return [expression.attr] if own and isinstance(expression, ast.Attribute) else list(inside)


def _code(expression: ast.expr) -> CodeType:
    return compile(ast.fix_missing_locations(ast.Expression(copy.deepcopy(expression))), "<decision>", "eval")


def questions(expression: ast.expr, function: decision) -> list[ast.Call]:
    """Calls of other decisions in an expression that are handed arrays or their owners."""
    known = function.py_func.__globals__
    calls = [node for node in ast.walk(expression) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [call for call in calls if isinstance(known.get(call.func.id), decision) and any(map(_is_read, call.args))]  # type: ignore[attr-defined]


def question_in_words(call: ast.Call) -> str:
    """A call of another decision, as ``camp mean of trust (axis)`` for ``camp_mean(world.trust, ..., AXIS)``."""
    arrays = [given.attr for given in call.args if isinstance(given, ast.Attribute)]
    constants = [given.id for given in call.args if isinstance(given, ast.Name) and given.id.isupper()]
    text = f"{ast.unparse(call.func)}{f' of {arrays[0]}' if arrays else ''}{f' ({constants[0].lower()})' if constants else ''}"
    return text.replace("_", " ")


@cache
def _body(function: Callable[..., Any]) -> tuple[ast.stmt, ...]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    assert isinstance(tree.body[0], ast.FunctionDef)
    return tuple(tree.body[0].body)


def _walked(body: tuple[ast.stmt, ...], local: dict[str, ast.expr], known: Mapping[str, Any], names: Mapping[str, Any]) -> ast.expr | None:
    """What is returned on the way through statements, None where the way goes on behind them."""
    for statement in body:
        if isinstance(statement, ast.Return) and statement.value is not None:
            return _filled(statement.value, local)
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            local[statement.targets[0].id] = _filled(statement.value, local)
        elif isinstance(statement, ast.If):
            holds = eval(_code(_filled(statement.test, local)), dict(known), dict(names))
            found = _walked(tuple(statement.body if holds else statement.orelse), local, known, names)
            if found is not None:
                return found
        elif not isinstance(statement, ast.Expr):  # a docstring
            raise ValueError(f"line {statement.lineno}: neither a name, a condition nor a return")
    return None


class _Filler(ast.NodeTransformer):
    def __init__(self, local: Mapping[str, ast.expr]):
        self._local = local

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self._local.get(node.id, node))


def _filled(expression: ast.expr, local: Mapping[str, ast.expr]) -> ast.expr:
    return _Filler(local).visit(copy.deepcopy(expression))


def _is_read(given: ast.expr) -> bool:
    """Whether an argument is an owner or an array of one."""
    return isinstance(given, ast.Attribute) or (isinstance(given, ast.Name) and given.id in OWNERS)


class _Numbers(ast.NodeTransformer):
    """Writes what is read as numbers, takes the branch that holds, and writes out decisions that know numbers alone."""

    def __init__(self, function: decision, names: Mapping[str, Any]):
        self._function, self._names = function, names

    def _number(self, node: ast.expr) -> ast.expr:
        value = value_of(node, self._function, self._names)
        return ast.Name(f"{float(value):.4g}")

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._number(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self._number(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self._names.get(node.id, self._function.py_func.__globals__.get(node.id))
        return self._number(node) if isinstance(value, int | float) else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        holds = value_of(node.test, self._function, self._names)
        return self.visit(node.body if holds else node.orelse)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = self._function.py_func.__globals__.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if function is total or (isinstance(function, decision) and any(_is_read(given) for given in node.args)):
            return self._number(node)
        if not isinstance(function, decision):
            node.args = [self.visit(given) for given in node.args]
            return node
        named = dict(zip(arguments(function), node.args, strict=True))
        inside = _filled(returned(function, {}), named)
        return self.visit(inside)
