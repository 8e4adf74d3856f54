"""A decision to be taken: the moment, and whom and what it is about."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.explaining.moment import Moment
from experiments.explaining.quantities import Quantity, quantity
from experiments.explaining.reading import Readings, called, watched
from experiments.explaining.text import value_of
from simulation.compiled import decision
from simulation.scenario import Scenario


@dataclass(frozen=True)
class Case:
    """What decisions are handed: ``names`` holds their arguments other than the owners of numbers, as rows of states ``i`` and ``j``."""

    moment: Moment
    names: Mapping[str, Any]

    @property
    def scenario(self) -> Scenario:
        """The scenario of the run."""
        return self.moment.trajectory.scenario

    @property
    def arguments(self) -> dict[str, Any]:
        """Everything that a decision may ask for, by name."""
        return {**self.names, **self.moment.owners}

    def answer(self, function: decision, **others: Any) -> Any:
        """What a decision gives; ``others`` are further arguments by name."""
        return called(function, {**self.arguments, **others})

    def read_by(self, function: decision) -> tuple[Quantity, ...]:
        """Every number that a decision reads."""
        stand_ins, noted = watched(self.moment.owners)
        called(function, {**self.names, **stand_ins})
        return self._described(noted)

    def value(self, expression: ast.expr, function: decision) -> tuple[Any, tuple[Quantity, ...]]:
        """What an expression of a decision's text comes to, and every number that it reads."""
        stand_ins, noted = watched(self.moment.owners)
        found = value_of(expression, function, {**self.names, **stand_ins})
        return found, self._described(noted)

    def _described(self, noted: Readings) -> tuple[Quantity, ...]:
        return tuple(quantity(reading, value, self.moment) for reading, value in noted.items())
