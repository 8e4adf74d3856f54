"""Changes to a scenario by key: ``parameters.recovery_max``, ``levers.secondary.XYZ``, ``months``, ``ties.ABC.XYZ``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulation.faults import Fault, ScenarioError, nearest, unknown
from simulation.levers import LEVERS
from simulation.months import is_month, month_after
from simulation.tables import EVENTS, TABLES

if TYPE_CHECKING:
    from simulation.scenario import Scenario

_HEAD = ("title", "description", "months", "rules", "measures", "recognition_lag", "chance_from")
_SYMMETRIC = ("ties", "commitments", "rivalries")
_SOURCE = {"evidence": "judgement", "source": "override"}


def flatten(changes: Mapping[str, Any]) -> dict[str, Any]:
    """``{"parameters": {"balance": 0}}`` as ``{"parameters.balance": 0}``."""
    flat: dict[str, Any] = {}
    for key, value in changes.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{inner}": leaf for inner, leaf in flatten(value).items()}
        else:
            flat[key] = value
    return flat


def canonical(key: str) -> str:
    """One key for all that set the same: both directions of a symmetric table, both names of the recognition lag."""
    table, *rest = key.split(".")
    if table in _SYMMETRIC:
        return ".".join([table, *sorted(rest)])
    return key.removeprefix("levers.") if key == "levers.recognition_lag" else key


def override(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A scenario with some values changed; the one given stays as it is.

    Keys are ``months``, ``recognition_lag``, ``rules``, ``measures``; ``parameters.NAME``; ``levers.NAME`` for
    every target of the lever or ``levers.NAME.STATE`` for one, from month 1 (and the recognition lag) to the end, or with ``@YYYY-MM``
    behind from that month on, the later after the earlier and that of one state after that of all, however they are ordered;
    ``outcome.NAME`` for a threshold; ``TABLE.KEY.KEY`` for a value of a table (both directions where the table is symmetric);
    ``calendar.EVENT`` with ``off`` to drop an event, ``calendar.VARIABLE.STATE.CHANNEL@YYYY-MM`` (without the state or channel that
    the variable does not have) for a new one, its value a number or a pair of number and months of ramp;
    ``responses.SIGNPOST.LEVER.STATE`` for what a signpost triggers. Nested dictionaries mean the same.

    Raises ScenarioError with every fault of the keys and of the scenario that they would make.
    """
    config = scenario.config()
    faults: list[Fault] = []
    tables = {table.name: table for table in TABLES}
    for key, value in sorted(flatten(changes).items(), key=_order):
        first, *rest = key.split(".")
        if key in _HEAD:
            config["head"][key] = value
        elif key == "levers.recognition_lag":
            config["head"]["recognition_lag"] = value
        elif first == "parameters" and len(rest) == 1:
            if rest[0] not in scenario.declared:
                faults.append(unknown("override", key, rest[0], scenario.declared))
            else:
                config["head"]["parameters"][rest[0]] = value
        elif first == "outcome" and len(rest) == 1:
            config["head"]["outcome"][rest[0]] = value
        elif first == "levers" and len(rest) in (1, 2):
            faults += _pull(scenario, config, key, value)
        elif first == "calendar" and "@" in key:
            faults += _strike(scenario, config, key, value)
        elif first == "calendar" and len(rest) == 1:
            faults += _switch_off(config, key, rest[0], value)
        elif first == "responses" and len(rest) in (2, 3):
            _respond(config, rest, value)
        elif first in tables:
            faults += _replace(config, tables[first].keys, tables[first].value, key, first, rest, value)
        else:
            known = [*_HEAD, "parameters", "outcome", *tables]
            faults.append(
                Fault("override", key, value, "parameters.NAME, levers.NAME, outcome.NAME, TABLE.KEY, months", nearest(key, known))
            )
    touched = {key.partition(".")[0] for key in flatten(changes)}
    kept = {name: table for name, table in scenario.tables.items() if name not in touched}
    try:
        changed = type(scenario).from_config(config, kept)
    except ScenarioError as error:
        raise ScenarioError([*faults, *error.faults]) from None
    if faults:
        raise ScenarioError(faults)
    return changed


def _order(change: tuple[str, Any]) -> tuple[int, str, int]:
    """Levers first, by month, that of a state last, so that it does not matter in which order they are written; all else as it stands."""
    place, _, month = change[0].partition("@")
    return (0, month, place.count(".")) if place.startswith("levers.") else (1, "", 0)


