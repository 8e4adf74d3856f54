"""Calendar months: ``YYYY-MM`` against the number of months since the start."""

from __future__ import annotations

import re

PATTERN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def is_month(text: object) -> bool:
    """Whether ``text`` reads YYYY-MM."""
    return isinstance(text, str) and PATTERN.fullmatch(text) is not None


def months_between(start: str, month: str) -> int:
    """Months from ``start`` to ``month``, both YYYY-MM; negative where it lies before."""
    (y0, m0), (y1, m1) = (map(int, text.split("-")) for text in (start, month))
    return (y1 - y0) * 12 + m1 - m0


def month_after(start: str, count: int) -> str:
    """The month ``count`` months after ``start`` as YYYY-MM."""
    year, month = map(int, start.split("-"))
    total = year * 12 + month - 1 + count
    return f"{total // 12:04d}-{total % 12 + 1:02d}"
