"""A classification tree (CART: Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd

from experiments.analysis.columns import Column, columns, labels, spelt
from experiments.analysis.limit import Among, Limit, Range
from simulation.faults import BlocformError


@dataclass(frozen=True)
class Tree:
    """A node with all below it: the rows of every class that reach it, and the rule that divides them.

    Rows of which ``rule`` holds go to ``yes``, the others to ``no``; a leaf has none of the three.
    """

    counts: dict[object, int]
    rule: Limit | None = None
    yes: Tree | None = None
    no: Tree | None = None

    @property
    def rows(self) -> int:
        """Number of rows that reach the node."""
        return sum(self.counts.values())

    @property
    def label(self) -> object:
        """The most frequent class, of equals the first by spelling."""
        return max(self.counts, key=self.counts.__getitem__)

    @property
    def share(self) -> float:
        """Share of the most frequent class, 0 to 1."""
        return self.counts[self.label] / self.rows

    def lines(self) -> list[str]:
        """The tree as text, a line a node, what lies below a node indented."""
        return list(self._lines("all"))

    def predict(self, factors: pd.DataFrame) -> np.ndarray:
        """The label of the leaf that each row reaches, (rows,) of objects.

        A category that did not occur where the tree grew goes to ``no``. Raises BlocformError where a factor of the tree is absent, and
        for values that ``grow`` refuses.
        """
        needed = sorted(set(self._needed()))
        if absent := [name for name in needed if name not in factors]:
            raise BlocformError(f"factors: given none named {', '.join(absent)}, allowed: all that the tree divides by")
        if needed:
            columns(factors[needed])
        found = np.empty(len(factors), dtype=object)
        self._fill(found, factors, np.ones(len(factors), dtype=bool))
        return found

    def _needed(self) -> Iterator[str]:
        if self.rule:
            yield self.rule.factor
            yield from self.yes._needed()
            yield from self.no._needed()

    def _fill(self, found: np.ndarray, factors: pd.DataFrame, here: np.ndarray) -> None:
        if not self.rule:
            found[here] = self.label
            return
        holds = self.rule.holds(factors)
        self.yes._fill(found, factors, here & holds)
        self.no._fill(found, factors, here & ~holds)

    def _lines(self, path: str, deep: int = 0) -> Iterator[str]:
        parts = ", ".join(f"{label} {count}" for label, count in self.counts.items() if count)
        yield f"{'  ' * deep}{path}: {self.label} {self.share:.0%} of {self.rows} ({parts})"
        if self.rule:
            yield from self.yes._lines(str(self.rule), deep + 1)
            yield from self.no._lines(self.rule.opposite, deep + 1)


def grow(factors: pd.DataFrame, classes: np.ndarray, depth: int = 3, least: float = 0.005, leaf: int = 1) -> Tree:
    """Divide the rows in two, and each part again, each time so that the Gini impurity falls most.

    A number is divided halfway between two neighbouring values, a category into one value and all others. Of equal falls the first
    counts, in the order of the columns and from the lowest value.

    Parameters
    ----------
    factors : a row a point; numbers, or categories (any other type, and bool).
    classes : a label a row, (rows,).
    depth : most divisions one below the other, 0 or more.
    least : least fall of the impurity, 0 to 1, of a division, times its share of all rows; a division without a fall is never made.
    leaf : least number of rows on either side of a division, 1 or more.

    Raises BlocformError for values that are missing or infinite, no factors or rows, and numbers out of range.
    """
    if depth < 0 or leaf < 1 or not 0.0 <= least <= 1.0:
        raise BlocformError(f"grow: given depth {depth}, least {least}, leaf {leaf}, allowed: from 0, 0 to 1, from 1")
    fields = columns(factors)
    given = labels(classes, len(factors), "classes")
    names = spelt(given.tolist())
    place = {name: k for k, name in enumerate(names)}
    code = np.array([place[name] for name in given.tolist()])
    return _grown(fields, code, names, np.arange(len(code)), depth, least * len(code), leaf)


def _grown(fields: Sequence[Column], code: np.ndarray, names: list[object], rows: np.ndarray, depth: int, least: float, leaf: int) -> Tree:
    counts = np.bincount(code[rows], minlength=len(names))
    own = dict(zip(names, counts.tolist(), strict=True))
    if depth == 0:
        return Tree(own)
    best, most = None, max(least, 1e-9)
    for field in fields:
        present, yes = _divisions(field, field.code[rows], code[rows], len(names))
        fall = _pure(yes) + _pure(counts - yes) - _pure(counts)
        fall[np.minimum(yes.sum(axis=1), (counts - yes).sum(axis=1)) < leaf] = -inf
        if len(fall) and fall.max() > most:
            k = int(fall.argmax())
            best, most = (field, present, k), fall[k]
    if best is None:
        return Tree(own)
    field, present, k = best
    kept = field.code[rows] <= present[k] if field.is_number else field.code[rows] == present[k]
    parts = [_grown(fields, code, names, part, depth - 1, least, leaf) for part in (rows[kept], rows[~kept])]
    return Tree(own, _rule(field, present, k), *parts)


def _divisions(field: Column, value: np.ndarray, code: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """The values that occur, ascending, and the rows of each class on the side of the rule that divides at each of them."""
    table = np.bincount(value * classes + code, minlength=len(field.distinct) * classes).reshape(-1, classes)
    present = np.flatnonzero(table.any(axis=1))
    return present, table[present].cumsum(axis=0)[:-1] if field.is_number else table[present]


def _pure(counts: np.ndarray) -> np.ndarray:
    """Rows less their Gini impurity times their number: the sum of squared counts over the rows."""
    rows = counts.sum(axis=-1)
    return (counts**2.0).sum(axis=-1) / np.maximum(rows, 1)


def _rule(field: Column, present: np.ndarray, k: int) -> Limit:
    if not field.is_number:
        value = field.distinct[present[k]]
        return Among(field.name, (value,), tuple(other for other in field.distinct if other != value))
    low, high = field.distinct[present[k]], field.distinct[present[k + 1]]
    halfway = 0.5 * low + 0.5 * high
    return Range(field.name, high=halfway if halfway < high else low)
