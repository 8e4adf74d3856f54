"""Where what is imposed on a run comes from: rows of the calendar and of the levers, with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulation.event_table import POLICY, SHOCK
from simulation.months import months_between
from simulation.rows import Entry
from simulation.scenario import Scenario


class Imposition(NamedTuple):
    """A row of the calendar or of the levers: from ``month`` on (with the recognition lag) a variable goes to a value."""

    kind: str
    name: str
    variable: str
    state: str
    channel: str
    month: int
    date: str
    entry: Entry

    def __str__(self) -> str:
        of = " ".join(part for part in (self.variable, self.state, self.channel) if part)
        file = "calendar.csv" if self.kind == SHOCK else "levers.csv"
        named = f"{self.name}: " if self.name != self.variable else ""
        note = f" ({self.entry.note})" if self.entry.note else ""
        return f"{file}, {self.date}: {named}{of} to {self.entry.value:g}; {self.entry.evidence}, {self.entry.source}{note}"


def impositions(scenario: Scenario) -> Iterator[Imposition]:
    """Every row of the calendar and of the levers."""
    start, lag = scenario.head.start, scenario.head.recognition_lag
    for (event, variable, state, channel, date), entry in scenario.tables["calendar"].items():
        yield Imposition(SHOCK, event, variable, state, channel, months_between(start, date), date, entry)
    for (lever, state, date), entry in scenario.tables["levers"].items():
        month = months_between(start, date)
        yield Imposition(POLICY, lever, lever, state, "", month + lag if month > 0 else 0, date, entry)


def origin_of(scenario: Scenario, event: Mapping[str, Any]) -> tuple[str, ...]:
    """Rows that an imposed event of the event table stands for."""
    wanted = (event["kind"], event["name"], event["actor"], event["good"], event["month"], event["quantity"])
    found = (row for row in impositions(scenario) if (row.kind, row.name, row.state, row.channel, row.month, row.entry.value) == wanted)
    return tuple(map(str, found))


def origin_of_field(scenario: Scenario, field: str, state: str, month: int, value: float) -> tuple[str, ...]:
    """The latest row that set a field of a state by that month; none where the field is on its way, or a signpost's response set it."""
    rows = [row for row in impositions(scenario) if (row.variable, row.state) == (field, state) and row.month <= month]
    latest = max(rows, key=lambda row: row.month, default=None)
    return (str(latest),) if latest is not None and latest.entry.value == value else ()
