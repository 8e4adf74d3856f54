"""What a page says of an explanation: sections with a table and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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
    found = [_race(stage) if stage.is_race else _sum(stage) for stage in explanation.stages]
    if explanation.stages:
        found.append(_flips(explanation))
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
    text = [f"{stage.equation}."]
    text += [f"{len(options) - len(shown)} more have a share below {SMALL:g}."] if len(shown) < len(options) else []
    return Section(_heading(stage), ("option", "weight", "share", "meaning"), rows, tuple(text))


def _heading(stage: Stage) -> str:
    return stage.title[:1].upper() + stage.title[1:]


def _flips(explanation: Explanation) -> Section:
    rows = [
        (flip.quantity.name, number(flip.quantity.value), beyond(flip), share(flip.change), flip.instead)
        for flip in explanation.flips[:MOST]
    ]
    left = len(explanation.flips) - len(rows)
    text = [f"{left} more would, with larger changes."] if left else []
    if explanation.firm:
        text.append(f"No value within its bounds changes it: {', '.join(_collapsed(explanation.firm))}.")
    return Section("What would have changed it", ("number", "is", "would have to be", "of its range", "then"), rows, tuple(text))


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
