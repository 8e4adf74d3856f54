"""What a page says of an explanation: sections with a table and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from experiments.explaining.explanation import Explanation, Flip, Stage, Term
from experiments.explaining.quantities import Quantity

MOST = 12
"""Most flips that a page shows."""
SMALL = 0.005
"""Share below which an option is only counted, unless it was drawn."""
FEW = 3
"""Numbers of one field up to which each is named."""


class Section(NamedTuple):
    """A heading, a table with its columns (none without rows), and sentences below."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    text: tuple[str, ...]


def sections(explanation: Explanation) -> list[Section]:
    """The page of an explanation, in order."""
    found = [Section("What led to it", (), [], tuple(map(_in_short, explanation.before)))] if explanation.before else []
    found += [_race(stage) if stage.is_race else _sum(stage) for stage in explanation.stages]
    found += _changes(explanation)
    if explanation.origin:
        found.append(Section("Where it comes from", (), [], explanation.origin))
    return found


def _sum(stage: Stage) -> Section:
    rows = [(term.name, number(term.value), made_from(term), term.meaning) for term in stage.terms]
    if len(rows) > 1:
        rows.append(("sum", number(stage.total), "", ""))
    text = [f"Settled before: {name} {number(value)}." for name, value in stage.given]
    text += [f"{stage.equation}."] if stage.equation else []
    text += [stage.verdict] if stage.verdict else []
    alone = [term.name for term in stage.terms if term.decides]
    text += [f"Without one of these terms alone it comes out otherwise: {', '.join(alone)}."] if alone else []
    return Section(_heading(stage), ("term", "value", "made from", "meaning"), rows, tuple(text))


def _race(stage: Stage) -> Section:
    options = sorted((term for term in stage.terms if term.value > 0.0), key=lambda term: -term.value)
    shown = [term for term in options if term.decides or term.value >= SMALL * stage.total]
    rows = [(term.name, number(term.value), f"{term.value / stage.total:.3f}", term.meaning) for term in shown]
    text = [f"{stage.equation}.", *([stage.verdict] if stage.verdict else [])]
    text += [f"{len(options) - len(shown)} more have a share below {SMALL:g}."] if len(shown) < len(options) else []
    return Section(_heading(stage), ("option", "weight", "share", "meaning"), rows, tuple(text))


def _heading(stage: Stage) -> str:
    return stage.title[:1].upper() + stage.title[1:]


def _in_short(stage: Stage) -> str:
    """A step of an earlier decision, which can be taken apart by itself."""
    return ". ".join(part.rstrip(".") for part in (_heading(stage), stage.equation, stage.verdict) if part) + "."


def _changes(explanation: Explanation) -> Iterator[Section]:
    """What would have turned the decision, what would have kept it from coming up, and what did neither."""
    answers = [flip for flip in explanation.flips if flip.is_answer]
    earlier = [flip for flip in explanation.flips if not flip.is_answer]
    if answers:
        yield _flips("What would have changed it", answers)
    elif explanation.stages:
        yield Section("What would have changed it", (), [], ("Of no number alone did a value that was tried turn the decision itself.",))
    if earlier:
        yield _flips("What would have kept it from coming up, or made it about something else", earlier)
    if explanation.firm:
        firm = ", ".join(_collapsed(explanation.firm))
        yield Section("What would not", (), [], (f"None of the values that were tried, from bound to bound, changes it: {firm}.",))


def _flips(title: str, flips: Sequence[Flip]) -> Section:
    rows = [(flip.quantity.name, number(flip.quantity.value), beyond(flip), share(flip.change), flip.instead) for flip in flips[:MOST]]
    left = len(flips) - len(rows)
    text = (f"{left} more would, with larger changes.",) if left else ()
    return Section(title, ("number", "is", "would have to be", "of its range", "then"), rows, text)


def made_from(term: Term) -> str:
    """The numbers that a term was made from, and what was gathered from others on the way."""
    behind = {one.reading for gathered in term.gathered for one in gathered.made_from}
    parts = [f"{one.name} {number(one.value)}" for one in term.made_from if one.reading not in behind]
    parts += [f"{one.name} {number(one.value)}{f' over {one.count}' if one.count else ''}" for one in term.gathered]
    return ", ".join(parts)


def _collapsed(quantities: Iterable[Quantity]) -> Iterable[str]:
    for field, group in _by_field(quantities):
        yield from [one.name for one in group] if len(group) <= FEW else [f"{field} ({len(group)} numbers)"]


def _by_field(quantities: Iterable[Quantity]) -> Iterable[tuple[str, list[Quantity]]]:
    ordered = sorted(quantities, key=lambda one: one.reading[:2])
    for (_, field), group in groupby(ordered, key=lambda one: one.reading[:2]):
        yield field.replace("_", " ") or "measure", list(group)


def number(value: float) -> str:
    """A number with four digits."""
    return f"{value + 0.0:.4g}"  # no minus before a zero


def share(change: float) -> str:
    """A change as a share of a range."""
    return "< 0.1%" if change < 0.001 else f"{change:.1%}"


def beyond(flip: Flip) -> str:
    """The value of a flip with four digits, rounded away from the value of now, so that what is printed flips too."""
    now, value = flip.quantity.value, flip.value
    if flip.quantity.is_whole or value in (flip.quantity.low, flip.quantity.high):
        return number(value)
    size = 10.0 ** (math.floor(math.log10(abs(value))) - 3) if value else 1e-12
    rounded = (math.ceil(value / size) if value > now else math.floor(value / size)) * size
    return number(min(max(rounded, flip.quantity.low), flip.quantity.high))
