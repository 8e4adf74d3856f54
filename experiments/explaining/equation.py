"""What a decision computes, as an equation with its numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

from experiments.explaining.case import Case
from experiments.explaining.reading import arguments
from experiments.explaining.text import Builder, Filler, is_read, returned, value_of
from simulation.compiled import decision, total


def equation(case: Case, function: decision, result: float) -> str:
    """What a decision computes, with its numbers; "" where it computes nothing."""
    expression = returned(function, case.arguments)
    text = with_numbers(expression, function, case.arguments).replace(" * ", " \N{MULTIPLICATION SIGN} ").replace("sigma(", "logistic(")
    if isinstance(expression, ast.BoolOp | ast.Compare):
        return f"{text}: {'holds' if result else 'does not hold'}"
    return "" if re.fullmatch(r"[-+.\de]+", text) else f"{text} = {result:.4g}"


def with_numbers(expression: ast.expr, function: decision, names: Mapping[str, Any]) -> str:
    """An expression with every number that it reads, and every decision that it asks, written as what it comes to."""
    return ast.unparse(_Numbers(function, names).visit(expression))


class _Numbers(Builder):
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
        if function is total or (isinstance(function, decision) and any(is_read(given) for given in node.args)):
            return self._number(node)
        if not isinstance(function, decision):
            return ast.Call(node.func, [self.visit(given) for given in node.args], [])
        named = dict(zip(arguments(function), node.args, strict=True))
        return self.visit(Filler(named).visit(returned(function, {})))
