"""Chunks made by a Dask cluster: the workers only compute, this process writes what they send back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.sweeps.chunk import Chunk, Maker
from experiments.sweeps.plan import Plan
from experiments.sweeps.store import SweepError
from experiments.sweeps.sweep import Make
from simulation.faults import Fault, StudyError

AHEAD = 3
"""Chunks that wait at the cluster for each of its threads, so that none is idle and few are lost with it."""
_LOCK = Lock()


def on_cluster(address: str) -> Make:
    """Makes chunks on the cluster at an address, as ``tcp://127.0.0.1:8786``; needs the extra ``dask``.

    A worker that dies loses its chunk to another, as often as the scheduler allows it (three times by default). Raises StudyError for
    something else than an address, SweepError where the cluster cannot be reached or goes away, or where its workers have other rules
    than this process.
    """

    if not re.fullmatch(r"(tcp|tls)://\S+:\d+", address):
        raise StudyError([Fault("--dask", "ADDRESS", address, "the address of a scheduler, as tcp://127.0.0.1:8786")])

    def make(plan: Plan, chunks: Iterable[Chunk], tick: Callable[[int], None]) -> Iterator[tuple[Chunk, pa.Table]]:
        try:
            from distributed import Client, as_completed
            from distributed.client import FutureCancelledError
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise SweepError("--dask needs the extra `dask`: pip install 'blocform[dask]'") from None
        waiting = iter(chunks)
        try:
            with Client(address, timeout="10s", set_as_default=False) as client:
                text = json.dumps(plan.plain())  # with every chunk: data given to the cluster once dies with the worker that holds it

                def submit(chunk: Chunk) -> Any:
                    sent = (chunk.number, chunk.row.tolist(), chunk.replicate.tolist())
                    return client.submit(_make, text, plan.digest, sent, pure=False, key=f"chunk-{chunk.number}-{plan.digest}")

                ahead = AHEAD * max(sum(client.nthreads().values()), 1)
                given = {future.key: (future, chunk) for chunk in islice(waiting, ahead) for future in [submit(chunk)]}
                queue = as_completed([future for future, _ in given.values()], loop=client.loop)
                for future in queue:
                    table = future.result()
                    _, chunk = given.pop(future.key)
                    tick(len(table))
                    yield chunk, table
                    for following in islice(waiting, 1):
                        new = submit(following)
                        given[new.key] = new, following
                        queue.add(new)
        except (ImportError, OSError, TimeoutError, KilledWorker, FutureCancelledError) as error:
            raise SweepError(
                f"the cluster at {address}: {error}; finished chunks are kept, and the same command goes on from them"
            ) from error

    return make


def _make(text: str, digest: str, sent: tuple[int, list[int], list[int]]) -> pa.Table:
    """On a worker: the table of a chunk."""
    with _LOCK:  # a worker may have several threads, and compiling is for one
        maker = _maker(text)
        maker.compile()
    if maker.plan.digest != digest:
        raise SweepError("a worker of the cluster has other rules, scenarios or versions than the process that asks it")
    number, row, replicate = sent
    return maker.make(Chunk(number, np.array(row), np.array(replicate)))


@lru_cache(maxsize=4)
def _maker(text: str) -> Maker:
    return Maker(Plan.from_plain(json.loads(text)))
