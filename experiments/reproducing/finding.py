"""A finding: one published number beside ours, and whether they agree."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Value = float | str | bool


class Finding(NamedTuple):
    """A published value with ours.

    ``case`` says of what (empty where there is one case alone). ``low`` and ``high`` bound the numbers that pass; a text or a truth
    value passes where it is the same. ``is_required``: whether a difference is a failure, or something that a published text claims
    and that does not come out. ``note`` says why, in a sentence.
    """

    case: str
    quantity: str
    published: Value
    ours: Value
    low: float = float("nan")
    high: float = float("nan")
    is_required: bool = True
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether ours lies where it has to."""
        if _is_number(self.published) and _is_number(self.ours):
            return bool(self.low <= self.ours <= self.high)  # type: ignore[operator]
        return type(self.published) is type(self.ours) and self.published == self.ours

    @property
    def difference(self) -> float | None:
        """Ours less the published number; None of texts and truth values."""
        return float(self.ours) - float(self.published) if _is_number(self.published) and _is_number(self.ours) else None

    @property
    def tolerance(self) -> float | None:
        """Distance from the published number that passes; None of texts and truth values, and of ranges that are not even."""
        if self.difference is None:
            return None
        below, above = self.published - self.low, self.high - self.published  # type: ignore[operator]
        return float(above) if abs(above - below) <= 1e-6 * above else None

    @property
    def verdict(self) -> Literal["passes", "fails", "agrees", "differs"]:
        """Of what is required *passes* or *fails*, of what is only compared *agrees* or *differs*."""
        if self.is_required:
            return "passes" if self.agrees else "fails"
        return "agrees" if self.agrees else "differs"


def near(
    case: object, quantity: str, published: Any, ours: Any, tolerance: float = 0.0, is_required: bool = True, note: str = ""
) -> Finding:
    """A finding that passes within ``tolerance`` of the published number, ends included; exactly by default."""
    value, own = _plain(published), _plain(ours)
    low, high = (value - tolerance, value + tolerance) if _is_number(value) else (float("nan"),) * 2  # type: ignore[operator]
    return Finding(str(case), quantity, value, own, low, high, is_required, note)


def within(case: object, quantity: str, published: Any, ours: Any, low: float, high: float, is_required: bool = True) -> Finding:
    """A finding that passes from ``low`` to ``high``, ends included."""
    return Finding(str(case), quantity, _plain(published), _plain(ours), float(low), float(high), is_required)


def _plain(value: Any) -> Value:
    """A number of numpy as Python's own, and the words true and false as what they say."""
    value = value.item() if hasattr(value, "item") else value
    words = {"true": True, "false": False}
    if isinstance(value, str):
        return words.get(value.strip().casefold(), _number(value))
    return value if isinstance(value, bool) else float(value)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
