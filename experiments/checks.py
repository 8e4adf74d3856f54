"""Checks of stylised facts: a number that is taken from a trajectory, and the range in which it should lie."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import networkx as nx
import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from experiments.theory import Prediction
from simulation.events import KINDS
from simulation.faults import Fault, unknown
from simulation.measures.cohesion import ACTIVE
from simulation.properties import GROUPS
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory
from simulation.world import VARIABLES

LONGEST = 12_000
"""Months beyond which no scenario runs."""


class Frozen(BaseModel):
    """A record that knows its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _rising(numbers: tuple[Any, ...]) -> tuple[Any, ...]:
    if list(numbers) != sorted(numbers):
        raise ValueError("allowed: the lower number first")
    return numbers


class At(Frozen):
    """A number of the world: a field at named places; ``partners`` sums over a group of states."""

    field: str
    state: str
    channel: str | None = None
    issue: str | None = None
    partner: str | None = None
    partners: str | None = None

    def series(self, trajectory: Trajectory) -> np.ndarray:
        """The number by month."""
        where = {k: v for k, v in self.model_dump(exclude={"field", "partners"}).items() if v is not None}
        if self.partners is None:
            return trajectory.series(self.field, **where)
        members = [state.id for state in trajectory.scenario.states if state.group == self.partners]
        return np.add.reduce([trajectory.series(self.field, **where, partner=member) for member in members])

    def faults(self, scenario: Scenario, where: str, key: str) -> list[Fault]:
        """What the scenario does not have of it."""
        if self.field not in VARIABLES:
            return [unknown(where, f"{key}.field", self.field, VARIABLES)]
        dims = VARIABLES[self.field].dims
        found = []
        if set(dims) - set("ijcm"):
            found.append(Fault(where, f"{key}.field", self.field, "a field of states, pairs, channels and issues alone"))
        for name, letter in (("state", "i"), ("partner", "j"), ("channel", "c"), ("issue", "m")):
            given = getattr(self, name)
            is_sum = name == "partner" and self.partners is not None
            if (given is not None or is_sum) != (letter in dims) or (given is not None and is_sum):
                needed = f"a {name}" if letter in dims else f"no {name}: {self.field} has none"
                found.append(Fault(where, f"{key}.{name}", given, needed))
            elif given is not None and given not in scenario.names.sets[name]:
                found.append(unknown(where, f"{key}.{name}", given, scenario.names.sets[name]))
        if self.partners is not None and self.partners not in GROUPS:
            found.append(unknown(where, f"{key}.partners", self.partners, GROUPS))
        return found


_Months = Annotated[tuple[Annotated[int, Field(ge=0, le=LONGEST)], ...], Field(min_length=1, max_length=3), AfterValidator(_rising)]


class _Check(Frozen):
    """One comparison with a range."""

    name: str
    months: _Months
    range: Annotated[tuple[float, float], AfterValidator(_rising)]
    unit: str
    label: Literal["fitted", "tested"]

    def holds(self, number: float) -> bool:
        """Whether a number lies in the range."""
        return self.range[0] <= number <= self.range[1]

    def predicted(self, theory: Prediction) -> float | None:
        """What landscape theory predicts of the number; None where it has nothing to say."""
        return None


class FieldCheck(_Check):
    """A number of the world at some months, or how it moves between them."""

    how: Literal["value", "change", "growth", "speed-up", "lowest", "asymmetry"]
    at: At
    sign: Literal[1, -1] = 1

    @model_validator(mode="after")
    def _has_its_months(self) -> FieldCheck:
        if (self.how == "speed-up") != (len(self.months) == 3):
            raise ValueError("months: three for a speed-up, one or two for anything else")
        return self

    def number(self, trajectory: Trajectory) -> float:
        """What the trajectory says."""
        series = self.sign * self.at.series(trajectory) + 0.0  # no negative zero
        first, last = series[self.months[0]], series[self.months[-1]]
        match self.how:
            case "value":
                return float(last)
            case "change":
                return float(last - first)
            case "growth":
                return float(last / first - 1.0) if first else 0.0
            case "speed-up":
                middle = series[self.months[1]]
                return float(last / middle - middle / first) if middle and first else 0.0
            case "lowest":
                return float(series[self.months[0] : self.months[-1] + 1].min())
            case "asymmetry":
                turned = self.at.model_copy(update={"state": self.at.partner, "partner": self.at.state})
                other = self.sign * turned.series(trajectory)[self.months[-1]]
                return float((last - other) / (last + other)) if last + other else 0.0

    def predicted(self, theory: Prediction) -> float | None:
        """A vote is against the other bloc."""
        is_vote = self.how == "value" and self.at.field == "vote" and self.at.partner is not None
        return self.sign * theory.vote(self.at.state, str(self.at.partner)) if is_vote else None

    def faults(self, scenario: Scenario, where: str, key: str) -> list[Fault]:
        """What the scenario does not have of it."""
        found = self.at.faults(scenario, where, key)
        if self.how == "asymmetry" and self.at.partner is None:
            found.append(Fault(where, f"{key}.partner", None, "a partner, to turn the pair round"))
        return found


