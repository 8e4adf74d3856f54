"""The runs of a comparison as arrays: by policy, by future or draw, and by replicate, which is the same luck for all."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from experiments.sweeps.result import Result
from experiments.sweeps.store import SweepError
from simulation.faults import StudyError, unknown
from simulation.outcome import CLASSES

WHOLE = 0.9
"""Share of the replicates that a policy must have finished in a future to be judged there."""


@dataclass(frozen=True)
class Runs:
    """Runs of a sweep whose rows are policies crossed with futures, or with points of a design.

    Parameters
    ----------
    result : the sweep, finished, of one scenario, with a future or a point for every policy.
    by : ``future`` or ``point``, what policies are crossed with.
    judged : policies that are judged, by default those that are sound in the first place and in half of all.

    Raises SweepError, once read, where runs are not made yet.
    """

    result: Result
    by: str
    judged: tuple[str, ...] | None = None

    @cached_property
    def policies(self) -> tuple[str, ...]:
        """The policies that can be judged, in order; runs of the others failed."""
        names = tuple(self.result.plan.study.policies)
        if self.judged is not None:
            return tuple(name for name in names if name in self.judged)
        return tuple(name for name, sound in zip(names, self._sound, strict=True) if sound[0] and sound.mean() >= 0.5)

    @cached_property
    def places(self) -> tuple[Hashable, ...]:
        """The futures or points in which every judged policy is sound."""
        every = tuple(dict.fromkeys(self.result.plan.rows[self.by]))
        return tuple(place for k, place in enumerate(every) if self._sound[self._chosen, k].all())

    @cached_property
    def replicates(self) -> np.ndarray:
        """Replicates whose runs are sound under every judged policy in all places, so that each is one draw of luck for all."""
        failed = self._grid("failure").astype(object) != ""
        return np.flatnonzero(~failed[self._cells].any(axis=(0, 1)))

    def values(self, output: str) -> np.ndarray:
        """An output by policy, place and replicate, array (policies, places, replicates); a class is 1 and 0.

        Raises StudyError for an output that the runs do not have.
        """
        runs = self.result.runs
        if output not in CLASSES and (output not in runs or not pd.api.types.is_numeric_dtype(runs[output])):
            known = runs.select_dtypes("number").columns.drop(["row", "replicate"])
            raise StudyError([unknown("comparison", "output", output, [*CLASSES, *known])])
        values = self._grid("outcome") == output if output in CLASSES else self._grid(output)
        return values[self._cells][:, :, self.replicates].astype(float)

    def place(self, name: Hashable) -> int:
        """Position of a future or point in ``places``; raises StudyError for another name."""
        if name not in self.places:
            raise StudyError([unknown("comparison", self.by, name, map(str, self.places))])
        return self.places.index(name)

    def text(self, column: str) -> np.ndarray:
        """A column that holds text, by policy, place and replicate."""
        return self._grid(column)[self._cells][:, :, self.replicates]

    def means(self, output: str) -> pd.DataFrame:
        """Mean over the replicates: a row a policy, a column a place."""
        return pd.DataFrame(self.values(output).mean(axis=2), index=list(self.policies), columns=list(self.places))

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed: policy, place, runs and the first reason."""
        found = self.result.failures.join(self.result.plan.rows.set_index("row"), on="row")
        groups = found.groupby(["policy", self.by], sort=False, observed=True)["failure"]
        return groups.agg(runs="size", reason="first").reset_index()

    @cached_property
    def _sound(self) -> np.ndarray:
        """Whether a policy has finished its replicates in a place, bool (policies, places)."""
        return (self._grid("failure") == "").mean(axis=2) >= WHOLE

    @cached_property
    def _chosen(self) -> np.ndarray:
        names = list(self.result.plan.study.policies)
        return np.array([names.index(name) for name in self.policies], dtype=int)

    @cached_property
    def _cells(self) -> tuple[np.ndarray, ...]:
        every = list(dict.fromkeys(self.result.plan.rows[self.by]))
        return np.ix_(self._chosen, np.array([every.index(place) for place in self.places], dtype=int))

    def _grid(self, column: str) -> np.ndarray:
        """A column by policy, place and replicate, of all of them; text is "" where there is none."""
        runs, plan = self.result.runs, self.result.plan
        policies = len(plan.study.policies)
        replicates = len(runs) // len(plan)
        if replicates * len(plan) != len(runs) or not (runs["row"].to_numpy() == np.repeat(np.arange(len(plan)), replicates)).all():
            raise SweepError(f"{self.result.store.folder}: not all runs are made; the same comparison goes on from those that are there")
        given = runs[column]
        values = given.astype(object).fillna("").to_numpy(str) if not pd.api.types.is_numeric_dtype(given) else given.to_numpy()
        return values.reshape(policies, -1, replicates)
