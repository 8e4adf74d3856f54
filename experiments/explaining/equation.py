"""What a decision computes, as an equation with its numbers, or as a condition in words."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.explaining.case import Case
from experiments.explaining.reading import arguments
from experiments.explaining.text import Builder, Filler, is_read, question_in_words, returned, value_of
from simulation.compiled import decision, total


def equation(case: Case, function: decision, result: float) -> str:
    """What a decision computes, with its numbers; "" where it computes nothing."""
    expression = returned(function, case.arguments)
    if isinstance(expression, ast.BoolOp | ast.Compare):
        return f"{condition(case, expression, function)}: {'holds' if result else 'does not hold'}"
    text = with_numbers(expression, function, case.arguments).replace(" * ", " \N{MULTIPLICATION SIGN} ").replace("sigma(", "logistic(")
    return "" if re.fullmatch(r"[-+.\de]+", text) else f"{text} = {result:.4g}"


def with_numbers(expression: ast.expr, function: decision, names: Mapping[str, Any]) -> str:
    """An expression with every number that it reads, and every decision that it asks, written as what it comes to."""
    return ast.unparse(_Numbers(function, names).visit(expression))


_COMPARED = {ast.Gt: "above", ast.GtE: "at least", ast.Lt: "below", ast.LtE: "at most", ast.Eq: "equal to", ast.NotEq: "other than"}


def condition(case: Case, expression: ast.expr, function: decision) -> str:
    """A condition of a decision's text in words, every number with its name and its value."""
    if isinstance(expression, ast.BoolOp):
        parts = [condition(case, part, function) for part in expression.values]
        if isinstance(expression.op, ast.And):
            return " and ".join(f"({part})" if " or " in part else part for part in parts)
        return ", or ".join(parts)
    if isinstance(expression, ast.Compare) and len(expression.ops) == 1:
        compared = _COMPARED[type(expression.ops[0])]
        return f"{_named(case, expression.left, function)} is {compared} {_named(case, expression.comparators[0], function)}"
    return _named(case, expression, function)


def _named(case: Case, part: ast.expr, function: decision) -> str:
    """A part of a condition: a sum by its parts, a number by its name and value, an answer of another decision as yes or no."""
    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub):
        sign = "+" if isinstance(part.op, ast.Add) else "-"
        return f"{_named(case, part.left, function)} {sign} {_named(case, part.right, function)}"
    value, read = case.value(part, function)
    if isinstance(part, ast.Subscript | ast.Attribute) and len(read) == 1:
        return f"{read[0].name} {float(value):.4g}"
    question = part.value if isinstance(part, ast.Subscript) else part  # of one that gives several answers
    if isinstance(question, ast.Call):
        said = ("yes" if value else "no") if isinstance(value, bool | np.bool_) else f"{float(value):.4g}"
        return f"{question_in_words(question)} ({said})"
    return with_numbers(part, function, case.arguments) if read else f"{float(value):.4g}"


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
