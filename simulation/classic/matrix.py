"""What users give as numbers: arrays, tables, sparse matrices, networkx graphs and worlds, read as plain arrays or refused."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from simulation.faults import Fault, FaultyError

_MARKS = ("sign", "weight")
"""Attributes of a networkx edge that hold its weight, the first that it has."""
_KINDS = "biufO"
"""Kinds of numpy arrays that are read as numbers: no text, dates or complex numbers."""

_MATRICES = "a matrix of numbers in rows of equal length, a networkx graph or a World"

Names = Sequence[Hashable] | None


def numbers(given: Any, where: str, key: str, allowed: str = "finite numbers") -> np.ndarray:
    """Finite real numbers as a new array of floats; raises FaultyError for anything else, such as text and rows of unequal length."""
    try:
        array = np.asarray(given)
        is_read = array.dtype.kind in _KINDS and not hasattr(given, "is_directed")
        found = array.astype(float) if is_read else None
    except (TypeError, ValueError, OverflowError):
        found = None
    if found is None:
        raise FaultyError([Fault(where, key, type(given).__name__, allowed)])
    if not np.isfinite(found).all():
        raise FaultyError([Fault(where, key, "not finite", "finite numbers")])
    return found


def number_of(given: Any, where: str, key: str) -> float:
    """A number above 0, finite; raises FaultyError for anything else."""
    found = numbers(given, where, key)
    if found.ndim or not found > 0.0:
        raise FaultyError([Fault(where, key, given, "a finite number above 0")])
    return float(found)


def square(given: Any, where: str) -> tuple[np.ndarray, Names]:
    """A matrix of finite numbers, array (n, n), and the names that it brings along.

    ``given`` is an array, a sparse one too; a table of pandas whose rows and columns have the same names; an undirected networkx graph
    whose edges carry ``sign`` or ``weight``; a ``SignedGraph``; or a ``World``, whose field ``tie`` is read. Raises FaultyError for
    anything else.
    """
    names: Names = None
    if hasattr(given, "is_directed"):
        return _adjacency(given, where), list(given)
    if hasattr(given, "columns") and hasattr(given, "index"):
        names = list(given.index)
        if names != list(given.columns):
            raise FaultyError([Fault(where, "columns", list(given.columns), f"those of the rows: {names}")])
    held = getattr(given, "tie", given)
    matrix = numbers(held.toarray() if hasattr(held, "toarray") else held, where, "weights", _MATRICES)
    if matrix.shape == (0,):
        matrix = matrix.reshape(0, 0)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise FaultyError([Fault(where, "shape", matrix.shape, "as many rows as columns")])
    return matrix, names


def asymmetry(matrix: np.ndarray, where: str) -> list[Fault]:
    """The fault of a matrix that is not symmetric."""
    return [] if np.array_equal(matrix, matrix.T) else [Fault(where, "weights", "not symmetric", "the same weight both ways")]


def of_actors(given: Any, names: Sequence[Hashable], where: str, key: str) -> Sequence[Any]:
    """One thing an actor, in the order of ``names``; ``given`` holds them in that order or by name. Raises FaultyError for others."""
    if isinstance(given, Mapping) and set(given) == set(names):
        return [given[name] for name in names]
    is_listed = isinstance(given, Sequence) or np.ndim(given) > 0
    if not is_listed or len(given) != len(names):
        told = len(given) if is_listed else list(given) if isinstance(given, Mapping) else type(given).__name__
        raise FaultyError([Fault(where, key, told, f"{len(names)} in all, in order or by name")])
    return given  # type: ignore[no-any-return]


def sizes_of(given: Any, names: Sequence[Hashable], where: str, key: str) -> np.ndarray:
    """A number of 0 or more for every actor, array (n,), as ``of_actors``; of a ``World`` its field ``capability``."""
    found = numbers(of_actors(getattr(given, "capability", given), names, where, key), where, key)
    if found.shape != (len(names),) or not (found >= 0.0).all():
        raise FaultyError([Fault(where, key, found.tolist(), f"{len(names)} finite numbers, 0 or more")])
    return found


def _adjacency(network: Any, where: str) -> np.ndarray:
    """Weights of a networkx graph by row of its nodes."""
    if network.is_directed() or network.is_multigraph():
        raise FaultyError([Fault(where, "kind", type(network).__name__, "an undirected graph with one edge a pair")])
    row = {node: i for i, node in enumerate(network)}
    weights = np.zeros((len(row), len(row)))
    faults = []
    for a, b, marks in network.edges(data=True):
        value = next((marks[mark] for mark in _MARKS if mark in marks), None)
        if isinstance(value, int | float | np.number) and np.isfinite(value):
            weights[row[a], row[b]] = weights[row[b], row[a]] = value
        else:
            faults.append(Fault(where, f"edge {a}, {b}", value, f"a finite number as {' or '.join(_MARKS)}"))
    if faults:
        raise FaultyError(faults)
    return weights
