"""Who works in a folder: a lock that the system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.sweeps.store import SweepError

try:
    import fcntl
except ImportError:  # a system without them: two runners there do work twice, and nothing else
    fcntl = None  # type: ignore[assignment]

Worker = tuple[int, int]
"""Number of a worker, from 1, and how many there are."""


@contextmanager
def locked(folder: Path, worker: Worker) -> Iterator[None]:
    """Hold the part of a worker in a folder; raises SweepError where another process holds it, or the whole folder, or parts of it."""
    number, of = worker
    folder.mkdir(parents=True, exist_ok=True)
    whole = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    own = os.open(folder / f".lock-{number}-of-{of}", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(whole, shared=of > 1, folder=folder)
        _take(own, shared=False, folder=folder)
        os.truncate(own, 0)
        os.write(own, f"process {os.getpid()} on {socket.gethostname()}".encode())
        yield
    finally:
        os.close(own)
        os.close(whole)


def _take(file: int, shared: bool, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        there = [note for name in sorted(folder.glob(".lock-*")) if (note := name.read_text(encoding="utf-8", errors="replace"))]
        said = f" ({'; '.join(there)})" if there else ""
        raise SweepError(f"{folder}: another runner works in this folder{said}; let it finish, or give each a part with --worker") from None
    except OSError:
        pass  # a file system without locks: two runners there do work twice, and nothing else
