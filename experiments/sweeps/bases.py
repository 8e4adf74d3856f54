"""The scenarios that the rows of a plan are variants of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from experiments.sweeps.plan import Plan
from simulation.faults import ScenarioError
from simulation.scenario import Scenario
from simulation.variant import ShapeError, Variants


class Base(NamedTuple):
    """A scenario, and what makes variants of it."""

    scenario: Scenario
    variants: Variants


class Bases:
    """The bases of a plan: its scenarios, and one more for every policy that gives the world of one another shape."""

    def __init__(self, plan: Plan):
        self._plan = plan
        self._known: dict[tuple[str, str], Base] = {}

    def of(self, row: int) -> Base:
        """The base of a row; that of its scenario where the policy of the row makes an impossible one, as its runs then say."""
        scenario, policy, *_ = self._plan.place(row)
        if (scenario, policy) not in self._known:
            self._known[scenario, policy] = self._made(scenario, policy)
        return self._known[scenario, policy]

    def groups(self, rows: Sequence[int]) -> Iterable[tuple[Base, list[int]]]:
        """Every base of some rows with the positions of its rows among them."""
        found: Mapping[int, list[int]] = defaultdict(list)
        for position, row in enumerate(rows):
            found[id(self.of(row))].append(position)
        return [(self.of(rows[positions[0]]), positions) for positions in found.values()]

    def _made(self, scenario: str, policy: str) -> Base:
        given = self._plan.scenarios[scenario]
        plain = self._known.setdefault((scenario, ""), Base(given, Variants(given)))
        changes = self._plan.policy(policy)
        try:
            plain.variants.of(changes)
        except ShapeError:
            own = given.override(changes)
            return Base(own, Variants(own))
        except ScenarioError:
            pass
        return plain
