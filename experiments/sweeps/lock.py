"""Who works in a folder: a lock that the system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from experiments.sweeps.store import SweepError

try:
    import fcntl
except ImportError:  # a system without them: two runners there do work twice, and nothing else
    fcntl = None  # type: ignore[assignment]

Worker = tuple[int, int]
"""Number of a worker, from 1, and how many there are."""


@contextmanager
def locked(folder: Path, worker: Worker) -> Iterator[None]:
    """Hold the part of a worker in a folder; raises SweepError where another process holds it, or divides the work by another number."""
    number, of = worker
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".lock-{number}-of-{of}").open("a+", encoding="utf-8") as own:
        if not _take(own):
            raise _busy(folder, Path(own.name))
        # Its own lock first and then a look round: of two that start at once, one sees the other.
        for other in folder.glob(".lock-*"):
            if not other.name.endswith(f"-of-{of}") and _is_held(other):
                raise _busy(folder, other)
        own.truncate(0)
        own.write(f"process {os.getpid()} on {socket.gethostname()}")
        own.flush()
        yield


def _take(file: IO[str]) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # a file system without locks: two runners there do work twice, and nothing else
    return True


def _is_held(file: Path) -> bool:
    with file.open("a+", encoding="utf-8") as opened:
        return not _take(opened)


def _busy(folder: Path, lock: Path) -> SweepError:
    who = lock.read_text(encoding="utf-8", errors="replace") or "it has just started"
    return SweepError(f"{folder}: another runner works in this folder ({who}); let it finish, or give each a part of as many with --worker")
