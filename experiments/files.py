"""Files of results: written aside and renamed, so that nobody ever sees half of one."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any


def write(file: Path, fill: Callable[[Path], Any]) -> Path:
    """``file`` as ``fill`` writes it to the path it is given; raises OSError and leaves no fragment where that fails."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # Processes in containers that share a folder may have the same id.
    aside = file.with_name(f".{file.stem}.{secrets.token_hex(4)}{file.suffix}")
    try:
        fill(aside)
        aside.replace(file)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(file)) from error
    finally:
        aside.unlink(missing_ok=True)
    return file


def write_bytes(file: Path, content: bytes) -> Path:
    """``content`` as it is."""
    return write(file, lambda path: path.write_bytes(content))


def write_table(file: Path, table: Any) -> Path:
    """A pandas table as zstd parquet."""
    return write(file, lambda path: table.to_parquet(path, compression="zstd", index=False))


def csv(table: Any) -> bytes:
    """A pandas table as CSV, numbers with every digit."""
    return table.to_csv(index=False, lineterminator="\n").encode()


def write_csv(file: Path, table: Any) -> Path:
    """A pandas table as ``csv``."""
    return write_bytes(file, csv(table))


def write_json(file: Path, content: Any) -> Path:
    """``content`` as JSON, readable by a person."""
    return write(file, lambda path: path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8"))


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
