"""Take an event apart: ``explain(trajectory, event)``."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.chronicle import sentence
from experiments.explaining.explanation import Explanation
from experiments.explaining.kinds import KINDS
from experiments.explaining.moment import Deed, Moment
from experiments.explaining.origin import origin_of, origin_of_field
from experiments.explaining.quantities import Quantity
from experiments.explaining.trial import Trial
from simulation.event_table import POLICY, SHOCK
from simulation.faults import BlocformError, Fault, FaultyError, nearest
from simulation.trajectory import Trajectory
from simulation.world import DRIVEN, VARIABLES


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
    before, stages = kind.before(moment, deed), kind.stages(moment, deed)
    flips, firm = Trial(moment, deed, kind, (*before, *stages)).flips()
    origin = _imposed(moment, [*(flip.quantity for flip in flips), *firm])
    return Explanation(event, told["date"], sentence(told), stages, flips, firm, origin, before)


def _imposed(moment: Moment, read: list[Quantity]) -> tuple[str, ...]:
    """Rows of the scenario that set what the decision read of the calendar and the levers."""
    scenario = moment.trajectory.scenario
    rows: dict[str, None] = {}
    for quantity in read:
        owner, field, place = quantity.reading
        if owner == "world" and field in DRIVEN and VARIABLES[field].dims == "i" and quantity.value != 0.0:
            rows |= dict.fromkeys(origin_of_field(scenario, field, scenario.states[place[0]].id, moment.month, quantity.value))
    return tuple(rows)
