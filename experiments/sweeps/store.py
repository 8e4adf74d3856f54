"""The folder of a sweep: a manifest that says what is swept, and a file for every finished chunk."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import simulation
from experiments.files import write, write_json
from experiments.sweeps.chunk import Chunk
from experiments.sweeps.plan import Plan
from simulation.faults import BlocformError, FaultyError

BINDING = ("numba", "llvmlite", "numpy")
"""Libraries whose versions results may depend on to the bit."""
REMEDY = "delete it and start the sweep of the same study again: chunks that belong to it are kept"
_KEY = b"blocform"


class SweepError(BlocformError):
    """A folder of a sweep that cannot be gone on with."""


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
        if content != made:
            write_json(self.manifest, content)

    def read(self) -> dict[str, Any]:
        """The manifest; raises SweepError where there is none, or one that cannot be read."""
        try:
            content = json.loads(self.manifest.read_text(encoding="utf-8"))
            if not {"digest", "parts", "versions", "plan"} <= set(content):
                raise ValueError("parts of it are missing")
        except FileNotFoundError:
            raise SweepError(f"{self.manifest}: there is no sweep in this folder") from None
        except (OSError, UnicodeDecodeError, ValueError, TypeError) as error:
            raise SweepError(f"{self.manifest}: no manifest of a sweep ({error}); {REMEDY}") from error
        return content

    def plan(self) -> Plan:
        """The plan of the manifest; raises SweepError where the manifest holds none, or one that its own digest denies."""
        content = self.read()
        try:
            plan = Plan.from_plain(content["plan"])
            changed = [name for name, digest in plan.parts.items() if digest != content["parts"][name] and not name.startswith("rules")]
        except (FaultyError, KeyError, TypeError, ValueError, AttributeError) as error:
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
        before, after = content["plan"].get("study", {}).get("replicates"), plan.study.replicates
        if not changed and before is not None and after is not None and after < before:
            changed = [f"it has {before} replicates, which are more than the {after} that the study asks for now"]
        if changed:
            detail = _differences(content["plan"].get("study", {}), plan.plain()["study"])
            listed = "; ".join([*changed, *detail])
            raise SweepError(
                f"{self.folder}: holds another sweep, and the two are not mixed: {listed}; take another folder, or go back to "
                f"what it was begun with"
            )

    def finished(self, chunk: Chunk, digest: str) -> Mapping[str, Any] | None:
        """What the file of a chunk says of itself, None where there is none or a damaged one.

        Raises SweepError where it belongs to another plan.
        """
        file = self.file(chunk.number)
        try:
            said = json.loads(_whole(file).schema.metadata[_KEY])
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None
        if said["plan"] != digest:
            raise SweepError(f"{file}: a chunk of another sweep; take another folder, or move it away")
        return said if said["runs"] == len(chunk.row) else None

    def keep(self, chunk: Chunk, table: pa.Table, digest: str) -> Mapping[str, Any]:
        """Write a chunk, whole or not at all; what its file says of itself. Raises OSError where it cannot be written."""
        outcomes = Counter(table["outcome"].drop_null().to_pylist())
        said = {"plan": digest, "number": chunk.number, "runs": len(table), "outcomes": dict(sorted(outcomes.items()))}
        table = table.replace_schema_metadata({_KEY: json.dumps(said, sort_keys=True).encode()})
        write(self.file(chunk.number), lambda path: pq.write_table(table, path, compression="zstd", write_page_checksum=True))
        return said

    def numbers(self) -> list[int]:
        """Numbers of the chunks that have a file, in order."""
        return sorted(int(file.stem.removeprefix("chunk-")) for file in self.folder.glob("runs/chunk-*.parquet"))

    def table(self, number: int) -> pa.Table:
        """A chunk; raises SweepError where its file is damaged."""
        file = self.file(number)
        try:
            return _whole(file)
        except (OSError, pa.ArrowException) as error:
            raise SweepError(f"{file}: damaged ({error}); the same sweep makes it again when it is started once more") from error

    def clear(self, chunks: Iterable[Chunk]) -> None:
        """Remove what a runner of these chunks left that was stopped while it wrote one."""
        for chunk in chunks:
            for file in self.file(chunk.number).parent.glob(f".{self.file(chunk.number).stem}.*"):
                file.unlink(missing_ok=True)


def _whole(file: Path) -> pa.Table:
    """A file of a chunk, every page checked."""
    return pq.ParquetFile(file, page_checksum_verification=True).read()


def _said(name: str, then: str | None, now: str | None) -> str:
    if name.startswith("version"):
        return f"the {name} was {then} and is {now}"
    return f"the {name} differ" if name.startswith(("rules", "rows")) else f"the {name} differs"


def _differences(then: Any, now: Any, key: str = "") -> Iterator[str]:
    """Keys of a study that are not as they were, with both values."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in sorted({*then, *now}):
            if name not in ("title", "question", "replicates", "folder"):
                yield from _differences(then.get(name), now.get(name), f"{key}.{name}" if key else name)
    elif then != now:
        yield f"{key}: {then} then, {now} now"
