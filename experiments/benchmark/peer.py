"""The peer: the same model written in the ordinary way for Mesa, found by its path, as it is no part of the package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import mesa

import simulation
from simulation.faults import Fault, ScenarioError

NAME = "OracleModel"
"""Class of the peer; it takes ``scenario``, ``seed``, ``replicate`` and ``measures``, True to collect every measure and False none."""
BESIDE = Path(simulation.__file__).parents[1] / "tests" / "oracle"
"""Where it lies in a source tree."""


def load_peer(path: Path | None = None) -> type[mesa.Model] | None:
    """The class of the peer in a package folder or a file; the one of the source tree by default, None where there is none.

    Raises
    ------
    ScenarioError
        where ``path`` holds no such class.
    """
    if path is None and not BESIDE.is_dir():
        return None
    file = (path or BESIDE).resolve()
    file = file / "__init__.py" if file.is_dir() else file
    if not file.is_file():
        raise _fault(path or BESIDE, "no such file or package")
    found = getattr(_module(file), NAME, None)
    if not (isinstance(found, type) and issubclass(found, mesa.Model)):
        raise _fault(file, f"no class {NAME} in it")
    return found


def _module(file: Path) -> ModuleType:
    """The file as a module of the name that its own imports use."""
    is_package = file.name == "__init__.py"
    name = file.parent.name if is_package else file.stem
    if name in sys.modules:
        if Path(getattr(sys.modules[name], "__file__", None) or ".").resolve() != file:
            raise _fault(file, f"a module {name!r} of another place is loaded")
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=[str(file.parent)] if is_package else None)
    if spec is None or spec.loader is None:
        raise _fault(file, "not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise _fault(file, f"{type(error).__name__}: {error}") from error
    return module


def _fault(path: Path, given: str) -> ScenarioError:
    return ScenarioError([Fault("--peer", str(path), given, f"a package folder or a Python file with a Mesa model {NAME}")])
