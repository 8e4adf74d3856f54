"""A variant: a scenario with some values changed, as no more than what differs for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np

from simulation.faults import Fault, ScenarioError
from simulation.imposed import block_of
from simulation.initial import imposed_on, initial_world
from simulation.overrides import flatten
from simulation.scenario import Scenario


@dataclass(frozen=True)
class Patch:
    """Numbers of a block of memory that differ from those of another: their positions, and what stands there."""

    positions: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    numbers: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def between(cls, old: np.ndarray, new: np.ndarray) -> Patch:
        """What turns ``old`` into ``new``, to the bit."""
        positions = np.flatnonzero(old.view(np.int64) != new.view(np.int64))
        return cls(positions, new[positions])

    def apply(self, block: np.ndarray) -> None:
        """Write the numbers into a block, in place."""
        block[self.positions] = self.numbers


@dataclass(frozen=True)
class Variant:
    """What differs from a scenario: parameters, numbers of the initial world, numbers of what is imposed month by month."""

    parameters: Mapping[str, float] = field(default_factory=dict)
    world: Patch = field(default_factory=Patch)
    imposed: Patch = field(default_factory=Patch)


NO_VARIANT = Variant()
"""The scenario as it is."""


class ShapeError(ValueError):
    """Changes that give the world another shape, so that they are no variant but a base of their own."""


class Variants:
    """Makes variants of one scenario; what two of them have in common besides parameters is made once.

    Parameters
    ----------
    scenario : the base, which the variants are run with.
    room : how many sets of changes are remembered.
    """

    def __init__(self, scenario: Scenario, room: int = 20_000):
        self._scenario = scenario
        self._room = room
        self._world, self._imposed = initial_world(scenario), imposed_on(scenario, scenario.head.months)
        self._patches: dict[tuple[tuple[str, str], ...], tuple[Patch, Patch]] = {}

    def of(self, changes: Mapping[str, Any]) -> Variant:
        """The variant with those changes, keys as ``Scenario.override`` takes them, thresholds of the outcome without effect.

        Raises ScenarioError with every fault of the scenario that the changes would make, ShapeError where it would have another
        shape, ValueError where it would have other months, rules or measures.
        """
        flat = flatten(changes)
        parameters = {key: value for key, value in flat.items() if key.startswith("parameters.")}
        others = {key: value for key, value in flat.items() if key not in parameters}
        if faults := self._faults(parameters):
            raise ScenarioError([*faults, *self._refused(others)])
        key = tuple(sorted((name, repr(value)) for name, value in others.items()))
        if key not in self._patches:
            if len(self._patches) >= self._room:
                self._patches.clear()
            self._patches[key] = self._compared(others) if others else (Patch(), Patch())
        return Variant({name: float(value) for name, value in _named(parameters).items()}, *self._patches[key])

    def _faults(self, parameters: Mapping[str, Any]) -> list[Fault]:
        """What ``override`` would refuse, and what it would take for a number; a scenario is made only to say what is wrong."""
        known = self._scenario.declared
        numbers = {key: value for key, value in parameters.items() if isinstance(value, Real) and not isinstance(value, bool)}
        found = [Fault("override", key, value, "a number") for key, value in parameters.items() if key not in numbers]
        if any(name not in known or not known[name].possible.admits(value) for name, value in _named(numbers).items()):
            found += self._refused(numbers)
        return found

    def _refused(self, changes: Mapping[str, Any]) -> tuple[Fault, ...]:
        try:
            self._scenario.override(changes)
        except ScenarioError as error:
            return error.faults
        return ()

    def _compared(self, changes: Mapping[str, Any]) -> tuple[Patch, Patch]:
        changed = self._scenario.override(changes)
        if any(getattr(changed.head, key) != getattr(self._scenario.head, key) for key in ("months", "rules", "measures")):
            raise ValueError(f"{', '.join(changes)}: a variant has the months, rules and measures of its base")
        world, imposed = initial_world(changed), imposed_on(changed, changed.head.months)
        if world.block.shape != self._world.block.shape:
            raise ShapeError(f"{', '.join(changes)}: a variant has as many signposts and responses as its base")
        return Patch.between(self._world.block, world.block), Patch.between(block_of(self._imposed), block_of(imposed))


def _named(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters by name, of changes by key."""
    return {key.removeprefix("parameters."): value for key, value in parameters.items()}
