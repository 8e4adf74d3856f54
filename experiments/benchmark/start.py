"""Cold and warm start: seconds from a new process to the first result, with nothing compiled and with everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import simulation
from simulation.faults import BlocformError

WARM = 3
"""Warm starts, of which the fastest counts."""

_FIRST = "import scenarios, simulation; simulation.run(scenarios.load('axis-2022'))"
_TELL = """
import json, time
done = time.time()
from experiments.benchmark.machine import peak_memory
print(json.dumps([done, peak_memory()]))
"""
_IMPORT = "import scenarios, simulation"


def starts() -> dict[str, Any]:
    """Seconds on the wall of a process that runs axis-2022 once, from its start to its result.

    ``cold`` has an empty cache of compiled rules, so that every one is compiled, ``warm`` finds them all (the fastest of three);
    ``compiling`` is the difference. ``importing`` is what of it the interpreter and the imports take. ``peak`` is the most MiB that
    the process held when warm, ``peak_cold`` when cold. Python's own bytecode is there in all cases.
    """
    with tempfile.TemporaryDirectory(prefix="blocform-bench-") as folder:
        return _starts(Path(folder))


def _starts(cache: Path) -> dict[str, Any]:
    cold, peak_cold = _seconds(_FIRST, cache)
    warm, peak = min(_seconds(_FIRST, cache) for _ in range(WARM))
    importing = min(_seconds(_IMPORT, cache)[0] for _ in range(WARM))
    return {"cold": cold, "warm": warm, "compiling": cold - warm, "importing": importing, "peak": peak, "peak_cold": peak_cold}


def _seconds(code: str, cache: Path) -> tuple[float, float]:
    """Seconds until a process of its own has run the code, and the MiB that it held at most."""
    root = str(Path(simulation.__file__).parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environment |= {"PYTHONPATH": os.pathsep.join(paths), "BLOCFORM_CACHE": str(cache)}
    began = time.time()
    said = subprocess.run([sys.executable, "-c", code + _TELL], env=environment, capture_output=True, text=True, check=False)
    if said.returncode:
        raise BlocformError(f"a process that runs {code!r} failed: {said.stderr.strip().splitlines()[-1:]}")
    done, peak = json.loads(said.stdout.splitlines()[-1])
    return done - began, peak
