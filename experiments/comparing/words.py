"""Numbers of a comparison in words: counts of a hundred, differences with their intervals, lists of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

import pandas as pd

from experiments.comparing.differences import EQUAL, SLIGHT, WITHIN
from experiments.outcomes import Share
from simulation.outcome import CLASSES

FEW = 4
"""Names that a cell has room for."""
MINUS = "\u2212"


def hundred(share: float) -> str:
    """A share as a count of a hundred, with one digit where it would round to none or all."""
    digits = 1 if 0 < abs(share) < 0.01 or 0.99 < abs(share) < 1 else 0
    return f"{100 * share:.{digits}f}".replace("-", MINUS)


def counted(share: Share) -> str:
    """``38 of 100 runs (33 to 43)``."""
    return f"{hundred(share.share)} of 100 runs ({hundred(share.low)} to {hundred(share.high)})"


def number(value: float, signed: bool = False) -> str:
    """A number with three digits, its sign where asked for; nothing for one that there is none of."""
    if pd.isna(value):
        return ""
    return f"{value:{'+' if signed else ''}.3g}".replace("-", MINUS)


def changed(row: pd.Series) -> str:
    """A difference with its interval, of a class in runs of a hundred: ``-15 of 100 runs (-19 to -11)``."""
    ends = (row["difference"], row["low"], row["high"])
    if row["output"] in CLASSES:
        middle, low, high = (("+" if end > 0 else "") + hundred(end) for end in ends)
        return f"{middle} of 100 runs ({low} to {high})"
    middle, low, high = (number(end, signed=True) for end in ends)
    return f"{middle} ({low} to {high})"


def glance(row: pd.Series) -> str:
    """The verdict on a difference; a star where it is not told given how many policies there are."""
    if row["verdict"] in (EQUAL, SLIGHT, WITHIN):
        return str(row["verdict"])
    return str(row["verdict"]) + ("" if row["told"] else "*")


def pairs(count: float) -> str:
    """How many pairs would decide, in words; no end of them where the means are equal."""
    return f"about {float(f'{count:.2g}'):,.0f} pairs" if isfinite(count) else "more pairs than anybody can run"


def listed(names: Iterable[str], most: int = 0) -> str:
    """Names in code, the first ``most`` of them if it is not 0: ``a``, ``b`` and 3 others; nothing of none."""
    given = [f"`{name}`" for name in names]
    if most and len(given) > most + 1:
        return f"{', '.join(given[:most])} and {len(given) - most} others"
    return " and ".join(part for part in (", ".join(given[:-1]), *given[-1:]) if part)


def few(names: Sequence[str], rest: str) -> str:
    """Names of a cell, or where they are more than four their number and what they are: ``16 tied``."""
    return ", ".join(names) if len(names) <= FEW else f"{len(names)} {rest}"


def plural(count: int, noun: str) -> str:
    """``1 run``, ``2 runs``; nouns in y become ies."""
    many = noun[:-1] + "ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else many}"
