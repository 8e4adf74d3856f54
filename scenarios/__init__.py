"""Scenarios that ship, and reading of anybody's: a folder with ``scenario.toml`` and CSV tables.

>>> import scenarios
>>> scenarios.load("ten-states").head.start
'1900-01'
"""

from scenarios.folder import load, names

__all__ = ["load", "names"]
