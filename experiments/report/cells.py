"""Cells of tables: numbers as they are read, each with what stands in brackets behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

DIGITS = 3
"""Digits that the largest number of a column shows, where the smallest still shows one by as many decimals."""
MOST_DECIMALS, LARGEST = 5, 1e9
"""Decimals, and size of a number, that are still easy to read."""
NUMBER = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)( ?%)?( \(.*\))?")
SIGN = re.compile(r"(?<![\w)])-(?=[\d.]|inf)")


class Cell(NamedTuple):
    """What a cell shows, what it shows smaller behind it, and the number to sort it by, "" where it is none."""

    text: str
    aside: str = ""
    key: str = ""


class Column(NamedTuple):
    """A column: its head, its cells, and whether they are numbers."""

    head: str
    cells: list[Cell]
    is_number: bool


def plain(value: object) -> str:
    """A value with four digits if it is a number with decimals; nothing for what is missing."""
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.4g}"
    return "" if value is None or value is pd.NA else str(value)


def column(values: pd.Series) -> Column:
    """The column of a table: numbers with equal decimals, texts such as ``0.50 (0.46 to 0.54)`` as a number with its interval."""
    head = str(values.name)
    if pd.api.types.is_float_dtype(values):
        numbers = values.to_numpy(float, na_value=np.nan)
        return Column(head, [Cell(_signed(text), "", _key(x)) for text, x in zip(_decimals(numbers), numbers, strict=True)], True)
    texts = [plain(value) for value in values]
    matches = [NUMBER.fullmatch(text) for text in texts]
    if not any(texts) or any(text and not match for text, match in zip(texts, matches, strict=True)):
        return Column(head, [Cell(text) for text in texts], False)
    return Column(head, [_measured(match) if match else Cell("") for match in matches], True)


def _measured(match: re.Match[str]) -> Cell:
    number, percent, aside = match.groups(default="")
    return Cell(_signed(number + percent), _signed(aside.strip()), number.replace(",", "").lstrip("+"))


def _decimals(numbers: np.ndarray) -> list[str]:
    """Numbers with as many decimals as the largest needs; each by its own digits where the smallest would be lost."""
    sizes = np.abs(numbers[np.isfinite(numbers) & (numbers != 0.0)])
    is_whole = not (sizes % 1).any()
    places = 0 if is_whole else max(DIGITS - 1 - int(np.floor(np.log10(sizes.max()))), 0)
    is_lost = len(sizes) and (sizes.min() < 0.5 * 10.0**-places or places > MOST_DECIMALS or sizes.max() >= LARGEST)
    return ["" if np.isnan(x) else f"{x:.{DIGITS}g}" if is_lost else f"{x:,.{places}f}" for x in numbers]


def _key(number: float) -> str:
    return "" if np.isnan(number) else repr(float(number))


def _signed(text: str) -> str:
    """The text with minus signs as long as the plus, which screen readers say too."""
    return SIGN.sub("\u2212", text)
