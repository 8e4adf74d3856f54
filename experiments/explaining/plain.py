"""An explanation as text, numbers, lists and dictionaries, with every digit."""

from __future__ import annotations

from typing import Any

from experiments.explaining.explanation import Explanation, Flip, Stage, Term
from experiments.explaining.quantities import Quantity


def plain(explanation: Explanation) -> dict[str, Any]:
    """Everything as text, numbers, lists and dictionaries, as JSON takes it."""
    return {
        "event": explanation.event,
        "date": explanation.date,
        "sentence": explanation.sentence,
        "utility": explanation.utility,
        "probability": explanation.probability,
        "draw": explanation.draw,
        "before": [_stage(stage) for stage in explanation.before],
        "stages": [_stage(stage) for stage in explanation.stages],
        "flips": [_flip(flip) for flip in explanation.flips],
        "firm": [_quantity(one) for one in explanation.firm],
        "origin": list(explanation.origin),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "title": stage.title,
        "given": dict(stage.given),
        "terms": [_term(term) for term in stage.terms],
        "sum": stage.total,
        "equation": stage.equation,
        "probability": stage.probability,
        "draw": stage.draw,
        "limits": dict(stage.limits),
        "verdict": stage.verdict,
    }


def _term(term: Term) -> dict[str, Any]:
    gathered = [{"name": one.name, "value": one.value, "count": one.count} for one in term.gathered]
    numbers = [_quantity(one) for one in term.made_from]
    return {
        "name": term.name,
        "value": term.value,
        "meaning": term.meaning,
        "decides": term.decides,
        "gathered": gathered,
        "made_from": numbers,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return _quantity(flip.quantity) | {"flips_at": flip.value, "change": flip.change, "then": flip.instead, "is_answer": flip.is_answer}


def _quantity(one: Quantity) -> dict[str, Any]:
    return {"name": one.name, "value": one.value, "meaning": one.meaning, "low": one.low, "high": one.high}
