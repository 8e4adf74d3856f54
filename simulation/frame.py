"""The frame: all that an entry of a rule, a measure or the loop may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import types

from simulation.events import no_log
from simulation.memory import IMPOSED, WORLD, View


class Taken(NamedTuple):
    """What the loop takes down: arrays to fill, each without rows where it is not wanted.

    ``record`` (months + 1, measures), of which ``columns`` are filled; ``log`` as in ``simulation.events``; ``core`` the rows
    of the states whose ``membership`` (months + 1, core), ``tie`` and ``trust`` (months + 1, core, core) are traced.
    """

    record: np.ndarray
    columns: np.ndarray
    log: np.ndarray
    core: np.ndarray
    membership: np.ndarray
    tie: np.ndarray
    trust: np.ndarray

    @classmethod
    def of(
        cls,
        record: np.ndarray,
        log: np.ndarray | None = None,
        core: Sequence[int] | np.ndarray = (),
        months: int = -1,
        columns: Sequence[int] | None = None,
    ) -> Taken:
        """With that record, all its columns where none are named; a log, and traces of ``months``, where they are wanted."""
        wanted = np.array(range(record.shape[1]) if columns is None else columns, np.int64)
        size = len(core)
        traces = (np.zeros((months + 1, *(size,) * axes)) for axes in (1, 2, 2))
        return cls(record, wanted, no_log() if log is None else log, np.array(core, np.int64), *traces)


class Frame(NamedTuple):
    """All that an entry may ask for.

    ``rules`` and ``states`` are ranges; ``failed`` the number of the user's rule that raised an exception, 0 while none has; the rest
    of the names are entries to call.
    """

    world: Any
    start: Any
    imposed: Any
    p: Any
    record: Any
    columns: Any
    log: Any
    core: Any
    membership: Any
    tie: Any
    trust: Any
    rules: Any
    states: Any
    failed: Any
    at_start: Any
    in_month: Any
    measures: Any


def frame_view(p: View) -> View:
    """The view of a frame: t months and k measures of the record, z of them filled, e rows and l columns of the log, y months, x states."""
    number, count = types.float64, types.int64
    fields = Frame(
        (WORLD, ""), (WORLD, ""), (IMPOSED, ""), (p, ""), (number, "tk"), (count, "z"), (number, "el"), (count, "x"), (number, "yx"),
        (number, "yxx"),
        (number, "yxx"), (count, "2"), (count, "2"), (count, "1"), (count, "a"), (count, "b"), (count, "k"),
    )  # fmt: skip
    return View(f"frame {p.name}", "tkzelyxab", fields._asdict())
