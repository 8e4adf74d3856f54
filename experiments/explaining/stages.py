"""Steps of decisions, made by running the decisions that the rules call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from experiments.explaining.case import Case
from experiments.explaining.equation import equation
from experiments.explaining.explanation import Stage, Term
from experiments.explaining.quantities import Quantity
from experiments.explaining.terms import added, terms_of, whole, with_what_decides
from experiments.explaining.text import supposing
from simulation.compiled import decision


def by_chance(
    case: Case, title: str, likely: decision, terms: decision | None = None, draw: float | None = None, floor: float = 0.0
) -> Stage:
    """A step whose decision gives a probability, from terms that it sums up or in one piece.

    Parameters
    ----------
    likely, terms : the decision, and that which gives its terms; None where it sums nothing up.
    draw : what the probability is held against.
    floor : what of the draws another outcome takes first.
    """
    found = case.answer(likely)
    parts = terms_of(case, terms) if terms else (whole(case, title, likely),)
    text, read = equation(case, likely, found), case.read_by(likely)
    stage = Stage(title, parts, added(parts), text, float(found), read=read)
    if draw is None:
        return stage
    happens = draw < floor + found
    if terms:
        parts = with_what_decides(parts, lambda total: (draw < floor + supposing(likely, case.arguments, total=total)) != happens)
    limit = f"{floor:.4g} + {found:.4g}" if floor else f"{found:.4g}"
    verdict = f"The draw {draw:.4g} is {'below' if happens else 'not below'} {limit}, so it {'happens' if happens else 'does not happen'}."
    return replace(stage, terms=parts, draw=draw, floor=floor, verdict=verdict)


def summed(case: Case, title: str, terms: decision) -> Stage:
    """A step that only adds up."""
    parts = terms_of(case, terms)
    return Stage(title, parts, added(parts), read=case.read_by(terms))


def race(
    title: str,
    chosen: str,
    weights: Mapping[str, float],
    read: tuple[Quantity, ...],
    draw: float | None = None,
    remarks: Mapping[str, str] | None = None,
) -> Stage:
    """A step in which one of several options is drawn in proportion to its weight.

    ``draw`` is the number that falls to one of them, options in their order; None where each has a draw of its own.
    """
    meanings = remarks or {}
    terms = tuple(Term(_words(name), weight, meanings.get(name, ""), decides=name == chosen) for name, weight in weights.items())
    total = added(terms)
    share = weights[chosen] / total if total > 0.0 else 1.0
    text = f"{_words(chosen)}: {weights[chosen]:.4g} / {total:.4g} = {share:.4g}"
    verdict = ""
    if draw is not None and total > 0.0:
        low = added(terms[: list(weights).index(chosen)]) / total
        verdict = f"The draw {draw:.4g} falls between {low:.4g} and {low + share:.4g}, the part of {_words(chosen)}."
    return Stage(title, terms, total, text, share, draw, read=read, verdict=verdict, is_race=True)


def _words(name: str) -> str:
    return name.replace("_", " ")
