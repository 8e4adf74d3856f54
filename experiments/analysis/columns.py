"""Factors of a table as columns of codes: what a search for boxes or splits works on, checked once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_complex_dtype, is_numeric_dtype

from simulation.faults import BlocformError


@dataclass(frozen=True)
class Column:
    """A factor as the places of its values among its distinct values.

    ``code`` (rows,) holds for every row the position of its value in ``distinct``, which ascends for numbers and goes by
    the spelling of the values for categories.
    """

    name: str
    code: np.ndarray
    distinct: tuple[object, ...]
    is_number: bool

    def extent(self, first: int, last: int) -> float:
        """Share of the range of a number between two of its codes, 0 to 1; one value's share of a category."""
        if not self.is_number:
            return 1.0 / len(self.distinct)
        low, high = self.distinct[0], self.distinct[-1]
        return (self.distinct[last] - self.distinct[first]) / (high - low) if high > low else 0.0


def columns(factors: pd.DataFrame) -> tuple[Column, ...]:
    """Every factor of a table with a row a point; numbers are ordered, any other type and bool are categories.

    Raises BlocformError where there is no factor or row, where a name is no text or occurs twice, and where a value is missing or
    infinite.
    """
    if factors.shape[0] == 0 or factors.shape[1] == 0:
        raise BlocformError(f"factors: given {factors.shape[0]} rows of {factors.shape[1]} factors, allowed: at least one of each")
    if not factors.columns.is_unique:
        twice = ", ".join(sorted({str(name) for name in factors.columns[factors.columns.duplicated()]}))
        raise BlocformError(f"factors: given {twice} more than once, allowed: a name a factor")
    if other := [name for name in factors if not isinstance(name, str)]:
        raise BlocformError(f"factors: given the name {other[0]!r}, allowed: text")
    return tuple(_column(name, factors[name]) for name in factors)


def labels(given: object, rows: int, name: str) -> np.ndarray:
    """One value a row as an array (rows,); BlocformError where the number differs or one is missing."""
    found = np.asarray(given)
    if found.shape != (rows,):
        raise BlocformError(f"{name}: given shape {found.shape}, allowed: one value for each of the {rows} rows")
    if pd.isna(found).any():
        raise BlocformError(f"{name}: given {int(pd.isna(found).sum())} missing values, allowed: none")
    return found


def spelt(values: Iterable[object]) -> list[object]:
    """Distinct values in the order of their spelling, so that neither the rows' order nor hashing matters."""
    return sorted(set(values), key=lambda value: (str(value), type(value).__name__))


def is_number(values: pd.Series) -> bool:
    """Whether a factor is ordered: a number that is no bool."""
    return is_numeric_dtype(values.dtype) and not is_bool_dtype(values.dtype)


def _column(name: str, values: pd.Series) -> Column:
    if is_complex_dtype(values.dtype):
        raise BlocformError(f"{name}: given complex numbers, allowed: real numbers or categories")
    if values.isna().any():
        raise BlocformError(f"{name}: given {int(values.isna().sum())} missing values, allowed: none")
    if not is_number(values):
        given = values.astype(object).to_numpy()
        distinct = spelt(given)
        place = {value: code for code, value in enumerate(distinct)}
        return Column(name, np.array([place[value] for value in given]), tuple(distinct), False)
    numbers = values.to_numpy(dtype=float)
    if not np.isfinite(numbers).all():
        raise BlocformError(f"{name}: given {int(np.sum(~np.isfinite(numbers)))} infinite values, allowed: finite numbers")
    ascending, code = np.unique(numbers, return_inverse=True)
    return Column(name, code, tuple(ascending.tolist()), True)
