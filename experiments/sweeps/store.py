"""The folder of a sweep: a manifest that says what is swept, and a file for every finished chunk."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import simulation
from experiments.files import write, write_json
from experiments.sweeps.chunk import Chunk
from experiments.sweeps.plan import Plan
from experiments.sweeps.study import checked
from simulation.faults import BlocformError

BINDING = ("numba", "llvmlite", "numpy")
"""Libraries whose versions results may depend on to the bit."""
REMEDY = "delete it and start the sweep of the same study again: chunks that belong to it are kept"
_KEY = b"blocform"


class SweepError(BlocformError):
    """A folder of a sweep that cannot be gone on with."""


class DamagedError(SweepError):
    """A chunk whose file cannot be read, or is not there."""


def versions() -> dict[str, str]:
    """Versions that results may depend on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"blocform": simulation.__version__, "python": python, **{name: version(name) for name in BINDING}}


class Store:
    """A folder with ``manifest.json`` and ``runs/chunk-NNNNNN.parquet``."""

    def __init__(self, folder: Path):
        self.folder = folder

    @property
    def manifest(self) -> Path:
        """The file that says what is swept."""
        return self.folder / "manifest.json"

    def file(self, number: int) -> Path:
        """Where a chunk is kept."""
        return self.folder / "runs" / f"chunk-{number:06d}.parquet"

    def open(self, plan: Plan, command: list[str]) -> None:
        """Make the folder that of the plan: write the manifest, or hold the plan against the one that is there.

        Raises SweepError where the folder holds another sweep, and says what differs.
        """
        made = {"created": datetime.now(UTC).isoformat(timespec="seconds"), "command": command}
        if self.manifest.exists():
            made = self.read()
            self._compare(made, plan)
        content = {**made, "digest": plan.digest, "parts": plan.parts, "versions": versions(), "plan": plan.plain()}
        if json.loads(json.dumps(content)) != made:
            write_json(self.manifest, content)

    def read(self) -> dict[str, Any]:
        """The manifest; raises SweepError where there is none, or one that cannot be read."""
        try:
            content = json.loads(self.manifest.read_text(encoding="utf-8"))
            if not isinstance(content["digest"], str) or not all(isinstance(content[key], dict) for key in ("parts", "versions", "plan")):
                raise ValueError("parts of it are something else")
        except FileNotFoundError:
            raise SweepError(f"{self.manifest}: there is no sweep in this folder") from None
        except (OSError, LookupError, ValueError, TypeError, RecursionError) as error:
            raise SweepError(f"{self.manifest}: no manifest of a sweep ({error}); {REMEDY}") from error
        return content

    def plan(self) -> Plan:
        """The plan of the manifest; raises SweepError where the manifest holds none, or one that its own digest denies."""
        content = self.read()
        try:
            plan = Plan.from_plain(content["plan"])
            changed = [name for name, digest in plan.parts.items() if digest != content["parts"][name] and not name.startswith("rules")]
        except (BlocformError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise SweepError(f"{self.manifest}: its plan cannot be read ({error}); {REMEDY}") from error
        if changed:
            raise SweepError(f"{self.manifest}: not as it was written: {', '.join(changed)}; {REMEDY}")
        return plan

    def _compare(self, content: Mapping[str, Any], plan: Plan) -> None:
        then = {**content["parts"], **{f"version of {name}": number for name, number in content["versions"].items()}}
        now = {**plan.parts, **{f"version of {name}": number for name, number in versions().items()}}
        changed = [
            _said(name, then.get(name), now.get(name))
            for name in [*now, *(n for n in then if n not in now)]
            if then.get(name) != now.get(name)
        ]
        study = content["plan"].get("study")
        study = study if isinstance(study, dict) else {}
        before, after = study.get("replicates"), plan.study.replicates
        if not changed and isinstance(before, int) and after is not None and after < before:
            changed = [f"it has {before} replicates, which are more than the {after} that the study asks for now"]
        if changed:
            detail = _differences(_with_defaults(study), plan.study.model_dump(mode="json"))
            listed = "; ".join([*changed, *detail])
            raise SweepError(
                f"{self.folder}: holds another sweep, and the two are not mixed: {listed}; take another folder, or go back to "
                f"what it was begun with"
            )

    def finished(self, chunk: Chunk, digest: str) -> pa.Table | None:
        """The runs of a chunk; None where there is no file of it, a damaged one, or one of other runs, such as fewer replicates.

        Raises SweepError where it belongs to another plan.
        """
        try:
            table = self.table(chunk.number, digest)
        except DamagedError:
            return None
        return table if np.array_equal(table["row"], chunk.row) and np.array_equal(table["replicate"], chunk.replicate) else None

    def keep(self, chunk: Chunk, table: pa.Table, digest: str) -> None:
        """Write a chunk, whole or not at all. Raises OSError where it cannot be written."""
        said = {"plan": digest, "columns": list(map(str, table.schema))}
        table = table.replace_schema_metadata({_KEY: json.dumps(said).encode()})
        write(self.file(chunk.number), lambda path: pq.write_table(table, path, compression="zstd", write_page_checksum=True))

    def numbers(self) -> list[int]:
        """Numbers of the chunks that have a file, in order."""
        names = (file.stem.removeprefix("chunk-") for file in self.folder.glob("runs/chunk-*.parquet"))
        return sorted(int(name) for name in names if name.isdecimal())

    def table(self, number: int, digest: str) -> pa.Table:
        """A chunk of the plan with that digest, every page checked; raises SweepError where its file is damaged or of another plan."""
        file = self.file(number)
        try:
            table = pq.ParquetFile(file, page_checksum_verification=True).read()
            said = json.loads(table.schema.metadata[_KEY])
            if list(map(str, table.schema)) != said["columns"]:  # no checksum guards names and types
                raise ValueError("its columns are not those that were written")
            owner = said["plan"]
        except (OSError, pa.ArrowException, ValueError, LookupError, TypeError) as error:
            raise DamagedError(f"{file}: damaged ({error}); the same sweep makes it again when it is started once more") from error
        if owner != digest:
            raise SweepError(f"{file}: a chunk of another sweep; take another folder, or move it away")
        return table

    def clear(self, chunks: Iterable[Chunk]) -> None:
        """Remove what a runner of these chunks left that was stopped while it wrote one."""
        for chunk in chunks:
            for file in self.file(chunk.number).parent.glob(f".{self.file(chunk.number).stem}.*"):
                file.unlink(missing_ok=True)


def _said(name: str, then: str | None, now: str | None) -> str:
    if name.startswith("version"):
        return f"the {name} was {then} and is {now}"
    return f"the {name} differ" if name.startswith(("rules", "rows")) else f"the {name} differs"


def _with_defaults(study: dict[str, Any]) -> dict[str, Any]:
    """A study of a manifest with what it left out, as far as it can be read."""
    try:
        return checked(study, "manifest").model_dump(mode="json")
    except BlocformError:
        return study


def _differences(then: Any, now: Any, key: str = "") -> Iterator[str]:
    """Keys of a study that are not as they were, with both values."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in sorted({*then, *now}):
            if name not in ("title", "question", "replicates", "folder"):
                yield from _differences(then.get(name), now.get(name), f"{key}.{name}" if key else name)
    elif then != now:
        yield f"{key}: {then} then, {now} now"
