"""What would have changed an event: every number that led to it, tried on the rule that brought it about."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from experiments.chronicle import sentence
from experiments.explaining.draws import HINGES
from experiments.explaining.explanation import Flip, Stage
from experiments.explaining.flips import nearest_flip
from experiments.explaining.kinds import Kind
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.quantities import Quantity
from experiments.explaining.reading import Reading
from simulation.event_table import event_table
from simulation.events import NONE, REQUEST
from simulation.footprint import footprint


@dataclass(frozen=True)
class Trial:
    """A deed that is tried again with other numbers: the whole rule runs, so that a number may act at any step that led to the deed.

    ``stages`` are all these steps, those of earlier decisions included.
    """

    moment: Moment
    deed: Deed
    kind: Kind
    stages: tuple[Stage, ...]

    def flips(self) -> tuple[tuple[Flip, ...], tuple[Quantity, ...]]:
        """What would have changed the deed, the smallest change first, and the numbers of which no value that was tried would."""
        tried = {quantity: self.flip(quantity) for quantity in self._read()}
        flips = sorted((flip for flip in tried.values() if flip), key=lambda flip: flip.change)
        return tuple(flips), tuple(quantity for quantity, flip in tried.items() if not flip)

    def flip(self, quantity: Quantity) -> Flip | None:
        """The nearest value of one number that changes the deed."""
        value = nearest_flip(quantity, lambda tried: self.changed(self.after(quantity.reading, tried)))
        if value is None:
            return None
        then = self.after(quantity.reading, value)
        is_answer = then is not None and then.kind == self.kind.opposite
        return Flip(
            quantity, value, abs(value - quantity.value) / quantity.spread, self._told(then), self.kind.opposite is None or is_answer
        )

    def after(self, reading: Reading, value: float, is_compiled: bool = True) -> Deed | None:
        """What the rule does in place of the deed where a number has another value."""
        with self.moment.changed(reading, value):
            return self._in_place(self.moment.replay(is_compiled, self._row))

    def changed(self, then: Deed | None) -> bool:
        """Whether what stands in the place of the deed is another event."""
        return self._essence(then) != self._essence(self.deed)

    @property
    def _row(self) -> int | None:
        """The row of the state whose rule notes the deed; None where the rule is one of the whole system."""
        first = HINGES[self.deed.kind].ends[0] if self.deed.kind in HINGES else "actor"
        row = getattr(self.deed, first)
        return None if row == NONE else row

    def _read(self) -> Iterable[Quantity]:
        """Numbers that led to the deed, each once, without those that the rules of the decision compute first."""
        schedule = self.moment.trajectory.program.month[slice(*self.moment.rules)]
        computed = {("world", field) for rule in schedule[:-1] for field in footprint(rule).writes}
        read = {quantity.reading: quantity for stage in self.stages for quantity in stage.read}
        return (quantity for reading, quantity in read.items() if reading[:2] not in computed)

    def _in_place(self, deeds: list[Deed]) -> Deed | None:
        """Of some deeds that of the same state about the same, come out in this way or the other."""
        kinds, place = (self.deed.kind, self.kind.opposite), (self.deed.actor, self.deed.item)
        same = (other for other in deeds if other.kind in kinds and (other.actor, other.item) == place)
        return next((other for other in same if other.partner == self.deed.partner or other.kind == REQUEST), None)

    def _essence(self, deed: Deed | None) -> Hashable:
        """What of a deed has to change for the event to be another one."""
        return deed and (deed.kind, deed.partner, deed.good, deed.paid_in, deed.quantity if self.kind.has_degrees else None)

    def _told(self, deed: Deed | None) -> str:
        """A deed as a sentence."""
        if deed is None:
            return "it does not happen" if self.kind.opposite is None else "it does not come to this choice"
        table = event_table(np.array([deed], dtype=float), self.moment.trajectory.scenario, -1)
        return sentence(table.iloc[0].to_dict())
