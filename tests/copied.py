"""A copy of the packages that a test may edit, each run in a process and with a cache of its own."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


class Copied:
    """The packages in ``folder``, and the cache beside them."""

    def __init__(self, folder: Path):
        self.code, self.cache = folder / "code", folder / "cache"
        for package in ("simulation", "scenarios", "experiments"):
            shutil.copytree(ROOT / package, self.code / package, ignore=shutil.ignore_patterns("__pycache__", "gallery", "figures"))

    @contextmanager
    def edited(self, file: str, old: str, new: str) -> Iterator[None]:
        """For a while, another text in a file of the copy for one that stands there once; for none, a text at its end."""
        text = (self.code / file).read_text(encoding="utf-8")
        assert not old or text.count(old) == 1, f"{file}: {old!r} stands there {text.count(old)} times"
        (self.code / file).write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
        try:
            yield
        finally:
            (self.code / file).write_text(text, encoding="utf-8")

    def run(self, script: str, *arguments: str, **environment: str) -> Any:
        """What ``script`` prints as its last line, read as JSON, in a new process that imports the copy."""
        ours = {"PYTHONPATH": str(self.code), "BLOCFORM_CACHE": str(self.cache), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, env=os.environ | ours | environment, cwd=self.code, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def compiled(self) -> set[tuple[str, int]]:
        """Folders of the cache that hold something compiled, and when it was written."""
        return {(file.relative_to(self.cache).parts[0], file.stat().st_mtime_ns) for file in self.cache.glob("**/*.nbi")}

    def depends(self, module: str, other: str) -> bool:
        """Whether a module imports another of the package, however indirectly."""
        found, waiting = set(), {module}
        while waiting:
            found |= waiting
            waiting = {below for name in waiting for below in self._imports(name)} - found
        return other in found

    def _imports(self, module: str) -> set[str]:
        path = self.code.joinpath(*module.split("."))
        file = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
        if not file.exists():  # a name of something else than a module
            return set()
        names: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        return {name for name in names if name.startswith("simulation.")}
