"""Phases of a sweep: shares of the outcome classes over one or two factors, where a class prevails, and where that turns.

The cells of a phase diagram are a long table: its factors, ``class``, ``count`` of ``runs``, and ``share`` with the ends
``low`` and ``high`` of its 95 % interval (Wilson 1927), a row a class; a cell without a run has no rows.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from experiments.analysis.intervals import wilson
from simulation.faults import BlocformError, unknown
from simulation.outcome import CLASSES

GRID = 25
"""Most distinct values of a numeric factor that count as a grid; more are samples, and cut into bins."""
UNDECIDED = "undecided"
"""Verdict on a cell whose two most frequent classes are within noise of each other."""
COLUMNS = ("class", "count", "runs", "share", "low", "high")
"""What cells say beside their factors."""
TAKEN = ("outcome", *COLUMNS, "second", "verdict", "hatched")
"""Names that no factor may have."""


def shares_over(table: pd.DataFrame, x: str, y: str | None = None, bins: int = 10, log: Collection[str] = ()) -> pd.DataFrame:
    """Cells of a phase diagram over one or two factors of a table of runs, in order of the factors and then of ``CLASSES``.

    Parameters
    ----------
    table : a row a run, with a column a factor and ``outcome`` with the name of its class; not empty.
    x, y : names of the factors. Numbers of at most ``GRID`` distinct values, categories, text and truth values are taken as they
        are; other numbers fall into bins of equal width over their range, and the cells hold the middle of the bin.
    bins : how many; 1 or more. Bins in which no run falls have no cell.
    log : factors, above 0, whose bins are of equal width in their logarithm.

    Raises ``BlocformError`` for a table, name, class or number of bins that is none of these, and for values that are missing or
    not finite.
    """
    factors = [x] if y is None else [x, y]
    _check(table, factors, bins)
    levels = [_levels(table[name], bins, name in log) for name in factors]
    hits = pd.DataFrame({name: table["outcome"] == name for name in CLASSES})
    counts = hits.groupby(levels, observed=True, sort=True).sum().rename_axis(columns="class")
    cells = counts.stack().rename("count").reset_index()
    cells["runs"] = np.repeat(counts.sum(axis=1).to_numpy(), len(CLASSES))
    cells["share"] = cells["count"] / cells["runs"]
    cells["low"], cells["high"] = wilson(cells["count"], cells["runs"])
    return cells


def factors_of(cells: pd.DataFrame) -> list[str]:
    """Names of the one or two factors of cells; raises ``BlocformError`` where they are no cells of a phase diagram."""
    names = list(cells.columns)
    missing = [name for name in COLUMNS if name not in names]
    if missing or cells.empty or names.index("class") not in (1, 2):
        raise BlocformError(f"cells are given with columns {names} and {len(cells)} rows, allowed: what shares_over returns")
    return names[: names.index("class")]


def boundary(cells: pd.DataFrame, name: str, level: float = 0.5) -> pd.DataFrame:
    """Where the share of a class crosses a level along the first factor, which is numeric: a row a crossing, for each value of the other.

    The columns are the second factor if there is one, the first with the crossing by linear interpolation between the cells, and
    its 95 % interval ``low`` to ``high``: where the ends of the intervals of the share cross in the same direction, nan where they
    do not within the range. Where the share never crosses is one row of nan. A share at the level counts as above it.

    Raises ``BlocformError`` for an unknown class, a level outside 0 to 1 and a first factor that is no number.
    """
    x, *y = factors_of(cells)
    if name not in CLASSES:
        raise BlocformError(str(unknown("boundary", "class", name, CLASSES)))
    if not 0.0 < level < 1.0:
        raise BlocformError(f"boundary: level is given {level!r}, allowed: above 0 and below 1")
    if not is_number(cells[x]):
        raise BlocformError(f"boundary: factor {x!r} is a category, allowed: a number, along which one can interpolate")
    of_class = cells[cells["class"] == name]
    groups = of_class.groupby(y[0], observed=True) if y else [((), of_class)]
    rows = [(value, *crossing) if y else crossing for value, line in groups for crossing in _crossings(line, x, level)]
    return pd.DataFrame(rows, columns=[*y, x, "low", "high"])


def dominant(cells: pd.DataFrame) -> pd.DataFrame:
    """The most frequent class of every cell, and whether the runs tell it from the second.

    A row a cell, of the columns of cells with those of the first class, the ``second`` class, and ``verdict``, which is the class
    where its interval lies above that of the second, and ``UNDECIDED`` where the two meet. Of equal shares the first in the
    order of ``CLASSES`` comes first, undecided.
    """
    factors = factors_of(cells)
    ranked = cells.sort_values("share", ascending=False, kind="stable").groupby(factors, observed=True, sort=True)
    first, second = ranked.nth(0).set_index(factors).sort_index(), ranked.nth(1).set_index(factors).sort_index()
    found = first[list(COLUMNS)].assign(second=second["class"])
    found["verdict"] = found["class"].where(first["low"] > second["high"], UNDECIDED)
    return found.reset_index()


def is_number(values: pd.Series) -> bool:
    """Whether a factor is a number, along which there are distances; truth values are not."""
    return is_numeric_dtype(values) and not is_bool_dtype(values)


def _check(table: pd.DataFrame, factors: list[str], bins: int) -> None:
    for name in [*factors, "outcome"]:
        if name not in table.columns:
            raise BlocformError(str(unknown("phases", "column", name, table.columns)))
    if len(set(factors)) < len(factors) or set(TAKEN) & set(factors):
        raise BlocformError(f"phases over {factors}, allowed: two different factors, none called {', '.join(TAKEN)}")
    if table.empty:
        raise BlocformError("phases of a table without rows, allowed: a row a run")
    if not isinstance(bins, int | np.integer) or bins < 1:
        raise BlocformError(f"phases: bins is given {bins!r}, allowed: a whole number, 1 or more")
    if others := set(table["outcome"]) - set(CLASSES):
        raise BlocformError(str(unknown("phases", "outcome", min(others, key=str), CLASSES)))


def _levels(values: pd.Series, bins: int, is_log: bool = False) -> pd.Series:
    """A factor as its cells hold it: itself, or the middle of the bin."""
    if values.isna().any() or (is_number(values) and not np.isfinite(values.to_numpy(dtype=float)).all()):
        raise BlocformError(f"factor {values.name!r} has values that are missing or not finite, allowed: none")
    if not is_number(values) or values.nunique() <= GRID:
        return values
    if is_log:
        if values.min() <= 0:
            raise BlocformError(f"factor {values.name!r} has values of 0 or below, which have no logarithm, allowed: above 0")
        return np.exp(_levels(np.log(values), bins))
    low, high = float(values.min()), float(values.max())
    index = np.minimum(np.floor((values - low) / (high - low) * bins), bins - 1)
    return low + (index + 0.5) * (high - low) / bins


def _crossings(line: pd.DataFrame, x: str, level: float) -> list[tuple[float, float, float]]:
    """Crossings of a share with the level along x, each with its interval; one of nan if there is none."""
    line = line.sort_values(x)
    along = line[x].to_numpy(dtype=float)
    share, low, high = (_passes(along, line[column].to_numpy(), level) for column in ("share", "low", "high"))
    found = []
    for place, rises in zip(*share, strict=True):
        # A rising share may have passed the level as early as its upper end does and as late as its lower; a falling one inversely.
        early, late = (high, low) if rises else (low, high)
        before = early[0][(early[1] == rises) & (early[0] <= place)]
        after = late[0][(late[1] == rises) & (late[0] >= place)]
        found.append((place, before.max(initial=-np.inf), after.min(initial=np.inf)))
    return [tuple(float(v) if np.isfinite(v) else np.nan for v in crossing) for crossing in found] or [(np.nan, np.nan, np.nan)]


def _passes(along: np.ndarray, height: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Where a line passes a level, and whether it rises there."""
    above = height >= level
    k = np.flatnonzero(above[1:] != above[:-1])
    part = (level - height[k]) / (height[k + 1] - height[k])
    return along[k] + part * (along[k + 1] - along[k]), above[k + 1]
