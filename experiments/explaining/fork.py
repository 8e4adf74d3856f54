"""Forks: a recorded run that goes on under other levers, events or parameters from a month on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulation.continuation import Continuation
from simulation.engine import run
from simulation.faults import Fault, ScenarioError
from simulation.months import PATTERN, month_after, months_between
from simulation.overrides import flatten
from simulation.scenario import Scenario
from simulation.trajectory import Trajectory

_LATER = "levers, calendar, parameters or outcome; anything else is part of the start, which a fork leaves as it was"


def fork(scenario: Scenario, seed: int, replicate: int, month: int | str, changes: Mapping[str, Any]) -> Trajectory:
    """The run as recorded before a month and under changes from that month on, with the same luck throughout.

    Parameters
    ----------
    month : the first month under the changes, counted from the start or as YYYY-MM; 0 gives an ordinary run with them as
        overrides, and admits all of those.
    changes : keys as ``Scenario.override`` takes them. A lever without a date is pulled in that month, and acts after the recognition
        lag as ever; parameters hold from that month on; thresholds of the outcome judge the whole run.

    Raises ScenarioError with every fault of the changes, those that bear on months before among them.
    """
    first = month_of(scenario, str(month))
    if first == 0:
        return run(scenario.override(changes), seed, replicate)
    return Continuation(run(scenario, seed, replicate), first - 1, from_month(scenario, first, changes)).advance()


def from_month(scenario: Scenario, month: int, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with the changes, its levers dated; raises ScenarioError where one is wrong or would reach back before the month."""
    first = month_after(scenario.head.start, month)
    dated: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, value in flatten(changes).items():
        found = list(_reaching_back(scenario, first, key, value))
        faults += found
        if not found:
            dated[f"{key}@{first}" if key.startswith("levers.") and "@" not in key else key] = value
    try:
        later = scenario.override(dated)
    except ScenarioError as error:
        raise ScenarioError([*faults, *error.faults]) from None
    if faults:
        raise ScenarioError(faults)
    return later


def _reaching_back(scenario: Scenario, first: str, key: str, value: Any) -> Iterator[Fault]:
    kind, _, name = key.partition(".")
    when = key.partition("@")[2]
    if kind not in ("levers", "calendar", "parameters", "outcome") or key == "levers.recognition_lag":
        yield Fault("fork", key, value, _LATER)
    elif when and PATTERN.fullmatch(when) and when < first:
        yield Fault("fork", key, when, f"{first} or later, as the months before are recorded")
    elif kind == "calendar" and not when:
        past = sorted({row[4] for row in scenario.tables["calendar"] if row[0] == name and row[4] < first})
        if past:
            yield Fault("fork", key, value, f"an event of {first} or later; this one happened in {past[0]}")


def month_of(scenario: Scenario, text: str) -> int:
    """A month given as a number or as YYYY-MM; raises ScenarioError where it is neither or outside the run."""
    number = int(text) if text.isdecimal() else months_between(scenario.head.start, text) if PATTERN.fullmatch(text) else -1
    if not 0 <= number <= scenario.head.months:
        last = month_after(scenario.head.start, scenario.head.months)
        raise ScenarioError([Fault("fork", "month", text, f"0 to {scenario.head.months}, or {scenario.head.start} to {last}")])
    return number
