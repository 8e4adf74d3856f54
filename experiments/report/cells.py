"""Cells of tables: numbers as they are read, each with what stands in brackets behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype

DIGITS = 3
"""Digits that the largest number of a column shows; the others have as many decimals."""
MOST_DECIMALS, LARGEST = 5, 1e9
"""Decimals, and size of a number, that are still easy to read."""
SHORT = 30
"""Letters of a text that is not broken into lines."""
NUMBER = re.compile(r"([+\u2212-]?\d[\d,]*(?:\.\d+)?(?:e[+\u2212-]?\d+)?)( ?%)?( \(.*\)\*?)?")
SIGN = re.compile(r"(?<![\w)])-(?=[\d.]|inf)")


class Cell(NamedTuple):
    """What a cell shows, what it shows smaller behind it, and the number to sort it by, "" where it is none."""

    text: str
    aside: str = ""
    key: str = ""


class Column(NamedTuple):
    """A column: its head, its cells, and whether these are each a ``number``, a ``label`` of one line, or a ``text``."""

    head: str
    cells: list[Cell]
    kind: str

    @property
    def width(self) -> int:
        """Letters of its widest line, that of a cell or of the longest word of its head; a text can be broken anywhere."""
        words = [len(word) for word in self.head.split()]
        return max([*words, *(min(len(cell.text) + len(cell.aside), SHORT) for cell in self.cells)], default=0)


def plain(value: object) -> str:
    """A value with four digits if it is a number with decimals; nothing for what is missing."""
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.4g}"
    return "" if value is None or value is pd.NA else str(value)


def columns(table: pd.DataFrame) -> list[Column]:
    """The columns of a table as they are read; three of numbers of which two are ``low`` and ``high`` are one, with its interval."""
    made, left = [], [table.iloc[:, place] for place in range(table.shape[1])]
    while left:
        first = left[:3] if [one.name for one in left[1:3]] == ["low", "high"] and all(map(is_float_dtype, left[:3])) else left[:1]
        made.append(_intervals(*first) if len(first) == 3 else _column(*first))
        left = left[len(first) :]
    return made


def _column(values: pd.Series) -> Column:
    """A column alone: numbers with equal decimals, texts such as ``0.50 (0.46 to 0.54)`` as a number with its interval."""
    head = str(values.name)
    if is_float_dtype(values):
        numbers = values.to_numpy(float, na_value=np.nan)
        return Column(head, [Cell(text, "", _key(x)) for text, x in zip(_decimals(numbers), numbers, strict=True)], "number")
    texts = [plain(value) for value in values]
    matches = [NUMBER.fullmatch(text) for text in texts]
    if any(texts) and all(match or not text for text, match in zip(texts, matches, strict=True)):
        return Column(head, [_measured(match) if match else Cell("") for match in matches], "number")
    cells = [Cell(text, "", _number(match) if match else "") for text, match in zip(texts, matches, strict=True)]
    return Column(head, cells, "label" if all(len(text) <= SHORT for text in texts) else "text")


def _intervals(values: pd.Series, low: pd.Series, high: pd.Series) -> Column:
    numbers = np.column_stack([one.to_numpy(float, na_value=np.nan) for one in (values, low, high)])
    texts = np.reshape(_decimals(numbers.ravel()), numbers.shape)
    cells = [Cell(text, f"({a} to {b})" if a and b else "", _key(x)) for (text, a, b), x in zip(texts, numbers[:, 0], strict=True)]
    return Column(f"{values.name} (low to high)", cells, "number")


def _measured(match: re.Match[str]) -> Cell:
    number, percent, aside = match.groups(default="")
    return Cell(_signed(number + percent), _signed(aside.strip()), _number(match))


def _number(match: re.Match[str]) -> str:
    return match[1].replace(",", "").replace("\u2212", "-").lstrip("+")


def _decimals(numbers: np.ndarray) -> list[str]:
    """Numbers with as many decimals as the largest needs, but those by their own digits that would be hidden, and all if that is half."""
    sizes = np.abs(numbers[np.isfinite(numbers) & (numbers != 0.0)])
    is_whole = not (sizes % 1).any()
    places = 0 if is_whole else max(DIGITS - int(np.ceil(np.log10(sizes.max()))), 0)
    least = 0.5 * 10.0**-places
    is_mixed = not is_whole and (np.median(sizes) < 10 * least or places > MOST_DECIMALS)
    is_own = (np.abs(numbers) < least) & (numbers != 0.0) | (np.abs(numbers) >= LARGEST) | is_mixed
    said = [f"{x:.{DIGITS}g}" if own else f"{x:,.{places}f}" for x, own in zip(numbers, is_own, strict=True)]
    return ["" if np.isnan(x) else _signed(text) for x, text in zip(numbers, said, strict=True)]


def _key(number: float) -> str:
    return "" if np.isnan(number) else repr(float(number))


def _signed(text: str) -> str:
    """The text with minus signs as long as the plus, which screen readers say too."""
    return SIGN.sub("\u2212", text)
