"""From a folder to a checked scenario, a base and its differences included."""

from __future__ import annotations

import csv
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
    if raw.faults:
        raise ScenarioError(raw.faults)
    states = raw.tables.pop("states", {})
    tables = {table: list(rows.values()) for table, rows in raw.tables.items()}
    return Scenario.check(folder.name, raw.head, list(states.values()), tables, str(folder))


def find(name: str | Path, beside: Path | None = None) -> Path:
    """The folder that ``name`` stands for; ``beside`` is where a path is looked for first."""
    for place in (beside, Path(), HERE):
        if place is not None and (place / name / "scenario.toml").is_file():
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

    def read(self, folder: Path, above: tuple[Path, ...]) -> None:
        """Lay the files of ``folder`` over what was read; ``above`` are the folders that name it as their base."""
        if folder in above:
            self.faults.append(Fault(f"{folder.name}/scenario.toml", "base", folder.name, "a base that does not lead back here"))
            return
        head = self._toml(folder / "scenario.toml")
        base, drop = head.pop("base", None), head.pop("drop", {})
        if base is not None:
            try:
                self.read(find(str(base), folder.parent), (*above, folder))
            except ScenarioError as error:
                self.faults += [Fault(f"{folder.name}/scenario.toml", "base", base, f.allowed, f.nearest) for f in error.faults]
        self._drop(f"{folder.name}/scenario.toml", drop)
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
            return {}

    def _csv(self, file: Path, where: str) -> None:
        rows = self.tables.setdefault(file.stem, {})
        own: set[tuple[str, ...]] = set()
        try:
            with file.open(encoding="utf-8", newline="") as text:
                reader = csv.DictReader(text, strict=True)
                for cells in reader:
                    row = Row(f"{where} row {reader.line_num}", cells)
                    if None in cells:
                        self.faults.append(Fault(row.where, "row", cells[None], f"{len(reader.fieldnames or ())} cells, as in the header"))
                        continue
                    key = tuple(cells.get(k) or "" for k in _KEYS[file.stem])
                    if key in own:
                        self.faults.append(Fault(row.where, ".".join(key), "a second row", "one row for each key"))
                    own.add(key)
                    rows[key] = row
                if not reader.fieldnames:
                    self.faults.append(Fault(where, "header", "nothing", f"the columns {', '.join(_KEYS[file.stem])} and the value"))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self.faults.append(Fault(where, "file", str(error), "a readable CSV file in UTF-8 with a header line"))

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
