"""Take an event apart: ``explain(trajectory, event)``."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

import numpy as np

from experiments.chronicle import sentence
from experiments.explaining.explanation import Explanation, Flip, Stage
from experiments.explaining.flips import nearest_flip
from experiments.explaining.kinds import KINDS, Kind
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.origin import origin_of, origin_of_field
from experiments.explaining.quantities import Quantity
from simulation.event_table import POLICY, SHOCK, event_table
from simulation.events import REQUEST
from simulation.faults import BlocformError, Fault, FaultyError, nearest
from simulation.footprint import footprint
from simulation.trajectory import Trajectory
from simulation.world import DRIVEN


def explain(trajectory: Trajectory, event: str) -> Explanation:
    """Why an event of a run came out as it did.

    Parameters
    ----------
    event : an id of ``trajectory.events``.

    Raises
    ------
    BlocformError
        where the run has no such event (with the nearest id), or where other rules than those of the schedule made it.
    """
    table = trajectory.events
    rows = np.flatnonzero(table["id"] == event)
    if not len(rows):
        close = nearest(event, table["id"][table["date"] == event[:7]]) or nearest(event, table["id"])
        raise FaultyError([Fault("run", "event", event, f"the id of one of its {len(table)} events", close)])
    told: dict[str, Any] = table.iloc[rows[0]].to_dict()
    is_imposed = table["kind"].isin((SHOCK, POLICY))
    if is_imposed[rows[0]]:
        return Explanation(event, told["date"], sentence(told), origin=origin_of(trajectory.scenario, told))
    deed = Deed.of(trajectory.log[int((~is_imposed[: rows[0]]).sum())])
    kind = KINDS[deed.kind]
    moment = Moment.before(trajectory, deed.month, kind.rules)
    if deed not in moment.replay():
        raise BlocformError(f"{event}: the rules do not bring it about again; agents of the run's own may have decided it")
    stages = kind.stages(moment, deed)
    flips, firm = _flips(moment, deed, kind, stages)
    origin = _imposed(moment, deed, [*(flip.quantity for flip in flips), *firm])
    return Explanation(event, told["date"], sentence(told), stages, flips, firm, origin)


def _flips(moment: Moment, deed: Deed, kind: Kind, stages: tuple[Stage, ...]) -> tuple[tuple[Flip, ...], tuple[Quantity, ...]]:
    """Flips with the smallest change first, and the numbers that have none.

    Where the log tells both outcomes, the last decision is tried by itself, so that all that came before it in the month stays;
    then the rule has to confirm that the event changes. Elsewhere the rule itself is tried.
    """
    last = stages[-1]
    outcome = _decided(last) if kind.opposite is not None else lambda: _key(found(moment.replay(), deed, kind), kind)
    was = outcome()
    flips, firm = [], []
    for quantity in _read(moment, kind, stages):

        def changes(value: float, quantity: Quantity = quantity) -> bool:
            with moment.changed(quantity.reading, value):
                return outcome() != was

        value = nearest_flip(quantity, changes)
        if value is not None:
            with moment.changed(quantity.reading, value):
                then = found(moment.replay(), deed, kind)
            if _key(then, kind) != _key(deed, kind):
                change = abs(value - quantity.value) / quantity.spread
                flips.append(Flip(quantity, value, change, _told(moment.trajectory, then, kind)))
                continue
        firm.append(quantity)
    return tuple(sorted(flips, key=lambda flip: flip.change)), tuple(firm)


def _decided(stage: Stage) -> Callable[[], Hashable]:
    draw, again = stage.draw, stage.again
    assert draw is not None
    assert again is not None
    return lambda: draw < again()


def _read(moment: Moment, kind: Kind, stages: tuple[Stage, ...]) -> Iterator[Quantity]:
    """Numbers that decided, each once, without those that the rules of the decision compute first."""
    schedule = moment.trajectory.program.month[slice(*moment.rules)]
    computed = {field for rule in schedule[:-1] for field in footprint(rule).writes}
    decisive = stages if kind.opposite is None else stages[-1:]
    seen = {quantity.reading: quantity for stage in decisive for quantity in stage.read}
    for reading, quantity in seen.items():
        if not (reading.owner == "world" and reading.field in computed):
            yield quantity


def found(deeds: list[Deed], deed: Deed, kind: Kind) -> Deed | None:
    """What stands in the place of a deed among others: the same state about the same, come out in this way or the other."""
    for other in deeds:
        same = (other.actor, other.item) == (deed.actor, deed.item) and (other.partner == deed.partner or deed.kind == REQUEST)
        if same and other.kind in (deed.kind, kind.opposite):
            return other
    return None


def _key(deed: Deed | None, kind: Kind) -> Hashable:
    """What of a deed has to change for the event to be another one."""
    return deed and (deed.kind, deed.partner, deed.good, deed.paid_in, deed.quantity if kind.has_degrees else None)


def _told(trajectory: Trajectory, deed: Deed | None, kind: Kind) -> str:
    """A deed as a sentence."""
    if deed is None:
        return "it does not happen" if kind.opposite is None else "it does not come to this choice"
    table = event_table(np.array([deed], dtype=float), trajectory.scenario, -1)
    return sentence(table.iloc[0].to_dict())


def _imposed(moment: Moment, deed: Deed, read: list[Quantity]) -> tuple[str, ...]:
    """Rows of the scenario that set what the decision read of the calendar and the levers."""
    rows: dict[str, None] = {}
    for quantity in read:
        reading = quantity.reading
        if reading.owner == "world" and reading.field in DRIVEN and quantity.value != 0.0 and reading.field != "chance":
            states = moment.trajectory.scenario.states
            state = states[reading.index[-1]].id
            rows |= dict.fromkeys(origin_of_field(moment.trajectory.scenario, reading.field, state, moment.month))
    return tuple(rows)
