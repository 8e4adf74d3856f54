"""Telling a function that never comes to an end, before anything waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from simulation.faults import BlocformError

MOST = 1_000_000
"""Lines that a function may execute in one call; rules of the package stay below a thousandth of it on the same worlds."""


@contextmanager
def limited(function: Callable[..., Any], most: int = MOST) -> Iterator[None]:
    """Within the block, raise ``BlocformError`` once the lines of the function's file that were executed exceed ``most``."""
    file, executed = function.__code__.co_filename, 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal executed
        executed += event == "line"
        if executed > most:
            raise BlocformError(f"it executes more than {most:,} lines; does a loop never end, near line {frame.f_lineno}?")
        return line

    before = sys.gettrace()
    sys.settrace(lambda frame, event, _: line if frame.f_code.co_filename == file else None)
    try:
        yield
    finally:
        sys.settrace(before)
