"""From a folder to a checked scenario, a base and its differences included."""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from simulation.faults import Fault, ScenarioError, nearest, unknown
from simulation.rows import Row
from simulation.scenario import Scenario
from simulation.tables import TABLES

HERE = Path(__file__).parent
_KEYS = {table.name: table.keys for table in TABLES} | {"states": ("id",)}


def names() -> tuple[str, ...]:
    """Names of the scenarios that ship."""
    return tuple(sorted(file.parent.name for file in HERE.glob("*/scenario.toml")))


def load(name: str | Path) -> Scenario:
    """The scenario of that name, or in that folder.

    Parameters
    ----------
    name : one of ``names()``, or the path of a folder with a ``scenario.toml``.

    Raises
    ------
    ScenarioError
        with every fault of every file, if there is any.
    """
    folder = find(name)
    raw = _Raw()
    raw.read(folder, ())
    return raw.checked(folder)


def find(name: str | Path, beside: Path | None = None) -> Path:
    """The folder that ``name`` stands for; ``beside`` is where a path is looked for first."""
    for place in (beside, Path(), HERE):
        if place is not None and os.path.isfile(place / name / "scenario.toml"):
            return (place / name).resolve()
    known = names()
    raise ScenarioError(
        [Fault(str(name), "scenario", str(name), f"{', '.join(known)}, or a folder with scenario.toml", nearest(name, known))]
    )


class _Raw:
    """What the files of a scenario say, a base overlaid with its differences, before any check of meaning."""

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.tables: dict[str, dict[tuple[str, ...], Row]] = {}
        self.faults: list[Fault] = []
        self.unread: set[str] = set()
        self.code_of = {"rules": HERE, "measures": HERE}

    def checked(self, folder: Path) -> Scenario:
        """The scenario of what was read; raises ScenarioError with what the files and the check of their meaning say."""
        if "scenario" in self.unread or "states" in self.unread:
            raise ScenarioError(self.faults)
        tables = {table: list(rows.values()) for table, rows in self.tables.items()}
        head = self.head | {key: self._code(key, folder) for key in self.code_of if key in self.head}
        try:
            scenario = Scenario.check(folder.name, head, tables.pop("states", []), tables, str(folder), self.unread)
        except ScenarioError as error:
            raise ScenarioError([*self.faults, *error.faults]) from None
        if self.faults:
            raise ScenarioError(self.faults)
        return scenario

    def _code(self, key: str, folder: Path) -> Any:
        """Names of rules or measures, those in files relative to ``folder`` although a base named them."""
        names = self.head[key]
        if not isinstance(names, list):
            return names
        return [os.path.relpath(self.code_of[key] / name, folder) if isinstance(name, str) and ":" in name else name for name in names]

    def read(self, folder: Path, above: tuple[Path, ...]) -> None:
        """Lay the files of ``folder`` over what was read; ``above`` are the folders that name it as their base."""
        if folder in above:
            self.faults.append(Fault(f"{folder.name}/scenario.toml", "base", folder.name, "a base that does not lead back here"))
            self.unread.add("scenario")
            return
        head = self._toml(folder / "scenario.toml")
        base, drop = head.pop("base", None), head.pop("drop", {})
        if base is not None:
            try:
                self.read(find(str(base), folder.parent), (*above, folder))
            except ScenarioError as error:
                self.faults += [Fault(f"{folder.name}/scenario.toml", "base", base, f.allowed, f.nearest) for f in error.faults]
                self.unread.add("scenario")
        self._drop(f"{folder.name}/scenario.toml", drop)
        self.code_of |= {key: folder for key in self.code_of if key in head}
        for key, value in head.items():
            both = isinstance(value, dict) and isinstance(self.head.get(key), dict)
            self.head[key] = self.head[key] | value if both else value
        for file in sorted(folder.glob("*.csv")):
            if file.stem in _KEYS:
                self._csv(file, f"{folder.name}/{file.name}")
            else:
                self.faults.append(unknown(f"{folder.name}/{file.name}", "table", file.stem, _KEYS))

    def _toml(self, file: Path) -> dict[str, Any]:
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.faults.append(Fault(f"{file.parent.name}/{file.name}", "file", str(error), "a readable TOML file in UTF-8"))
            self.unread.add("scenario")
            return {}

    def _csv(self, file: Path, where: str) -> None:
        before = len(self.faults)
        rows = self.tables.setdefault(file.stem, {})
        own: set[tuple[str, ...]] = set()
        try:
            with file.open(encoding="utf-8-sig", newline="") as text:
                reader = csv.DictReader(text, strict=True)
                header = reader.fieldnames or []
                if not header:
                    self.faults.append(Fault(where, "header", "nothing", f"the columns {', '.join(_KEYS[file.stem])} and the value"))
                self.faults += [
                    Fault(where, "header", name, "every column once") for name in sorted({n for n in header if header.count(n) > 1})
                ]
                has_keys = set(_KEYS[file.stem]) <= set(header)
                for cells in reader:
                    row = Row(f"{where} row {reader.line_num}", cells)
                    if None in cells:
                        self.faults.append(Fault(row.where, "row", cells[None], f"{len(header)} cells, as in the header"))
                        continue
                    key = tuple(cells.get(k) or "" for k in _KEYS[file.stem]) if has_keys else (row.where,)
                    if key in own:
                        self.faults.append(Fault(row.where, ".".join(key), "a second row", "one row for each key"))
                    own.add(key)
                    rows[key] = row
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self.faults.append(Fault(where, "file", str(error), "a readable CSV file in UTF-8 with a header line"))
        if len(self.faults) > before:
            self.unread.add(file.stem)

    def _drop(self, where: str, drop: Any) -> None:
        """Take the rows whose dotted key matches a pattern out of what the base gave."""
        if not isinstance(drop, Mapping):
            self.faults.append(Fault(where, "drop", drop, "a table of lists of patterns, as in calendar = ['*']"))
            return
        for table, patterns in drop.items():
            if table not in _KEYS:
                self.faults.append(unknown(where, "drop", table, _KEYS))
                continue
            if not isinstance(patterns, list) or not all(isinstance(p, str) for p in patterns):
                self.faults.append(Fault(where, f"drop.{table}", patterns, "a list of patterns"))
                continue
            rows = self.tables.get(table, {})
            for pattern in patterns:
                gone = [key for key in rows if fnmatchcase(".".join(key), pattern)]
                if not gone:
                    dotted = [".".join(key) for key in rows]
                    self.faults.append(
                        Fault(where, f"drop.{table}", pattern, "a pattern that matches a row of the base", nearest(pattern, dotted))
                    )
                for key in gone:
                    del rows[key]
