"""The machine: what it is, how busy it is, how much memory this process has taken, and how fast it could calculate."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from simulation import chance, numerics
from simulation.compiled import ARITHMETIC

LIBRARIES = ("numba", "llvmlite", "mesa", "numpy")
"""Libraries whose version is told."""
_LENGTH = 1024
_REPEATS = 7
_CHAINS = (2, 3, 4, 6)
_MIB = 1024.0**2


def machine() -> dict[str, Any]:
    """Processor, cores that this process may use, load (runnable processes over a minute), versions, and the date."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": os.getloadavg()[0],
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def peak_memory() -> float:
    """MiB that this process has held at most.

    Where the system tells (``VmHWM`` on Linux) that of this program alone; ``ru_maxrss`` counts that of the parent before it too.
    """
    found = _status("VmHWM")
    if found is not None:
        return found
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (_MIB if sys.platform == "darwin" else 1024.0)


def memory() -> float | None:
    """MiB that this process holds now; None where the system does not tell."""
    return _status("VmRSS")


def speeds() -> dict[str, float]:
    """Nanoseconds of one operation where nothing else is in the way, by kind (``operations.KINDS``), the best of several tries.

    Arrays of 1024 numbers, 8 KiB, stay in the first cache. ``arithmetic``: as many multiplications as additions, every element a
    chain of its own, of the lengths tried the fastest, compiled with the settings of the rules, so without fused multiply-adds;
    ``divisions``, ``exp``, ``log`` and ``draws``: one an element. What becomes vector instructions is up to the compiler, as it is
    for the rules.
    """
    values, key, ids = np.linspace(0.5, 1.5, _LENGTH), np.array([1, 0], np.int64), np.arange(_LENGTH)
    arithmetic = min(_fastest(_chains(length), values.copy()) / (2 * length) for length in _CHAINS)
    return {
        "arithmetic": arithmetic,
        "comparisons": arithmetic,
        "divisions": _fastest(_quotients, values.copy()),
        "exp": _fastest(_exponentials, values, values.copy()),
        "log": _fastest(_logarithms, values, values.copy()),
        "draws": _fastest(_draws, key, ids, values.copy()),
    }


def _fastest(kernel: Callable[..., None], *arguments: Any) -> float:
    """Nanoseconds an element that the kernel takes in the best of several tries of some milliseconds."""
    kernel(*arguments, 1)
    times, least = 1, np.inf
    while True:
        began = time.perf_counter()
        kernel(*arguments, times)
        if time.perf_counter() - began > 0.005:
            break
        times *= 2
    for _ in range(_REPEATS):
        began = time.perf_counter()
        kernel(*arguments, times)
        least = min(least, time.perf_counter() - began)
    return 1e9 * least / (times * _LENGTH)


def _chains(length: int) -> Callable[..., None]:
    @njit(**ARITHMETIC)
    def chains(values, times):
        for _ in range(times):
            for k in range(len(values)):
                x = values[k]
                for _ in range(length):
                    x = x * 0.75 + 0.25
                values[k] = x

    return chains


@njit(**ARITHMETIC)
def _quotients(values, times):
    for _ in range(times):
        for k in range(len(values)):
            values[k] = 1.5 / values[k]


@njit(**ARITHMETIC)
def _exponentials(values, out, times):
    for t in range(times):
        for k in range(len(values)):
            out[k] = numerics.exp(values[k] - t)


@njit(**ARITHMETIC)
def _logarithms(values, out, times):
    for t in range(times):
        for k in range(len(values)):
            out[k] = numerics.log(values[k] + t)


@njit(**ARITHMETIC)
def _draws(key, ids, out, times):
    for t in range(times):
        for k in range(len(ids)):
            out[k] = chance.uniform(key, t, chance.TIE_NOISE, ids[k], ids[k] + 1, 0)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    found = dict(tuple(part.strip() for part in line.split(":", 1)) for line in lines if ":" in line)
    name = found.get("model name", platform.machine())
    return f"{name} at {float(found['cpu MHz']) / 1000:.1f} GHz" if "cpu MHz" in found else name


def _status(entry: str) -> float | None:
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((float(line.split()[1]) / 1024.0 for line in lines if line.startswith(f"{entry}:")), None)
