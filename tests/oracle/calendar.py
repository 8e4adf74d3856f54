"""What is imposed from outside: events of the calendar and the plan of levers (section 6 of the ODD page)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulation.levers import LEVERS
from simulation.tables import EVENTS

if TYPE_CHECKING:
    from oracle.model import OracleModel

PULSES = frozenset(shock.name for shock in EVENTS if shock.passing)


def months_between(start: str, date: str) -> int:
    """Months from one YYYY-MM to another."""
    (first_year, first_month), (year, month) = (map(int, text.split("-")) for text in (start, date))
    return 12 * (year - first_year) + month - first_month


class Calendar:
    """The path of every imposed number through the months, as an attribute of the object that it belongs to."""

    def __init__(self, model: OracleModel):
        scenario, head = model.scenario, model.scenario.head
        self.start = head.start
        self.months = head.months
        self.paths: dict[tuple[Any, str], list[float]] = {}
        states = {state.code: state for state in model.states}
        channels = {channel.name: channel for channel in model.channels}

        first = months_between(self.start, head.chance_from) if head.chance_from else 0
        self.paths[model, "chance"] = [float(month >= first) for month in range(self.months + 1)]
        for key, entry in sorted(scenario.tables["calendar"].items(), key=lambda row: row[0][4]):
            _, variable, state, channel, date = key
            if state and channel:
                target = states[state].markets[channels[channel].position]
            else:
                target = states[state] if state else channels[channel]
            self.add(target, variable, date, entry.value, int(entry.extras[0]))
        for lever in LEVERS:
            rows = [(key[2], key[1], entry.value) for key, entry in scenario.tables["levers"].items() if key[0] == lever.name]
            for date, state, value in sorted(rows):
                target = states[state] if state else model.coalition
                self.add(target, lever.name, date, value, lag=0 if date == self.start else head.recognition_lag)

    def add(self, target: Any, name: str, date: str, value: float, ramp: int = 0, lag: int = 0) -> None:
        """Lead the number to a value in ramp + 1 equal steps, there to stay; a pulse passes after its month."""
        path = self.paths.setdefault((target, name), [getattr(target, name)] * (self.months + 1))
        first = months_between(self.start, date) + lag
        before = path[min(max(first - 1, 0), self.months)]
        for month in range(first, self.months + 1):
            if name in PULSES:
                path[month] = value
                break
            steps = month - first + 1
            path[month] = value if steps > ramp else before + steps / (ramp + 1) * (value - before)

    def impose(self, month: int) -> None:
        """Set every imposed number to its value of the month."""
        for (target, name), path in self.paths.items():
            setattr(target, name, path[month])