def _pull(scenario: Scenario, config: dict[str, Any], key: str, value: Any) -> list[Fault]:
    """Set a lever from a month on, the first by default, in place of whatever the scenario plans for it from then on."""
    start = scenario.head.start
    place, dated, month = key.partition("@")
    _, name, *rest = place.split(".")
    if dated and not is_month(month):
        return [_not_a_month(key, month)]
    if name not in (lever.name for lever in LEVERS):
        return [unknown("override", key, name, [lever.name for lever in LEVERS])]
    targets = {row["state"] for row in config["tables"]["levers"] if row["lever"] == name}
    if not targets:
        return [Fault("override", key, value, "a lever that levers.csv gives a start for at least one state")]
    if rest:
        if rest[0] not in targets:
            return [unknown("override", key, rest[0], sorted(targets))]
        targets = {rest[0]}
    first = month if dated else month_after(start, 1)
    kept = [row for row in config["tables"]["levers"] if row["lever"] != name or row["state"] not in targets or row["month"] < first]
    kept += [{"lever": name, "state": target, "month": first, "value": value, **_SOURCE} for target in sorted(targets)]
    config["tables"]["levers"] = kept
    return []


def _strike(scenario: Scenario, config: dict[str, Any], key: str, value: Any) -> list[Fault]:
    """Put another event into the calendar, named after its variable and what it strikes."""
    place, _, month = key.partition("@")
    _, name, *struck = place.split(".")
    shocks = {shock.name: shock for shock in EVENTS}
    if name not in shocks:
        return [unknown("override", key, name, shocks)]
    if not is_month(month):
        return [_not_a_month(key, month)]
    shock = shocks[name]
    wanted = [word for word, has in (("STATE", shock.of_state), ("CHANNEL", shock.of_channel)) if has]
    if len(struck) != len(wanted):
        return [Fault("override", key, place, ".".join(["calendar", name, *wanted]) + "@YYYY-MM")]
    number, ramp = value if isinstance(value, list | tuple) and len(value) == 2 else (value, 0)
    state, channel = struck[0] if shock.of_state else "", struck[-1] if shock.of_channel else ""
    event = "-".join([name, *struck])
    rows = [row for row in config["tables"]["calendar"] if (row["event"], row["variable"], row["month"]) != (event, name, month)]
    keys = {"event": event, "variable": name, "state": state, "channel": channel, "month": month}
    config["tables"]["calendar"] = [*rows, {**keys, "value": number, "ramp": ramp, **_SOURCE}]
    return []


def _respond(config: dict[str, Any], rest: list[str], value: Any) -> None:
    """Have a signpost trigger a lever, in place of the value to which it did."""
    keys = dict(zip(("signpost", "lever", "state"), [*rest, ""], strict=False))
    rows = [row for row in config["tables"]["responses"] if any(row[name] != word for name, word in keys.items())]
    config["tables"]["responses"] = [*rows, {**keys, "value": value, **_SOURCE}]


def _not_a_month(key: str, month: str) -> Fault:
    return Fault("override", key, month, "a month YYYY-MM behind the @")


def _switch_off(config: dict[str, Any], key: str, event: str, value: Any) -> list[Fault]:
    rows = config["tables"]["calendar"]
    events = {row["event"] for row in rows}
    if event not in events:
        return [unknown("override", key, event, sorted(events))]
    if value not in ("off", False):
        return [Fault("override", key, value, "off, which drops the event")]
    config["tables"]["calendar"] = [row for row in rows if row["event"] != event]
    return []


def _replace(config: dict[str, Any], keys: tuple[str, ...], column: str, key: str, table: str, rest: list[str], value: Any) -> list[Fault]:
    rows = config["tables"][table]
    wanted = [rest, [rest[1], rest[0]]] if table in _SYMMETRIC and len(rest) == 2 else [rest]
    found = [row for row in rows if [row[k] for k in keys] in wanted]
    for row in found:
        row |= {column: value, **_SOURCE}
    if found:
        return []
    known = (".".join([table, *(row[k] for k in keys)]) for row in rows)
    return [Fault("override", key, value, f"{table}.{'.'.join(keys).upper()} of a row that exists", nearest(key, known))]
