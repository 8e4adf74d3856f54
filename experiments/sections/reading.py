"""What the sections of a reading have in common: the runs, their rows, and which columns are numbers or groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from experiments.analysis.correlations import rank_correlation
from experiments.sweeps.factor import Range
from experiments.sweeps.result import Result
from simulation.faults import Fault, StudyError, nearest
from simulation.outcome import CLASSES

ANSWERS = ("coheres", "fractures", "absorbed")
"""Classes whose shares are looked at as outputs; *stagnates* is the rest."""


@dataclass(frozen=True)
class Reading:
    """A sweep, and the one or two factors that somebody asked to see it over."""

    result: Result
    over: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = [*self.numbers, *self.crossed, *self.choices]
        faults = [Fault("--over", name, name, ", ".join(known), nearest(name, known)) for name in self.over if name not in known]
        if len(self.over) > 2 or len(set(self.over)) < len(self.over):
            faults.append(Fault("--over", "names", ",".join(self.over), "one or two factors"))
        if faults:
            raise StudyError(faults)

    @property
    def study(self):
        """The study."""
        return self.result.plan.study

    @property
    def is_screening(self) -> bool:
        """Whether the points follow lines through the space of the factors and do not fill it."""
        return self.study.design is not None and self.study.design.kind in ("morris", "one-at-a-time")

    @cached_property
    def table(self) -> pd.DataFrame:
        """The runs that did not fail, with the factors of their rows."""
        return self.result.table

    @property
    def months(self) -> pd.Series:
        """Month to which each run of ``table`` was seen, the last of its scenario."""
        last = {name: scenario.head.months for name, scenario in self.result.plan.scenarios.items()}
        return self.table["scenario"].astype(object).map(last).astype(int)

    @property
    def numbers(self) -> list[str]:
        """Factors that are numbers from a range."""
        return [factor.name for factor in self.result.plan.factors if isinstance(factor, Range)]

    @property
    def crossed(self) -> list[str]:
        """Scenario, policy and future where there are several."""
        return [name for name, size in zip(("scenario", "policy", "future"), self.result.plan.sizes, strict=False) if size > 1]

    @property
    def choices(self) -> list[str]:
        """Factors of a few values or named choices."""
        return [factor.name for factor in self.result.plan.factors if not isinstance(factor, Range)]

    @cached_property
    def groups(self) -> list[str]:
        """Columns by which all runs are divided: what is crossed, and choices where every row has one."""
        plan = self.result.plan
        whole = [all(labels[k] is not None for labels in plan.labels) for k in range(len(plan.factors))]
        return self.crossed + [factor.name for factor, has in zip(plan.factors, whole, strict=True) if has and factor.name in self.choices]

    @property
    def outputs(self) -> list[str]:
        """What may be explained: shares of classes that occur and not always, then the measures kept that vary."""
        seen = [name for name in ANSWERS if 0 < (self.table["outcome"] == name).sum() < len(self.table)]
        return seen + [name for name in self.result.plan.measures if self.table[name].nunique() > 1]

    def values(self, output: str) -> pd.Series:
        """An output run by run: 1 and 0 for a class, a number for a measure."""
        return (self.table["outcome"] == output).astype(float) if output in CLASSES else self.table[output]

    def blocks(self) -> Iterator[tuple[str, np.ndarray]]:
        """Label and rows, point by point, of every combination of scenario, policy and future."""
        plan = self.result.plan
        points = plan.sizes[3]
        for first in range(0, len(plan), points):
            scenario, policy, future, _ = plan.place(first)
            named = [part for part, size in zip((scenario, policy, future), plan.sizes, strict=False) if size > 1]
            yield ", ".join(named), np.arange(first, first + points)

    def complete(self, rows: np.ndarray, step: int = 1) -> tuple[np.ndarray, list[int]]:
        """Which of the rows, taken whole steps at a time, and which replicates are there without a gap, as many runs as can be.

        Replicates that a sweep has not made for all rows that it has begun do not count, so that rows are left out only where a run of
        their step failed or none is made.

        Returns
        -------
        A truth value a row, none true where nothing is complete, and the replicates in order.
        """
        runs = self.result.runs
        chosen = runs[runs["row"].isin(rows)]
        sound = pd.DataFrame({"row": chosen["row"], "replicate": chosen["replicate"], "sound": chosen["failure"].isna().astype(float)})
        wide = sound.pivot(index="row", columns="replicate", values="sound")
        wide = wide.loc[:, wide.notna().all()].reindex(rows)
        whole = (wide.to_numpy() == 1.0).reshape(len(rows) // step, step, wide.shape[1]).all(axis=1)
        if not whole.any():
            return np.zeros(len(rows), bool), []
        order = np.argsort(-whole.sum(axis=0), kind="stable")
        kept = np.logical_and.accumulate(whole[:, order], axis=1)
        count = int((kept.sum(axis=0) * np.arange(1, len(order) + 1)).argmax()) + 1
        return np.repeat(kept[:, count - 1], step), sorted(int(wide.columns[k]) for k in order[:count])

    def matrix(self, output: str, rows: np.ndarray, replicates: list[int]) -> np.ndarray:
        """An output by row and replicate, all of which are there, see ``complete``."""
        chosen = self.table["row"].isin(rows)
        values = self.values(output)[chosen]
        wide = pd.DataFrame({"row": self.table["row"][chosen], "replicate": self.table["replicate"][chosen], "value": values})
        return wide.pivot(index="row", columns="replicate", values="value").loc[rows, replicates].to_numpy()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows that have runs, with the share of their runs in each class and the mean of every measure."""
        table, plan = self.table, self.result.plan
        found = table.groupby("row")[list(plan.measures)].mean()
        for name in CLASSES:
            found[name] = (table["outcome"] == name).groupby(table["row"]).mean()
        found["outcome"] = found[list(CLASSES)].idxmax(axis=1)
        return plan.rows.set_index("row").join(found, how="inner")

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """Factors that are numbers in every row, those first whose ranks move most with the share that coheres or fractures."""
        rows = self.rows
        weight = {
            name: max(
                abs(rank_correlation(rows[name].to_numpy(float), rows[output].to_numpy(float))) for output in ("coheres", "fractures")
            )
            for name in self.numbers
            if rows[name].notna().all()
        }
        return tuple(sorted(weight, key=lambda name: -weight[name]))

    @property
    def leading(self) -> tuple[str, ...]:
        """The two factors that move the outcome most, see ``ranked``; all of them where there are no more than two."""
        if len(self.numbers) + len(self.groups) <= 2:
            return (*self.numbers, *self.groups)
        return self.ranked[:2]
