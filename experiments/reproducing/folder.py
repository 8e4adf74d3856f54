"""The folder of a target: where its tables lie, and what is wrong with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype as is_numeric

from experiments.files import digest
from simulation.faults import Fault, FaultyError, unknown

CARRIED = Path(__file__).parent / "data"
"""Tables of papers that the package carries, a folder a target."""
VARIABLE = "BLOCFORM_DATA"
"""Environment variable that names a folder which holds ``published``, for data that are not carried."""


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

    def table(self, name: str, columns: Collection[str] = (), texts: Collection[str] = ()) -> pd.DataFrame:
        """A table with ``columns`` of numbers and ``texts`` of anything; others are taken along as they stand.

        Raises DataError where it cannot be read, and for every column that is missing or holds something else than numbers.
        """
        where = self.where(name)
        try:
            found = pd.read_csv(self.path / name, keep_default_na=False, na_values=[""])
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise DataError([Fault(where, "file", str(self.path / name), f"a readable CSV file ({_said(error)})")]) from error
        faults = [_missing(where, column, found) for column in (*columns, *texts) if column not in found.columns]
        faults += [_not_numbers(where, found[column]) for column in columns if column in found.columns and not is_numeric(found[column])]
        if faults:
            raise DataError(faults)
        self.read.add(name)
        return found

    @property
    def digest(self) -> str:
        """SHA-256 over names and bytes of the tables that were read."""
        parts = "\n".join(f"{name} {digest(self.path / name)}" for name in sorted(self.read))
        return hashlib.sha256(parts.encode()).hexdigest()


def carried(name: str, files: Collection[str]) -> Folder | None:
    """The folder of a target that the package carries, else the one in ``published`` of the folder that the variable names.

    None where neither has all of the files.
    """
    outside = os.environ.get(VARIABLE)
    places = [CARRIED / name, *([Path(outside) / "published" / name] if outside else [])]
    return next((Folder(place) for place in places if all((place / file).is_file() for file in files)), None)


def known(found: Mapping[Any, Any], key: Any, where: str) -> Any:
    """The entry of a table that another one asks for; raises DataError where there is none."""
    if key not in found:
        raise DataError([unknown(where, "case", key, map(str, found))])
    return found[key]


def _missing(where: str, column: str, table: pd.DataFrame) -> Fault:
    fault = unknown(where, "column", column, map(str, table.columns))
    return Fault(where, f"column {column}", "missing", "that column beside " + ", ".join(map(str, table.columns)), fault.nearest)


def _not_numbers(where: str, column: pd.Series) -> Fault:
    given = column[pd.to_numeric(column, errors="coerce").isna() & column.notna()]
    return Fault(where, f"column {column.name}", ", ".join(map(str, given[:3])), "numbers")


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
