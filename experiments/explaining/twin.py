"""Twins: two runs under the same luck, where they part, what follows, and which decisions carry the difference of their ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.chronicle import telling
from experiments.explaining.carried import NOTHING, Carried, carried, outcome
from experiments.explaining.difference import Difference, differences
from experiments.explaining.forced import forced
from experiments.explaining.fork import fork as forked
from experiments.explaining.shadow import shadow
from experiments.explaining.undoing import Undoing
from experiments.explaining.words import table_of
from experiments.verdict import indices
from scenarios.policy import Policy, load
from simulation.engine import run
from simulation.faults import BlocformError
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory

SHOWN = 8
"""Events of a chain that are shown."""
LEAST = 0.0005
"""Difference of a measure below which it is only counted, as it rounds to nothing."""


class Chain(NamedTuple):
    """What follows from a decision: events of the other run that are not there when it is led back, the most telling by name.

    ``events`` are rows of the event table, at most ``SHOWN`` of the ``count``.
    """

    difference: Difference
    count: int
    events: pd.DataFrame


@dataclass(frozen=True, repr=False)
class Twin:
    """Two runs under the same luck.

    Attributes
    ----------
    base, other : the runs.
    differences : decisions that differ, in the order in which they were taken.
    carried : what the decisions that were tried carry, those that carry most first.
    shadow : the other run with all decisions forced as in the base run, as far as they come up; ``left`` of them still differ.
    """

    base: Trajectory
    other: Trajectory
    differences: tuple[Difference, ...]
    carried: tuple[Carried, ...]
    shadow: Trajectory
    left: int

    @cached_property
    def first(self) -> Difference | None:
        """The first decision that differs and can be led back."""
        return next(filter(self._undoing.draws, self.differences), None)

    @cached_property
    def _undoing(self) -> Undoing:
        return Undoing(self.other)

    @property
    def is_same(self) -> bool:
        """Whether neither a decision nor a measure of any month differs, nor the class."""
        return (
            not self.differences
            and self.outcomes[0] == self.outcomes[1]
            and np.array_equal(self.base.record, self.other.record, equal_nan=True)
        )

    @cached_property
    def outcomes(self) -> tuple[str, str, str]:
        """Classes of the base run, of the other and of its shadow."""
        return outcome(self.base), outcome(self.other), outcome(self.shadow)

    @property
    def counts(self) -> np.ndarray:
        """Decisions that differ, by month."""
        return np.bincount([difference.month for difference in self.differences], minlength=self.base.months + 1)

    @cached_property
    def ends(self) -> pd.DataFrame:
        """A row a measure, those first that differ most for their size.

        Columns ``base``, ``other``, ``difference`` and ``without_decisions``, the share of the difference that is there without any
        differing decision (nan where there is no difference).
        """
        base, other, without = (pd.Series(indices(run)) for run in (self.base, self.other, self.shadow))
        table = pd.DataFrame({"base": base, "other": other, "difference": other - base})
        size = np.maximum(base.abs(), other.abs()).clip(lower=NOTHING)
        table["without_decisions"] = ((without - base) / table["difference"]).where(table["difference"].abs() / size > NOTHING)
        order = (table["difference"].abs() / size).sort_values(ascending=False, kind="stable").index
        return table.loc[order]

    @cached_property
    def telling_ends(self) -> pd.DataFrame:
        """The rows of ``ends`` that differ by more than next to nothing."""
        return self.ends[self.ends["difference"].abs() >= LEAST]

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """What follows from the first decision that differs and can be led back, and from the one that carries most."""
        weightiest = self.carried[0].difference if self.carried else None
        return tuple(self.chain(one) for one in dict.fromkeys((self.first, weightiest)) if one is not None)

    def chain(self, difference: Difference) -> Chain:
        """What follows from a decision, in order of time."""
        without = forced(self.other, self._undoing.draws(difference))
        lost = [change.other for change in differences(without, self.other) if change.other is not None]
        return Chain(difference, len(lost), telling(self.other, SHOWN, table_of(lost, self.other.scenario)))

    def __repr__(self) -> str:
        base, other, _ = self.outcomes
        name = f"{self.base.scenario.name}, seed {self.base.seed}, replicate {self.base.replicate}"
        return f"<Twin of {name}: {base}, {other}; differing decisions: {len(self.differences)}>"

    def _repr_html_(self) -> str:
        from experiments.explaining.twin_page import html

        return html(self)


def against(scenario: Scenario, policy: Policy | Mapping[str, Any] | str | Path, seed: int = 1, replicate: int = 0) -> Twin:
    """The run and its twin under a policy, with the same luck.

    Parameters
    ----------
    policy : a policy, its name, the path of its file, or changes as ``Scenario.override`` takes them.

    Raises ScenarioError or PolicyError with every fault of the changes, BlocformError where they change the months of the run.
    """
    if isinstance(policy, Mapping):
        other = scenario.override(policy)
    else:
        other = (policy if isinstance(policy, Policy) else load(policy)).under(scenario)
    return compared(run(scenario, seed, replicate), run(other, seed, replicate))


def fork(scenario: Scenario, seed: int, replicate: int, month: int | str, changes: Mapping[str, Any]) -> Twin:
    """The run and what it becomes under changes from a month on, a number or YYYY-MM; see ``experiments.explaining.fork``."""
    return compared(run(scenario, seed, replicate), forked(scenario, seed, replicate, month, changes))


def compared(base: Trajectory, other: Trajectory) -> Twin:
    """Two runs of the same states, months and luck as twins; raises BlocformError where they are not."""
    same = [[len(run.record), [state.id for state in run.scenario.states], run.seed, run.replicate] for run in (base, other)]
    if same[0] != same[1]:
        raise BlocformError("twins have the same states, months, seed and replicate; the changes may not set the months")
    found = differences(base, other)
    parallel, left = shadow(base, other)
    return Twin(base, other, found, carried(base, other, found), parallel, len(left))
