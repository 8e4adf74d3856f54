"""The folder of a target: where its tables lie, and what is wrong with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.files import digest
from experiments.reproducing.columns import numbers, texts_of
from simulation.faults import Fault, FaultyError, unknown

CARRIED = Path(__file__).parent / "data"
"""Tables of papers that the package carries, a folder a target."""
VARIABLE = "BLOCFORM_DATA"
"""Environment variable that names a folder of targets, or one that holds them in ``published``, for data that are not carried."""


class DataError(FaultyError):
    """Tables that cannot be read as what a target needs."""


@dataclass(frozen=True)
class Folder:
    """The tables of a target in one place; ``read`` remembers which were used, for their digest."""

    path: Path
    read: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether there is such a table."""
        return (self.path / name).is_file()

    def where(self, name: str) -> str:
        """What a table is called in messages."""
        return f"{self.path.name}/{name}"

    def table(self, name: str, columns: Collection[str] = (), texts: Collection[str] = (), optional: Collection[str] = ()) -> pd.DataFrame:
        """A table with ``columns`` of numbers, ``texts``, and ``optional`` columns of numbers, nan where they are empty or missing.

        Every other column is taken along as text, nan where it is empty. Raises DataError where the table cannot be read or has no
        row, and for every column that is missing and every cell of ``columns`` and ``texts`` that does not hold what it has to.
        """
        where = self.where(name)
        try:
            found = pd.read_csv(self.path / name, dtype=str, keep_default_na=False, na_values=[""])
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise DataError([Fault(where, "file", str(self.path / name), f"a readable CSV file ({_said(error)})")]) from error
        faults = [_missing(where, column, found) for column in (*columns, *texts) if column not in found.columns]
        if not len(found):
            faults.append(Fault(where, "rows", 0, "at least one below the header"))
        found = found.assign(**{column: None for column in optional if column not in found.columns})
        for column in (one for one in (*columns, *optional) if one in found.columns):
            found[column], wrong = numbers(where, found[column], may_be_empty=column in optional)
            faults += wrong
        faults += [fault for column in texts if column in found.columns for fault in texts_of(where, found[column])]
        refuse(faults)
        self.read.add(name)
        return found

    @property
    def digest(self) -> str:
        """SHA-256 over names and bytes of the tables that were read."""
        parts = "\n".join(f"{name} {digest(self.path / name)}" for name in sorted(self.read))
        return hashlib.sha256(parts.encode()).hexdigest()


def places(name: str) -> list[Path]:
    """Where the folder of a target is looked for: in the package, then in the folder that the variable names and ``published`` there."""
    outside = os.environ.get(VARIABLE)
    return [CARRIED / name, *([Path(outside) / "published" / name, Path(outside) / name] if outside else [])]


def carried(name: str, files: Collection[str]) -> Folder | None:
    """The first of the places of a target that has all of the files; None where none has."""
    return next((Folder(place) for place in places(name) if not lacking(place, files)), None)


def lacking(place: Path, files: Collection[str]) -> list[str]:
    """The files that a folder does not have."""
    return [file for file in files if not (place / file).is_file()]


def refuse(faults: Collection[Fault]) -> None:
    """Raise DataError where there is any fault."""
    if faults:
        raise DataError(faults)


def known(found: Mapping[Any, Any], key: Any, where: str) -> Any:
    """The entry that a table asks for by a name, or by a tuple of names; raises DataError where there is none."""
    if key not in found:
        names = {one: " ".join(one) if isinstance(one, tuple) else str(one) for one in (*found, key)}
        raise DataError([unknown(where, "name", names.pop(key), names.values())])
    return found[key]


def _missing(where: str, column: str, table: pd.DataFrame) -> Fault:
    fault = unknown(where, "column", column, map(str, table.columns))
    return Fault(where, f"column {column}", "missing", "that column beside " + ", ".join(map(str, table.columns)), fault.nearest)


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
