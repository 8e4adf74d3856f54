"""What a comparison says, each part found once for all sections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from experiments.analysis.box import Box
from experiments.comparing.by_future import by_future
from experiments.comparing.choices import Choice, favourite
from experiments.comparing.comparison import Comparison
from experiments.comparing.differences import ALL, EQUAL, differences
from experiments.comparing.futures import robustness
from experiments.comparing.ranks import ranks
from experiments.comparing.shares import shares
from experiments.comparing.shortfalls import SHORT, regions, shortfalls
from experiments.comparing.trade_offs import budgets, trade_offs
from experiments.comparing.words import number
from experiments.outcomes import Shares


@dataclass(frozen=True)
class Findings:
    """The findings of a comparison that can be judged, see ``Comparison.is_judged``."""

    comparison: Comparison

    @cached_property
    def shares(self) -> dict[str, Shares]:
        """Shares of the classes by policy in the first future."""
        return shares(self.comparison)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """All outputs that are looked at, the goal's among them."""
        return tuple(dict.fromkeys((*ALL, self.comparison.goal.output)))

    @cached_property
    def differences(self) -> pd.DataFrame:
        """Every class, measure and the goal of every policy against the first, in the first future."""
        return differences(self.comparison, self.outputs)

    def difference(self, policy: str, output: str) -> pd.Series:
        """The row of a policy and output."""
        table = self.differences
        return table[(table["policy"] == policy) & (table["output"] == output)].iloc[0]

    def told_by(self, policy: str) -> list[str]:
        """Outputs other than the goal's that tell a policy from the first, given how many policies there are."""
        table = self.differences[self.differences["policy"] == policy]
        return table.loc[(table["told"] != 0) & (table["output"] != self.comparison.goal.output), "output"].tolist()

    @cached_property
    def by_goal(self) -> pd.DataFrame:
        """The goal of every policy against the first, a row a policy, by name.

        ``told`` is 1 where a policy is better by more than noise, given how many policies there are, -1 where it is worse, else 0.
        """
        table = self.differences[self.differences["output"] == self.comparison.goal.output]
        return table.assign(told=table["told"] * int(self.comparison.goal.sign)).set_index("policy", drop=False)

    @cached_property
    def idle(self) -> dict[str, bool]:
        """Policies of which no difference to the first is told, and whether they equal it in every run and output."""
        found = {}
        for policy, rows in self.differences.groupby("policy", sort=False):
            if not rows["told"].any():
                found[str(policy)] = bool((rows["verdict"] == EQUAL).all())
        return found

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """See ``ranks.ranks``."""
        return ranks(self.comparison)

    @cached_property
    def by_future(self) -> pd.DataFrame:
        """See ``by_future.by_future``."""
        return by_future(self.comparison)

    def futures_told(self, policy: str) -> int:
        """Number of futures but the first in which the goal tells a policy from the first, given how many policies there are."""
        table = self.by_future[self.by_future["policy"] == policy]
        return int((table["told"].iloc[1:] != 0).sum())

    @cached_property
    def robustness(self) -> pd.DataFrame:
        """Criteria over the named futures."""
        return robustness(self.comparison)

    @cached_property
    def robustness_over_draws(self) -> pd.DataFrame | None:
        """Criteria over the draws; None where there are no draws, or too few runs of them."""
        drawn = self.comparison.drawn
        return robustness(self.comparison, drawn) if drawn is not None and drawn.places and len(drawn.replicates) > 1 else None

    @cached_property
    def favourite(self) -> Choice:
        """The choice by least maximum regret over the named futures."""
        return favourite(self.robustness)

    @cached_property
    def good_enough(self) -> str:
        """What is good enough, and where the number comes from, in words."""
        comparison = self.comparison
        said = number(comparison.enough)
        if comparison.goal.enough is not None:
            return f"{said}, as asked for"
        return f"{said}, what `{comparison.first}` reaches in `{comparison.runs.places[0]}`"

    @cached_property
    def shortfalls(self) -> pd.DataFrame:
        """How the favourite does in every named future; only to be asked for where there is one."""
        return shortfalls(self.comparison, self.favourite.policy)

    @cached_property
    def drawn_shortfalls(self) -> pd.DataFrame | None:
        """How the favourite does in every draw, with ``fails``: whether it falls short or is beaten, both beyond noise."""
        if self.robustness_over_draws is None:
            return None
        table = shortfalls(self.comparison, self.favourite.policy, self.comparison.drawn)
        return table.assign(fails=(table["standing"] == SHORT) | (table["beaten_by"] != ""))

    @cached_property
    def regions(self) -> tuple[Box, ...] | None:
        """Where among the draws the favourite fails, see ``shortfalls.regions``."""
        table = self.drawn_shortfalls
        return regions(self.comparison, table["fails"].to_numpy()) if table is not None else None

    @cached_property
    def trade_offs(self) -> pd.DataFrame:
        """See ``trade_offs.trade_offs``."""
        return trade_offs(self.comparison)

    @cached_property
    def budgets(self) -> pd.DataFrame:
        """See ``trade_offs.budgets``."""
        return budgets(self.comparison)
