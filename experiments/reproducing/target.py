"""A target: a published source, the tables it needs, and how its numbers are made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from experiments.reproducing.finding import Finding
from experiments.reproducing.folder import Folder


@dataclass(frozen=True)
class Target:
    """``name`` of its folder, ``source`` in short, ``what`` is made again, the ``files`` without which it cannot be.

    ``label`` says how closely the numbers can be asked for: *exact* (data and answer are finite), *formula* (a closed form, but for
    numerics and sampling), *approximate* (printed digits, readings or sampling limit it).
    """

    name: str
    source: str
    what: str
    label: Literal["exact", "formula", "approximate"]
    files: tuple[str, ...]
    findings: Callable[[Folder], Iterable[Finding]]