class Event(Frozen):
    """Which events count: of one of these kinds, and of these actors and goods where they are given."""

    kinds: Annotated[tuple[str, ...], Field(min_length=1)]
    actor: str | None = None
    partner: str | None = None
    good: str | None = None


class EventCheck(_Check):
    """The first month of an event (the month after the last where there is none), or how many there are, within the months given."""

    how: Literal["first", "count"]
    event: Event

    def number(self, trajectory: Trajectory) -> float:
        """What the trajectory says."""
        table = trajectory.events
        chosen = table["kind"].isin(self.event.kinds) & table["month"].between(self.months[0], self.months[-1])
        for column in ("actor", "partner", "good"):
            wanted = getattr(self.event, column)
            if wanted is not None:
                chosen &= table[column] == wanted
        if self.how == "count":
            return float(chosen.sum())
        return float(table["month"][chosen].min()) if chosen.any() else self.months[-1] + 1.0

    def faults(self, scenario: Scenario, where: str, key: str) -> list[Fault]:
        """What the scenario does not have of it."""
        known = {"actor": "state", "partner": "partner", "good": "good"}
        found = [unknown(where, f"{key}.kinds", kind, KINDS.values()) for kind in self.event.kinds if kind not in KINDS.values()]
        for column, names in known.items():
            given = getattr(self.event, column)
            if given is not None and given not in scenario.names.sets[names]:
                found.append(unknown(where, f"{key}.{column}", given, scenario.names.sets[names]))
        return found


_VOTES = {"yes": 1.0, "abstain": 0.0, "no": -1.0}


class VoteCheck(_Check):
    """Share of the votes against ``subject`` that come out as they did, of the states for which it is known."""

    how: Literal["votes right"]
    subject: str
    votes: Annotated[dict[str, Literal["yes", "abstain", "no"]], Field(min_length=1)]

    def number(self, trajectory: Trajectory) -> float:
        """What the trajectory says."""
        vote = trajectory.series("vote", partner=self.subject)[self.months[-1]]
        return float(np.mean([vote[trajectory.scenario.row(state)] == _VOTES[fact] for state, fact in self.votes.items()]))

    def predicted(self, theory: Prediction) -> float | None:
        """A vote is against the other bloc; nobody abstains."""
        return float(np.mean([theory.vote(state, self.subject) == _VOTES[fact] for state, fact in self.votes.items()]))

    def faults(self, scenario: Scenario, where: str, key: str) -> list[Fault]:
        """What the scenario does not have of it."""
        known = scenario.names.sets["state"]
        found = [unknown(where, f"{key}.subject", self.subject, known)] if self.subject not in known else []
        return found + [unknown(where, f"{key}.votes", state, known) for state in self.votes if state not in known]


class NetworkCheck(_Check):
    """The network of pairs that cooperate: number of active core pairs, transitivity in the axis, rank of a core pair from below.

    The first two are changes between the months; ``weakest`` is 1 where the pair has the lowest cooperation of all core pairs.
    """

    how: Literal["active pairs", "transitivity", "weakest"]
    pair: tuple[str, str] | None = None

    @model_validator(mode="after")
    def _has_its_pair(self) -> NetworkCheck:
        if (self.how == "weakest") != (self.pair is not None):
            raise ValueError("pair: two states for weakest, none for anything else")
        return self

    def number(self, trajectory: Trajectory) -> float:
        """What the trajectory says."""
        first, last = self.months[0], self.months[-1]
        if self.how == "active pairs":
            return float(
                self._active(trajectory, last, ("core",)).number_of_edges() - self._active(trajectory, first, ("core",)).number_of_edges()
            )
        if self.how == "transitivity":
            axis = ("core", "client")
            return float(nx.transitivity(self._active(trajectory, last, axis)) - nx.transitivity(self._active(trajectory, first, axis)))
        core = [row for row, state in enumerate(trajectory.scenario.states) if state.group == "core"]
        now = trajectory.worlds.cooperation[last]
        i, j = (trajectory.scenario.row(state) for state in self.pair or ())
        return float(now[i, j] <= min(now[a, b] for a in core for b in core if a != b))

    @staticmethod
    def _active(trajectory: Trajectory, month: int, groups: tuple[str, ...]) -> nx.Graph:
        chosen = np.array([state.group in groups for state in trajectory.scenario.states])
        active = trajectory.worlds.cooperation[month][np.ix_(chosen, chosen)] >= ACTIVE
        return nx.from_numpy_array(active & ~np.eye(len(active), dtype=bool))

    def faults(self, scenario: Scenario, where: str, key: str) -> list[Fault]:
        """What the scenario does not have of it."""
        core = [state.id for state in scenario.states if state.group == "core"]
        found = [unknown(where, f"{key}.pair", state, core) for state in self.pair or () if state not in core]
        if self.pair and self.pair[0] == self.pair[1]:
            found.append(Fault(where, f"{key}.pair", self.pair[0], "two different states of the core"))
        return found


Check = Annotated[FieldCheck | EventCheck | VoteCheck | NetworkCheck, Field(discriminator="how")]
