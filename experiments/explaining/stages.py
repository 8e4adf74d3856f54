"""Steps of decisions, made by running the decisions that the rules call."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from experiments.explaining.explanation import Gathered, Stage, Term
from experiments.explaining.moment import Moment
from experiments.explaining.quantities import Quantity, quantity, said, without_symbol
from experiments.explaining.reading import Readings, called, watched
from experiments.explaining.text import fields_of, question_in_words, questions, returned, supposing, value_of, with_numbers
from simulation.compiled import decision

Names = Mapping[str, Any]
"""Whom and what a decision is about, by the names of its arguments: rows of states ``i`` and ``j``, ``good`` ..."""


def by_chance(
    moment: Moment,
    title: str,
    likely: decision,
    names: Names,
    terms: decision | None = None,
    draw: float | None = None,
    given: tuple[tuple[str, float], ...] = (),
    floor: float = 0.0,
) -> Stage:
    """A step whose decision gives a probability, from terms that it sums up or in one piece.

    Parameters
    ----------
    likely, terms : the decision, and that which gives its terms; None where it sums nothing up.
    draw : what the probability is held against.
    floor : what of the draws below it another outcome takes first.
    """
    everything = {**names, **moment.owners}
    read, found = read_by(moment, likely, names)
    probability = float(found)
    parts = terms_of(moment, terms, names) if terms else (_whole(moment, title, likely, names),)
    total = added(parts)
    if terms and draw is not None:
        happens = draw < floor + probability
        parts = with_what_decides(parts, lambda sum: (draw < floor + supposing(likely, everything, total=sum)) != happens)
    text = equation(likely, everything, found)
    made = Stage(title, parts, total, text, probability, read=read, given=given, again=lambda: called(likely, everything))
    return made if draw is None else replace(made, draw=draw, floor=floor, verdict=_verdict(probability, draw, floor))


def _verdict(probability: float, draw: float, floor: float) -> str:
    limit = f"{floor:.4g} + {probability:.4g}" if floor else f"{probability:.4g}"
    below, does = ("below", "happens") if draw < floor + probability else ("not below", "does not happen")
    return f"The draw {draw:.4g} is {below} {limit}, so it {does}."


def summed(moment: Moment, title: str, terms: decision, names: Names) -> Stage:
    """A step that only adds up."""
    parts = terms_of(moment, terms, names)
    total = added(parts)
    return Stage(title, parts, total, read=read_by(moment, terms, names)[0])


def terms_of(moment: Moment, terms: decision, names: Names) -> tuple[Term, ...]:
    """The terms that a decision returns, each with the numbers that it was made from."""
    expression = returned(terms, {**names, **moment.owners})
    assert isinstance(expression, ast.Call)
    fields = value_of(expression.func, terms, {})._fields
    made = (_term(moment, field, part, terms, names) for field, part in zip(fields, expression.args, strict=True))
    return tuple(term for term in made if term.made_from)


def equation(likely: decision, everything: Names, result: float) -> str:
    """What a decision computes, with its numbers; "" where it computes nothing."""
    expression = returned(likely, everything)
    text = with_numbers(expression, likely, everything).replace(" * ", " \N{MULTIPLICATION SIGN} ").replace("sigma(", "logistic(")
    if isinstance(expression, ast.BoolOp | ast.Compare):
        return f"{text}: {'holds' if result else 'does not hold'}"
    return "" if re.fullmatch(r"[-+.\de]+", text) else f"{text} = {result:.4g}"


def race(moment: Moment, title: str, chosen: str, weights: Mapping[str, float], said: Mapping[str, str], read: Readings) -> Stage:
    """A step in which one of several options is drawn in proportion to its weight; ``said`` is what there is to say of each."""
    terms = tuple(Term(name.replace("_", " "), weight, said.get(name, ""), decides=name == chosen) for name, weight in weights.items())
    total = added(terms)
    share = weights[chosen] / total if total > 0.0 else 1.0
    text = f"{chosen.replace('_', ' ')}: {weights[chosen]:.4g} / {total:.4g} = {share:.4g}"
    return Stage(title, terms, total, text, share, read=quantities(moment, read), is_race=True)


def quantities(moment: Moment, read: Readings) -> tuple[Quantity, ...]:
    """What was read, described."""
    return tuple(quantity(reading, value, moment) for reading, value in read.items())


def read_by(moment: Moment, function: decision, names: Names) -> tuple[tuple[Quantity, ...], Any]:
    """What a decision reads, and what it gives."""
    stand_ins, noted = watched(moment.owners)
    found = called(function, {**names, **stand_ins})
    return quantities(moment, noted), found


def _whole(moment: Moment, title: str, likely: decision, names: Names) -> Term:
    """A decision that sums nothing up, as its one term."""
    ids = moment.trajectory.scenario.names.sets["state"]
    first = re.split(r"[;.\n]", re.sub(r"^Equation \d+: ", "", likely.__doc__ or ""))[0]
    meaning = said(first, {letter: ids[names[letter]] for letter in "ij" if letter in names and names[letter] >= 0})
    return replace(_term(moment, title, returned(likely, {**names, **moment.owners}), likely, names), meaning=meaning)


def _term(moment: Moment, name: str, part: ast.expr, function: decision, names: Names) -> Term:
    value, read = _evaluated(moment, part, function, names)
    weights = fields_of(part, "p")
    declared = moment.trajectory.scenario.declared
    meaning = without_symbol(declared[weights[0]].meaning) if weights else read[0].meaning if read else ""
    gathered = (_gathered(moment, call, function, names) for call in questions(part, function))
    return Term(name.replace("_", " "), float(value), meaning, read, tuple(one for one in gathered if one))


def _gathered(moment: Moment, call: ast.Call, function: decision, names: Names) -> Gathered | None:
    value, read = _evaluated(moment, call, function, names)
    fields = fields_of(call, "world")
    count = sum(one.reading.field == fields[0] for one in read) if fields else 0
    return None if isinstance(value, tuple) else Gathered(question_in_words(call), float(value), count, read)


def _evaluated(moment: Moment, part: ast.expr, function: decision, names: Names) -> tuple[Any, tuple[Quantity, ...]]:
    stand_ins, noted = watched(moment.owners)
    value = value_of(part, function, {**names, **stand_ins})
    return value, quantities(moment, noted)


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
