"""Torture: a sweep that is killed again and again and finished by two workers, against one that nothing disturbed.

``python -m experiments.sweeps.torture STUDY --kills 10``
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.files import digest
from experiments.sweeps.study import find

ROOT = Path(__file__).parents[2]


class Torn(NamedTuple):
    """What torture did: chunks that were there after each kill, all that there are, and those that differ."""

    kept: list[int]
    chunks: int
    differing: list[str]


def torture(study: str | Path, folder: Path, kills: int = 10, seed: int = 1) -> Torn:
    """Sweep a study once in peace, and once with a kill -9 at as many random moments of its work, then with two workers at once.

    Parameters
    ----------
    study : name or file of a study, one that takes much longer than its first chunk.
    folder : where both sweeps go, ``whole`` and ``torn``.
    seed : of the moments, which are as many chunks after a runner's start as leave about half of them for the workers, and a part of one.

    Raises RuntimeError with its message where a runner that nobody killed does not end well.
    """
    whole, torn = folder / "whole", folder / "torn"
    peaceful = _start(study, whole)
    began = _at_work(peaceful, whole)
    _finish(peaceful)
    seconds = time.monotonic() - began
    chunks, kept = len(_files(whole)), []
    rng = np.random.default_rng(seed)
    for _ in range(kills):
        runner = _start(study, torn)
        _at_work(runner, torn, int(rng.integers(1, max(chunks // kills, 2))))
        time.sleep(rng.uniform(0.0, seconds / chunks))
        runner.kill()
        runner.communicate()
        kept.append(len(_files(torn)))
    for runner in [_start(study, torn, f"{number}/2") for number in (1, 2)]:
        _finish(runner)
    if len(_files(torn)) < chunks:  # of a study with rounds, a worker leaves those that wait for others
        _finish(_start(study, torn))
    return Torn(kept, chunks, differing(whole, torn))


def differing(one: Path, other: Path) -> list[str]:
    """Names of the chunks that only one of two sweeps has, or that differ in any bit."""
    a, b = _chunks(one), _chunks(other)
    return sorted(name for name in {*a, *b} if a.get(name) != b.get(name))


def _chunks(folder: Path) -> dict[str, str]:
    return {file.name: digest(file) for file in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return list(folder.glob("runs/chunk-*.parquet"))


def _start(study: str | Path, folder: Path, worker: str = "1/1") -> subprocess.Popen[str]:
    sweep = ["sweep", str(find(study).resolve()), "--out", str(folder.resolve()), "--jobs", "1", "--worker", worker]
    command = [sys.executable, "-m", "experiments", *sweep]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _at_work(runner: subprocess.Popen[str], folder: Path, chunks: int = 1) -> float:
    """Wait until a runner has made so many chunks, or has ended; the time of that moment."""
    before = len(_files(folder))
    while runner.poll() is None and len(_files(folder)) < before + chunks:
        time.sleep(0.005)
    return time.monotonic()


def _finish(runner: subprocess.Popen[str]) -> None:
    _, said = runner.communicate()
    if runner.returncode:
        raise RuntimeError(f"a runner ended with {runner.returncode}: {said}")


def main() -> None:
    """Torture a study, print what came of it, and end with 1 where something differs."""
    parser = argparse.ArgumentParser(prog="python -m experiments.sweeps.torture", description=__doc__)
    parser.add_argument("study")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        torn = torture(given.study, Path(name), given.kills, given.seed)
    print(f"{given.kills} kills, after {', '.join(map(str, torn.kept))} chunks; of {torn.chunks} chunks {len(torn.differing)} differ")
    sys.exit(1 if torn.differing else 0)


if __name__ == "__main__":
    main()
