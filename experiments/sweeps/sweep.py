"""Sweeping: the chunks of a plan made one after the other, each written whole before the next begins."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol

import pyarrow as pa

from experiments.sweeps.chunk import Chunk, Maker
from experiments.sweeps.lock import Worker, locked
from experiments.sweeps.plan import Plan
from experiments.sweeps.rounds import rounds
from experiments.sweeps.store import Store

WHOLE: Worker = (1, 1)


@dataclass
class Standing:
    """How far a sweep is: runs that are finished and known of, those of them that were found when it started, and their outcomes."""

    runs: int = 0
    total: int = 0
    found: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    is_complete: bool = False

    @property
    def failed(self) -> int:
        """Finished runs that failed."""
        return self.runs - sum(self.outcomes.values())


class Make(Protocol):
    """Makes chunks, in any order."""

    def __call__(self, plan: Plan, chunks: Iterable[Chunk], tick: Callable[[int], None]) -> Iterator[tuple[Chunk, pa.Table]]: ...


def here(jobs: int = 1) -> Make:
    """Makes chunks in this process, in their order, one in each of so many threads; with several threads each where they are few.

    What stops the process takes with it the chunks in hand, one a thread.
    """
    makers: dict[tuple[int, int], Maker] = {}

    def make(plan: Plan, chunks: Iterable[Chunk], tick: Callable[[int], None]) -> Iterator[tuple[Chunk, pa.Table]]:
        wanted, stopped = list(chunks), Event()
        at_once = max(min(jobs, len(wanted)), 1)
        maker = makers.setdefault((id(plan), at_once), Maker(plan, jobs // at_once))

        def count(runs: int) -> None:
            if stopped.is_set():
                raise _StoppedError
            tick(runs)

        maker.compile()
        with ThreadPoolExecutor(at_once) as pool:
            try:
                given: deque[Future[pa.Table]] = deque()
                for k, chunk in enumerate(wanted):
                    given.extend(pool.submit(maker.make, other, count) for other in wanted[k + len(given) : k + at_once + 1])
                    yield chunk, given.popleft().result()
            finally:
                stopped.set()  # whoever goes no further, for a fault or an interruption, waits for no run but those in hand
                for waiting in given:
                    waiting.cancel()

    return make


class _StoppedError(Exception):
    """Nobody waits for the chunk any more."""


def sweep(
    plan: Plan,
    folder: Path,
    make: Make | None = None,
    worker: Worker = WHOLE,
    tell: Callable[[Standing], None] = lambda standing: None,
    tick: Callable[[int], None] = lambda runs: None,
) -> Standing:
    """Make every chunk of the plan that the folder does not hold yet.

    Parameters
    ----------
    make : who makes them, by default this process with one thread.
    worker : number and count of those who share the folder, each with its part of the chunks.
    tell : called with the standing when it is known and after every chunk.
    tick : called with the number of runs, 1, after every run of this process.

    Returns
    -------
    Standing
        complete when every chunk of the sweep is there; not where others still have to make theirs.

    Raises
    ------
    SweepError
        where the folder holds another sweep, or somebody else works in it.
    OSError
        where a chunk cannot be written; those that are there stay good, and the next start goes on from them.
    """
    store, standing = Store(folder), Standing()
    make = make or here()
    with locked(folder, worker):
        store.open(plan, ["blocform", *sys.argv[1:]])

        def read(chunks: list[Chunk]) -> pa.Table:
            return pa.concat_tables(store.table(chunk.number, plan.digest) for chunk in chunks)

        for chunks in rounds(plan, read):
            standing.total += sum(len(chunk.row) for chunk in chunks)
            known = standing.runs
            missing = _missing(store, plan, chunks, standing)
            standing.found += standing.runs - known
            tell(standing)
            ours = [chunk for chunk in missing if _is_of(worker, chunk)]
            store.clear(ours)
            for chunk, table in make(plan, ours, tick):
                store.keep(chunk, table, plan.digest)
                _count(standing, table)
                tell(standing)
            if _missing(store, plan, [chunk for chunk in missing if not _is_of(worker, chunk)], standing):
                return standing
    standing.is_complete = True
    return standing


def _missing(store: Store, plan: Plan, chunks: list[Chunk], standing: Standing) -> list[Chunk]:
    """Chunks without a sound file; those with one are counted."""
    missing = []
    for chunk in chunks:
        table = store.finished(chunk, plan.digest)
        if table is None:
            missing.append(chunk)
        else:
            _count(standing, table)
    return missing


def _is_of(worker: Worker, chunk: Chunk) -> bool:
    number, of = worker
    return chunk.number % of == number - 1


def _count(standing: Standing, table: pa.Table) -> None:
    standing.runs += len(table)
    standing.outcomes.update(table["outcome"].drop_null().to_pylist())
