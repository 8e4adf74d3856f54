"""A sweep read back from its folder: rows, runs, and any of them made again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from experiments.outcomes import final
from experiments.sweeps.plan import MOST_RUNS, Plan
from experiments.sweeps.store import Store, SweepError, versions
from simulation.engine import run
from simulation.faults import Fault, StudyError
from simulation.trajectory import Trajectory

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Result:
    """The finished chunks of a sweep; make one with ``read``."""

    store: Store
    plan: Plan

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row a run in the order of row and replicate: see ``summary.schema``; text as categories. Raises SweepError without any."""

        numbers, digest = self.store.numbers(), self.store.read()["digest"]
        if not numbers:
            raise SweepError(f"{self.store.folder}: no chunk of the sweep is finished yet")
        table = pa.concat_tables(_lean(self.store.table(number, digest)) for number in numbers).unify_dictionaries()
        found: pd.DataFrame = table.to_pandas(self_destruct=True, split_blocks=True)
        return found.sort_values(["row", "replicate"], kind="stable", ignore_index=True)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The runs that did not fail, with what their rows are in front: scenario, policy, future, point and a column a factor."""
        runs = self.runs[self.runs["failure"].isna()].drop(columns="failure")
        rows = self.plan.rows.set_index("row")
        return runs.join(rows, on="row")

    @property
    def failures(self) -> pd.DataFrame:
        """The runs that failed: row, replicate and reason."""
        return self.runs.loc[self.runs["failure"].notna(), ["row", "replicate", "failure"]].reset_index(drop=True)

    @property
    def is_repeatable(self) -> bool:
        """Whether rules and versions are those that the sweep was made with, so that a run made again is the run that was made."""
        content = self.store.read()
        return bool(content["parts"] == self.plan.parts and content["versions"] == versions())

    def rerun(self, row: int, replicate: int) -> Trajectory:
        """One run of the sweep again, with its whole trajectory.

        Raises StudyError where there is no such row or replicate, ScenarioError where the row makes an impossible scenario.
        """
        if not 0 <= row < len(self.plan):
            raise StudyError([Fault(str(self.store.folder), "row", row, f"a row from 0 to {len(self.plan) - 1}")])
        most = MOST_RUNS // len(self.plan)
        if not 0 <= replicate < most:
            raise StudyError([Fault(str(self.store.folder), "replicate", replicate, f"a replicate from 0 to {most - 1}")])
        return run(self.plan.scenario(row), *self.plan.key(row, replicate))

    def is_as_recorded(self, trajectory: Trajectory, row: int, replicate: int) -> bool | None:
        """Whether the measures of a run made again equal those kept of it to the last bit; None where none were kept."""
        kept = self.runs[(self.runs["row"] == row) & (self.runs["replicate"] == replicate)]
        if kept.empty or kept["failure"].notna().any():
            return None
        course = trajectory.course
        now = np.array([final(course, name)[0] for name in self.plan.measures])
        return bool(np.array_equal(now.view(np.int64), kept[list(self.plan.measures)].to_numpy(float)[0].view(np.int64)))


def read(folder: Path | str) -> Result:
    """The sweep in a folder; raises SweepError where there is none that can be read."""
    store = Store(Path(folder))
    return Result(store, store.plan())


def _lean(table: pa.Table) -> pa.Table:
    """The table with its text as categories, which take a tenth of the memory."""
    for k, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(k, field.name, table[k].dictionary_encode())
    return table.replace_schema_metadata(None)
