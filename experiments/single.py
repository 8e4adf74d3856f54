"""One run with its replicates, from scenario to files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.files import digest, write_csv, write_json, write_table
from experiments.outcomes import VARIANTS, Report, report
from experiments.provenance import provenance
from experiments.verdict import summary, verdict
from simulation.engine import program_of, run
from simulation.months import month_after
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory


@dataclass(frozen=True)
class Single:
    """A trajectory with the report on its replicates, or None without replicates."""

    trajectory: Trajectory
    report: Report | None

    @property
    def replicates(self) -> int:
        """Number of runs."""
        return 1 if self.report is None else len(self.report.keys)

    @property
    def bands(self) -> np.ndarray | None:
        """Measures of the replicates, array (replicates, months + 1, measures), the trajectory's own first."""
        return None if self.report is None else self.report.course.measures


def perform(
    scenario: Scenario,
    seed: int,
    replicates: int = 1,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
    variants: Mapping[str, Mapping[str, float]] = VARIANTS,
    keep_events: bool = False,
) -> Single:
    """Run replicate 0 with its worlds, and the ensemble of all with its variants where there are others."""
    trajectory = run(scenario, seed)
    if replicates == 1:
        return Single(trajectory, None)
    keys = [(seed, replicate) for replicate in range(replicates)]
    return Single(trajectory, report(scenario, keys, jobs, progress, variants, keep_events))


def save(single: Single, folder: Path, command: list[str], figures: bool = True) -> list[Path]:
    """Write tables, figures and provenance; the paths written, provenance last. Raises OSError where a file cannot be written."""
    trajectory = single.trajectory
    earlier = _listed(folder)
    files = [
        write_table(folder / "measures.parquet", trajectory.measures),
        write_table(folder / "pairs.parquet", trajectory.pairs),
        write_table(folder / "states.parquet", trajectory.states),
        write_csv(folder / "events.csv", trajectory.events),
        write_json(folder / "outcome.json", verdict(trajectory)),
    ]
    if single.report is not None:
        files.append(write_table(folder / "replicates.parquet", _long(single)))
        files.append(write_csv(folder / "outcomes.csv", single.report.runs))
        files.append(write_json(folder / "shares.json", summary(single.report)))
        if single.report.logs:
            files.append(write_table(folder / "replicate_events.parquet", single.report.events))
    if figures:
        from experiments.figures import save_all, save_report

        files += save_all(trajectory, folder / "figures", single.bands)
        if single.report is not None:
            files += save_report(single.report, folder / "figures")
    content = provenance(trajectory, command, single.replicates, single.report is None or bool(single.report.variants))
    content["files"] = {str(file.relative_to(folder)): digest(file) for file in files}
    files.append(write_json(folder / "provenance.json", content))
    _remove_stale(folder, earlier, files)
    return files


def _listed(folder: Path) -> dict[str, str]:
    """Files and digests that the provenance of an earlier run in the folder lists."""
    try:
        return dict(json.loads((folder / "provenance.json").read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _remove_stale(folder: Path, earlier: dict[str, str], files: list[Path]) -> None:
    """Remove what an earlier run wrote and this one did not, so that a folder never mixes two runs."""
    for name, recorded in earlier.items():
        file = folder / name
        inside = file.resolve().is_relative_to(folder.resolve())
        if inside and file.is_file() and file not in files and digest(file) == recorded:
            file.unlink()


def _long(single: Single):
    """Measures of every replicate and month as a table."""
    import pandas as pd

    assert single.bands is not None
    runs, months, count = single.bands.shape
    scenario = single.trajectory.scenario
    table = pd.DataFrame(single.bands.reshape(-1, count), columns=list(program_of(scenario).measures))
    table.insert(0, "replicate", np.repeat(np.arange(runs), months))
    table.insert(1, "month", np.tile(np.arange(months), runs))
    table.insert(2, "date", [month_after(scenario.head.start, k) for k in range(months)] * runs)
    return table
