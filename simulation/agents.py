"""States as Mesa agents: views of one row of the world, acting through the same rules as the engine."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import mesa
import numpy as np

from simulation.footprint import footprint
from simulation.properties import GROUPS
from simulation.schedule import RULES
from simulation.views import Named
from simulation.world import VARIABLES

if TYPE_CHECKING:
    from simulation.model import BlocModel

_AXES = {"j": "state", "c": "channel", "m": "issue", "g": "good"}


class _Counters(WeakKeyDictionary):
    """Counters of agents by model that do not keep a model alive, as those of ``mesa.Agent`` do."""

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        return self.setdefault(model, itertools.count(1))


class StateAgent(mesa.Agent):
    """A state.

    Every field of the world that has one row a state is an attribute that one can read and set:
    numbers (``agent.threat``), or views by name (``agent.trust["XYZ"]``,
    ``agent.share["energy", "XYZ"]``). Every rule of a state is a method of the same name
    (``agent.comply()``); a subclass that overrides one changes the run, wherever the schedule
    calls that rule.
    """

    model: BlocModel
    _ids = _Counters()

    def __init__(self, model: BlocModel, row: int):
        super().__init__(model)
        self.row = row

    @property
    def id(self) -> str:
        """Id of the state, ISO 3166 alpha-3 in scenarios of the real world."""
        return self.model.config.states[self.row].id

    @property
    def name(self) -> str:
        """Name of the state."""
        return self.model.config.states[self.row].name

    @property
    def group(self) -> str:
        """Group of the state: core, client, coalition, attacked or swing."""
        return GROUPS[self.model.world.group[self.row]]

    @property
    def partners(self) -> dict[str, StateAgent]:
        """States that this one has a relation with, by id."""
        tied = self.model.world.tied[self.row]
        return {agent.id: agent for agent in self.model.rows if tied[agent.row] > 0.0}

    def believe(self, partner: int, trust: float) -> None:
        """Trust the partner in that row so much, within the limit, on as much evidence as before."""
        world = self.model.world
        trust = min(trust, float(world.ceiling[self.row, partner]))
        evidence = world.alpha[self.row, partner] + world.beta[self.row, partner]
        world.trust[self.row, partner] = trust
        world.alpha[self.row, partner] = trust * evidence
        world.beta[self.row, partner] = (1.0 - trust) * evidence

    def __repr__(self) -> str:
        return f"<StateAgent {self.id}>"


_SYMMETRIC = ("tie", "commitment", "rivalry")
"""Fields of pairs that both ends share."""


def _checked(field: str, value: float) -> float:
    """``value``, if the field can hold it; raises ValueError where it cannot."""
    variable = VARIABLES[field]
    if not variable.low <= value <= variable.high:
        raise ValueError(f"{field}: given {value!r}, allowed {variable.low:g} to {variable.high:g}")
    return value


def _number(field: str) -> property:
    def read(agent: StateAgent) -> float:
        return float(getattr(agent.model.world, field)[agent.row])

    def write(agent: StateAgent, value: float) -> None:
        getattr(agent.model.world, field)[agent.row] = _checked(field, value)

    return property(read, write, doc=VARIABLES[field].meaning)


def _row(field: str) -> property:
    dims = VARIABLES[field].dims
    axis = dims.index("i")

    def view(agent: StateAgent) -> Named:
        array: np.ndarray = getattr(agent.model.world, field)[(slice(None),) * axis + (agent.row,)]

        def write(position: tuple[int, ...], value: float) -> None:
            array[position] = _checked(field, value)
            if field in _SYMMETRIC:
                getattr(agent.model.world, field)[position[0], agent.row] = value
            if field == "trust":
                agent.believe(position[0], value)

        names = (agent.model.config.names.sets[_AXES[d]] for d in dims if d != "i")
        return Named(array, *names, write=write)

    def write(agent: StateAgent, values: dict[str, Any]) -> None:
        for name, value in values.items():
            view(agent)[name] = value

    return property(view, write, doc=VARIABLES[field].meaning)


def _act(rule: Callable[..., None]) -> Callable[[StateAgent], None]:
    def act(agent: StateAgent) -> None:
        agent.model.apply(rule, agent.row)

    act.__name__ = rule.__name__
    act.__doc__ = rule.__doc__
    return act


for _field, _variable in VARIABLES.items():
    if "i" in _variable.dims and _field not in ("id", "group") and not set(_variable.dims) - {"i", *_AXES}:
        setattr(StateAgent, _field, _number(_field) if _variable.dims == "i" else _row(_field))
for _name, _rule in RULES.items():
    if footprint(_rule).of_state:
        setattr(StateAgent, _name, _act(_rule))
