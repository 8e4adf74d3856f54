"""The coalition: not an agent, it pulls levers by plan or where a signpost tells it to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from oracle.arithmetic import clip
from oracle.measures import MEASURES
from simulation import chance, events

if TYPE_CHECKING:
    from oracle.model import OracleModel
    from oracle.state import State

YEAR = 12


class Response(NamedTuple):
    """A lever that goes to a value while the response to a signpost goes on."""

    signpost: Signpost
    target: State | Coalition
    lever: str
    value: float

    def pull(self) -> None:
        """Set the lever in place of what the plan says."""
        if self.signpost.left > 0.0:
            setattr(self.target, self.lever, self.value)


class Coalition:
    """Levers of the coalition as a whole, and how much of its programme it carries out."""

    def __init__(self) -> None:
        self.military_aid = 0.0
        self.coordination = 0.0
        self.carried_out = 0.0
        self.carried_out_start = 0.0

    def carry_out(self, model: OracleModel) -> None:
        """The factor in front of every programme in equations 1 and 7."""
        loudest = max(state.messaging for state in model.states)
        self.carried_out = clip(self.coordination + model.p.messaging_coordination * loudest, 0.0, 1.0)


class Signpost:
    """A measure that the coalition watches, a month late and through noise."""

    def __init__(self, model: OracleModel, position: int, key: tuple[str, str, str]):
        self.name, self.measure, self.comparison = key
        entry = model.scenario.tables["signposts"][key]
        self.model = model
        self.position = position
        self.threshold = entry.value
        self.hold, self.noise = entry.extras
        self.held = 0
        self.left = 0.0
        self.seen: list[float] = []

    def observe(self) -> None:
        """Take the measure of the month that ends."""
        self.seen.append(MEASURES[self.measure](self.model))

    def watch(self) -> None:
        """Count the months for which the signpost holds, and those for which its response goes on."""
        holds, seen = self.reading()
        self.held = self.held + 1 if holds else 0
        self.left = max(self.left - 1.0, 0.0)
        if holds and self.held >= self.hold:
            if self.left == 0.0:
                self.model.note(events.TRIGGER, item=self.position, quantity=seen)
            self.left = self.model.p.response_months

    def reading(self) -> tuple[bool, float]:
        """Whether the signpost holds on the measures of last month, and what was seen."""
        month = self.model.month
        if month <= self.model.scenario.head.recognition_lag:
            return False, 0.0
        seen = self.seen[-1]
        if self.noise > 0.0:
            seen += self.noise * chance.normal(self.model.key, month, chance.SIGNPOST_NOISE, self.position, 0, 0)
        if self.comparison == "below":
            return seen < self.threshold, seen
        if self.comparison == "above":
            return seen > self.threshold, seen
        before = self.seen[-1 - YEAR] if len(self.seen) > YEAR else 0.0
        if before <= 0.0:
            return False, seen
        growth = seen / before - 1.0
        return growth > self.threshold, growth
