"""A chunk: the runs that go into one file, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from experiments.outcomes import measure_of
from experiments.sweeps.bases import Base, Bases
from experiments.sweeps.plan import Plan
from experiments.sweeps.summary import NEEDED, schema, summary
from simulation.engine import ensemble, program_of
from simulation.faults import ScenarioError
from simulation.variant import NO_VARIANT, Variant, Variants


class Chunk(NamedTuple):
    """Runs of one file: their number in the sweep, and row and replicate of each, arrays of the same length."""

    number: int
    row: np.ndarray
    replicate: np.ndarray


class _Row(NamedTuple):
    """What the runs of a row have in common."""

    variant: Variant
    thresholds: dict[str, float]
    fault: str


MOST_ROWS = 50_000
"""Rows that are remembered at a time."""


class Maker:
    """Makes chunks of a plan, and remembers what their rows have in common.

    Parameters
    ----------
    jobs : threads.
    """

    def __init__(self, plan: Plan, jobs: int = 1):
        self.plan = plan
        self._jobs = jobs
        self._bases = Bases(plan)
        self._rows: dict[int, _Row] = {}

    def compile(self) -> None:
        """Compile the rules of every scenario, if they must be."""
        for scenario in self.plan.scenarios.values():
            program_of(scenario).calls  # noqa: B018

    def make(self, chunk: Chunk, progress: Callable[[int], None] | None = None) -> pa.Table:
        """Run a chunk: a row a run in its order, as ``summary.schema`` says. A run that fails is a row with its reason."""
        groups = self._bases.groups(chunk.row.tolist())
        parts = [self._of_base(base, chunk, where, progress) for base, where in groups]
        together = pa.concat_tables(parts) if parts else schema(self.plan.measures).empty_table()
        order = np.argsort([position for _, where in groups for position in where])
        return together.take(pa.array(order, pa.int64())).combine_chunks()

    def _of_base(self, base: Base, chunk: Chunk, where: list[int], progress: Callable[[int], None] | None) -> pa.Table:
        plan = self.plan
        rows, replicates = chunk.row[where].tolist(), chunk.replicate[where].tolist()
        failures: dict[int, str] = {}
        rows_as = [self._row(base.variants, row) for row in rows]
        failures |= {k: row.fault for k, row in enumerate(rows_as) if row.fault}
        variants = [row.variant for row in rows_as]
        keys = [plan.key(row, replicate) for row, replicate in zip(rows, replicates, strict=True)]
        measures = {*(measure_of(name, base.scenario.measures) for name in plan.measures), *NEEDED}
        course = ensemble(base.scenario, keys, self._jobs, progress, variants=variants, measures=measures, failed=failures.setdefault)
        return summary(course, [row.thresholds for row in rows_as], failures, rows, replicates, plan.measures)

    def _row(self, variants: Variants, row: int) -> _Row:
        """A row of a scenario made ready; the base and a reason where the row makes an impossible scenario."""
        if row not in self._rows:
            if len(self._rows) >= MOST_ROWS:
                self._rows.clear()
            try:
                variant, fault = variants.of(self.plan.changes(row)), ""
            except ScenarioError as error:
                variant, fault = NO_VARIANT, "; ".join(map(str, error.faults))
            self._rows[row] = _Row(variant, self.plan.thresholds(row), fault)
        return self._rows[row]
