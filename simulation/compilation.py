"""Compiled entries: every rule and measure on its own, kept on disk under a hash of all that it depends on.

An entry is a C function of three words, the address of a frame (``memory.frame_view``) and a range of states
or months. The name of its folder is a hash of the text of every module of the package that the function
imports, of the file of a user's rule, of the layout of the frame and of the versions of compiler and
interpreter, so that an edited rule is never answered by an old binary, and an edit compiles nothing but
what imports it.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import platform
import re
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
from numba import cfunc, types
from numba.core.errors import NumbaError, UnsupportedBytecodeError

from simulation.compiled import ARITHMETIC, compiled, inlined
from simulation.faults import BlocformError
from simulation.memory import View, at

_LOADED: dict[Path, Any] = {}
"""Callbacks of this process by folder: programs share the entries that they have in common."""

SIGNATURE = types.void(types.intp, types.intp, types.intp)
"""Of an entry: the address of the frame, the first and the last but one of a range."""


class Entry:
    """The compiled entry of one function.

    Parameters
    ----------
    text : Python text that defines ``enter(address, first, last)``, in which the function is called by its name
        and ``frame_at(address)`` is the frame.
    function : the function.
    frame : the view of the frame.
    number : what a function of the user's leaves in ``failed`` of the frame where it raises an exception.
    """

    def __init__(self, text: str, function: Callable[..., Any], frame: View, number: int = 0):
        self.text = text
        self.function = function
        self.frame = frame
        self.number = number

    @property
    def is_ours(self) -> bool:
        """Whether the function is one of the package; those raise no exceptions and make no arrays."""
        return self.function.__module__.startswith("simulation.")

    @cached_property
    def digest(self) -> str:
        """Hash of every text and version that the entry depends on."""
        parts = [self.text, str(self.number), self.function.__name__, self.frame.layout, *_versions()]
        if self.is_ours:
            imported = frozenset([self.function.__module__])
        else:
            parts.append(inspect.getsource(inspect.getmodule(self.function) or self.function))
            imported = _imported_by(textwrap.dedent(parts[-1]))
        parts += [_text(name) for name in sorted(_with_below(imported | {__name__}))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    @cached_property
    def plain(self) -> Callable[[Any, int, int], None]:
        """The entry run by the interpreter; its address is the frame itself."""
        return _executed(self.text, "<simulation.compilation>", {self.function.__name__: self.function, "frame_at": lambda frame: frame})

    @property
    def folder(self) -> Path:
        """Where the entry is kept."""
        return cache_folder() / f"{self.function.__name__}-{self.digest}"

    @property
    def is_cached(self) -> bool:
        """Whether a compiled copy waits on disk."""
        return any(self.folder.glob("**/*.nbi"))

    @cached_property
    def callback(self) -> Any:
        """The entry as a callback of Numba, with an ``address`` and as ``ctypes``; raises BlocformError where it cannot be compiled."""
        if self.folder not in _LOADED:
            _LOADED[self.folder] = self._compiled()
        return _LOADED[self.folder]

    def _compiled(self) -> Any:
        text = self.text if self.is_ours else _guarded(self.text, self.number)
        file = _written(self.folder / "entry.py", text)
        function = inlined(self.function) if self.is_ours else compiled(self.function)
        enter = _executed(text, str(file), {self.function.__name__: function, "frame_at": at(self.frame)})
        options = ARITHMETIC | {"_nrt": not self.is_ours}
        try:
            return cfunc(SIGNATURE, cache=file.exists(), **options)(enter)
        except (NumbaError, UnsupportedBytecodeError) as error:
            name = self.function.__name__
            raise BlocformError(f"{name} cannot be compiled; it is plain Python that the compiler does not know: {_said(error)}") from error


def _said(error: Exception) -> str:
    """What the compiler says of the user's text, in a line: its reason, and the line of the file."""
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines()]
    reason = next((line for line in lines if line and not line.startswith("Failed in nopython")), type(error).__name__)
    place = next((match[1] for line in lines if (match := re.search(r"<blocform_user_\w+>\W+line (\d+)", line))), "")
    return f"{reason} (line {place})" if place else reason


def _guarded(text: str, number: int) -> str:
    """The text with an exception noted in the frame, because a C function cannot hand it on."""
    first, *rest = text.splitlines()
    inside = "".join(f"    {line}\n" for line in rest)
    return f"{first}\n    try:\n{inside}    except Exception:\n        frame_at(address).failed[0] = {number}\n"


def _executed(text: str, file: str, names: dict[str, Any]) -> Any:
    """The entry that the text defines."""
    namespace = {"__name__": __name__} | names  # a module that Numba finds again when it loads the entry
    exec(compile(text, file, "exec"), namespace)
    return namespace["enter"]


def _versions() -> tuple[str, ...]:
    return platform.python_version(), platform.machine(), numba.__version__, llvmlite.__version__, np.__version__


@cache
def _text(module: str) -> str:
    return inspect.getsource(sys.modules[module])


@cache
def _imported_by(text: str) -> frozenset[str]:
    """Modules of the package that a text imports."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return frozenset(name for name in found if name.startswith("simulation.") and name in sys.modules)


@cache
def _with_below(names: frozenset[str]) -> frozenset[str]:
    """Modules of the package, and all of it that they import, however indirectly."""
    found: set[str] = set()
    waiting: Iterable[str] = names
    while waiting:
        found |= set(waiting)
        waiting = {below for name in waiting for below in _imported_by(_text(name))} - found
    return frozenset(found)


def cache_folder() -> Path:
    """Where compiled entries are kept: BLOCFORM_CACHE, else the user's cache folder, else a temporary one."""
    given = os.environ.get("BLOCFORM_CACHE")
    if given:
        return Path(given)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "blocform" if os.access(home if home.exists() else home.parent, os.W_OK) else Path(tempfile.gettempdir()) / "blocform"


def can_keep() -> bool:
    """Whether compiled entries can be kept on disk."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _written(file: Path, text: str) -> Path:
    """``file`` with ``text``, written aside and renamed so that no other process sees half of it."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_suffix(f".{os.getpid()}")
            aside.write_text(text, encoding="utf-8")
            aside.replace(file)
    except OSError:
        pass  # without a place to write to the entry is compiled anew each time
    return file
