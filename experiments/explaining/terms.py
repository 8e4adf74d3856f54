"""The terms of a decision, each with the numbers that it was made from."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from experiments.explaining.case import Case
from experiments.explaining.explanation import Gathered, Term
from experiments.explaining.quantities import said, without_symbol
from experiments.explaining.text import fields_of, question_in_words, questions, returned, value_of
from simulation.compiled import decision


def terms_of(case: Case, function: decision) -> tuple[Term, ...]:
    """The terms that a decision returns; those that are zero by definition are left out."""
    expression = returned(function, case.arguments)
    assert isinstance(expression, ast.Call)
    fields = value_of(expression.func, function, {})._fields
    made = (_term(case, field, part, function) for field, part in zip(fields, expression.args, strict=True))
    return tuple(term for term in made if term.made_from)


def whole(case: Case, name: str, function: decision) -> Term:
    """A decision that sums nothing up, as one term that means what its docstring says."""
    ids = case.scenario.names.sets["state"]
    states = {letter: ids[row] for letter, row in case.names.items() if letter in ("i", "j") and row >= 0}
    meaning = re.split(r"[;.\n]", re.sub(r"^Equation \d+: ", "", function.__doc__ or ""))[0]
    return replace(_term(case, name, returned(function, case.arguments), function), meaning=said(meaning, states))


def added(terms: Sequence[Term]) -> float:
    """Their sum, in the order in which rules add up; ``sum`` would correct its rounding."""
    total = 0.0
    for term in terms:
        total += term.value
    return total


def with_what_decides(terms: tuple[Term, ...], changes: Callable[[float], bool]) -> tuple[Term, ...]:
    """The terms, with those marked without which alone the sum would change the decision."""
    total = added(terms)
    return tuple(replace(term, decides=bool(changes(total - term.value))) for term in terms)


def _term(case: Case, name: str, part: ast.expr, function: decision) -> Term:
    """A term; it means what the first parameter in it means, or without one the first number."""
    value, read = case.value(part, function)
    weights = fields_of(part, "p")
    meanings = [without_symbol(case.scenario.declared[weight].meaning) for weight in weights] + [one.meaning for one in read]
    gathered = (_gathered(case, call, function) for call in questions(part, function))
    return Term(name.replace("_", " "), float(value), next(iter(meanings), ""), read, tuple(one for one in gathered if one))


def _gathered(case: Case, call: ast.Call, function: decision) -> Gathered | None:
    """The number that another decision answered with; None where it answered with several."""
    value, read = case.value(call, function)
    fields = fields_of(call, "world")
    count = sum(one.reading.field == fields[0] for one in read) if fields else 0
    return None if isinstance(value, tuple) else Gathered(question_in_words(call), float(value), count, read)
