"""Rounds of a sweep: all its runs at once, or more replicates as long as an interval is too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from experiments.sweeps.chunk import Chunk
from experiments.sweeps.plan import Plan
from experiments.sweeps.stopping import Precision
from simulation.outcome import CLASSES

Read = Callable[[list[Chunk]], pa.Table]
"""Gives the runs of finished chunks."""


def rounds(plan: Plan, read: Read) -> Iterator[list[Chunk]]:
    """The chunks of a sweep, round by round; those of a round are known once all before are finished.

    The first round has the replicates of the study, or those below which no precision is judged. Which rows go on after it follows
    from the results alone, so that every worker, and every start after an interruption, finds the same rounds.
    """
    precision = plan.study.precision
    rows = np.arange(len(plan))
    if precision is None:
        assert plan.study.replicates is not None
        yield _chunks(rows, 0, plan.study.replicates, plan.study.chunk, 0)
        return
    done = _chunks(rows, 0, precision.floor, plan.study.chunk, 0)
    yield done
    replicates = precision.floor
    while replicates < precision.ceiling:
        rows = rows[~_decided(plan, rows, read(done))]
        if not len(rows):
            return
        more = min(precision.step, precision.ceiling - replicates)
        made = _chunks(rows, replicates, more, plan.study.chunk, len(done))
        yield made
        done, replicates = [*done, *made], replicates + more


def _chunks(rows: np.ndarray, first: int, replicates: int, size: int, number: int) -> list[Chunk]:
    """All rows with their replicates from ``first``, replicate by replicate, so that a sweep that stops early has every row alike."""
    runs = len(rows) * replicates
    found = []
    for k, start in enumerate(range(0, runs, size)):
        run = np.arange(start, min(start + size, runs))
        found.append(Chunk(number + k, rows[run % len(rows)], first + run // len(rows)))
    return found


def _decided(plan: Plan, rows: np.ndarray, table: pa.Table) -> np.ndarray:
    """Which of the rows need no more replicates: their interval, or that of the two policies' difference, is narrow enough.

    Rows that differ by nothing but their policy go on together. A run that failed decides nothing: its row goes on to the ceiling.
    """
    wanted = plan.study.precision
    assert wanted is not None
    precision = Precision(wanted.half_width, wanted.relative, wanted.floor, ceiling=wanted.ceiling)
    values, is_share = _values(wanted.measure, rows, table)
    if wanted.policies is None:
        return _reached(values, precision, is_share)
    policies = list(plan.study.policies)
    places = np.stack(np.unravel_index(rows, plan.sizes))
    first, second = (places[1] == policies.index(name) for name in wanted.policies)
    others = places[[0, 2, 3]]  # equal in number and order for every policy, as rows of one place go on together
    narrow = _reached(values[second] - values[first], precision, False)
    decided = {tuple(place): done for place, done in zip(others[:, first].T.tolist(), narrow, strict=True)}
    return np.array([decided[tuple(place)] for place in others.T.tolist()])


def _values(measure: str, rows: np.ndarray, table: pa.Table) -> tuple[np.ndarray, bool]:
    """The measure of each row and replicate, nan where a run failed, and whether it is 1 for runs of a class and 0 for others."""
    is_share = measure in CLASSES
    column = table["outcome" if is_share else measure].to_pandas()
    numbers = (column == measure).to_numpy(float) if is_share else column.to_numpy(float, na_value=np.nan)
    numbers = np.where(table["failure"].to_pandas().isna(), numbers, np.nan)
    row, replicate = table["row"].to_numpy(), table["replicate"].to_numpy()
    order = np.lexsort((replicate, row))
    order = order[np.isin(row[order], rows)]
    return numbers[order].reshape(len(rows), -1), is_share


def _reached(values: np.ndarray, precision: Precision, is_share: bool) -> np.ndarray:
    """Whether the replicates of each row are enough; never where a run failed."""
    whole = np.isfinite(values).all(axis=1)
    enough = np.zeros(len(values), bool)
    if whole.any():
        enough[whole] = precision.reached(values[whole], "share" if is_share else "mean")
    return enough
