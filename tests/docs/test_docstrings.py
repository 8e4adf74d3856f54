"""Examples in docstrings run, and everything public has a docstring."""

import ast
import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(file for package in ("simulation", "scenarios", "experiments") for file in (ROOT / package).rglob("*.py"))
MODULES = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in FILES if file.name != "__main__.py"]
NEEDS = {"experiments.page_view": "solara"}
"""What a module needs of an extra that tests do without."""


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason="comes with an extra")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def public(node):
    """Public functions and classes, methods included, below a node of a syntax tree."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_everything_public_is_documented(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert [node.name for node in public(tree) if not ast.get_docstring(node)] == []
