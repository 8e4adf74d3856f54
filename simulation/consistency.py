"""What must hold between the tables of a scenario: nothing missing, nothing contradictory; and what is mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import product

from simulation.chance import state_hash
from simulation.faults import Fault, unknown
from simulation.levers import LEVERS
from simulation.months import months_between
from simulation.properties import ATTRIBUTES, CHANNELS, GOODS, ISSUES, SUPPLY
from simulation.rows import Entries, Key, Names
from simulation.tables import EVENTS

TOLERANCE = 1e-9


def gaps(entries: Entries, names: Names) -> list[Fault]:
    """Every value that a run needs and no row gives. Missing is never zero."""
    states, channels, issues, goods = (names.sets[key] for key in ("state", "channel", "issue", "good"))
    pairs = list(entries["ties"])
    needed: dict[str, Iterable[Key]] = {
        "attributes": product(states, (a.name for a in ATTRIBUTES if a.default is None)),
        "channels": product(channels, (q.name for q in CHANNELS if q.default is None)),
        "issues": product(issues, (q.name for q in ISSUES if q.default is None)),
        "goods": product(goods, (q.name for q in GOODS if q.default is None)),
        "grievances": product(states, issues),
        "sanctions": product(states, channels),
        "outlets": product(channels, states),
        "diversion": product(channels, states),
        "capacities": product(states, goods, (q.name for q in SUPPLY if q.default is None)),
        "trust": pairs,
        "commitments": pairs,
        "levers": _levers_needed(entries, names),
    }
    return [
        Fault(f"{table}.csv", ".".join(key), "nothing", "a row with a value; missing is never zero")
        for table, keys in needed.items()
        for key in keys
        if key not in entries[table]
    ]


def _levers_needed(entries: Entries, names: Names) -> Iterable[Key]:
    """Start values without which a lever has no meaning: the joint ones, and those that carry a programme."""
    yield from ((lever.name, "", names.start) for lever in LEVERS if not lever.each)
    under = {state for (state, _), entry in entries["sanctions"].items() if entry.value > 0}
    under |= {key[2] for key in entries["calendar"] if key[1] == "programme"}
    for state in names.sets["state"]:
        if state in under:
            yield from (("primary", state, names.start), ("export", state, names.start))


def contradictions(entries: Entries, names: Names, unread: Collection[str] = ()) -> list[Fault]:
    """Every pair of rows that cannot both be true; what needs a table of ``unread`` is not judged."""
    return [fault for check, needed in _CHECKS if not set(needed) & set(unread) for fault in check(entries, names)]


def _asymmetries(entries: Entries, names: Names) -> Iterable[Fault]:
    for table in ("ties", "commitments", "rivalries"):
        for (i, j), entry in entries[table].items():
            other = entries[table].get((j, i))
            if other is None:
                yield Fault(f"{table}.csv", f"{j}.{i}", "nothing", f"{entry.value:g}, as {i}.{j}: the table is symmetric")
            elif other.value != entry.value and i < j:
                yield Fault(f"{table}.csv", f"{j}.{i}", other.value, f"{entry.value:g}, as {i}.{j}: the table is symmetric")


def _strangers(entries: Entries, names: Names) -> Iterable[Fault]:
    for table in ("trust", "commitments", "rivalries", "shares"):
        for key, entry in entries[table].items():
            if key[-2:] not in entries["ties"] and key[-2:] != key[-2:][::-1]:
                yield Fault(f"{table}.csv", ".".join(key), entry.value, "no row: the pair has no tie, so it has no relation")


def _overfull_rows(entries: Entries, names: Names) -> Iterable[Fault]:
    sums: dict[Key, float] = {}
    for (channel, state, _), entry in entries["shares"].items():
        sums[channel, state] = sums.get((channel, state), 0.0) + entry.value
    for (channel, state), total in sums.items():
        if total > 1.0 + TOLERANCE:
            yield Fault(
                "shares.csv", f"{channel}.{state}", f"a row that sums to {total:.6g}", "at most 1; the rest is the rest of the world"
            )


def _weights(entries: Entries, names: Names) -> Iterable[Fault]:
    for table, members in (("channels", names.sets["channel"]), ("issues", names.sets["issue"])):
        present = [entries[table][key].value for key in product(members, ("weight",)) if key in entries[table]]
        if len(present) == len(members) and abs(sum(present) - 1.0) > 1e-6:
            yield Fault(f"{table}.csv", "weight", f"weights that sum to {sum(present):.6g}", "weights that sum to 1")


def _lever_rows(entries: Entries, names: Names) -> Iterable[Fault]:
    each = {lever.name: lever.each for lever in LEVERS}
    for key in entries["levers"]:
        lever, state, month = key
        if each[lever] != bool(state):
            allowed = "the state that the lever bears on" if each[lever] else "nothing: the lever is the whole coalition's"
            yield Fault("levers.csv", ".".join(key), f"state {state!r}", allowed)
        elif (lever, state, names.start) not in entries["levers"]:
            yield Fault("levers.csv", ".".join(key), f"a change at {month}", f"a row for the start, {names.start}, as well")


def _calendar_rows(entries: Entries, names: Names) -> Iterable[Fault]:
    shocks = {shock.name: shock for shock in EVENTS}
    for key, entry in entries["calendar"].items():
        _, variable, state, channel, month = key
        shock = shocks[variable]
        if shock.passing and entry.extras[0] > 0.0:
            yield Fault("calendar.csv", ".".join(key), f"ramp {entry.extras[0]:g}", f"ramp 0: {variable} holds in its month alone")
        for column, given, needed in (("state", state, shock.of_state), ("channel", channel, shock.of_channel)):
            if bool(given) != needed:
                yield Fault(
                    "calendar.csv", ".".join(key), f"{column} {given!r}", f"a {column}" if needed else f"no {column}: {variable} has none"
                )
        if months_between(names.start, month) < 1:
            yield Fault("calendar.csv", ".".join(key), month, f"a month after the start, {names.start}")


def _signpost_rows(entries: Entries, names: Names) -> Iterable[Fault]:
    each = {lever.name: lever.each for lever in LEVERS}
    signposts = [key[0] for key in entries["signposts"]]
    for name in sorted({name for name in signposts if signposts.count(name) > 1}):
        yield Fault("signposts.csv", name, "two rows", "one measure and one comparison for each signpost")
    for signpost, lever, state in entries["responses"]:
        key = f"{signpost}.{lever}.{state}"
        if signpost not in signposts:
            yield unknown("responses.csv", key, signpost, signposts)
        if each[lever] != bool(state):
            allowed = "the state that the lever bears on" if each[lever] else "nothing: the lever is the whole coalition's"
            yield Fault("responses.csv", key, f"state {state!r}", allowed)


def _collisions(entries: Entries, names: Names) -> Iterable[Fault]:
    seen: dict[int, str] = {}
    for state in names.sets["state"]:
        other = seen.setdefault(state_hash(state), state)
        if other != state:
            yield Fault("states.csv", "id", state, f"another id: its hash is that of {other!r}")


_CHECKS = (
    (_asymmetries, ("ties", "commitments", "rivalries")),
    (_strangers, ("ties", "trust", "commitments", "rivalries", "shares")),
    (_overfull_rows, ("shares",)),
    (_weights, ("channels", "issues")),
    (_lever_rows, ("levers",)),
    (_calendar_rows, ("calendar",)),
    (_signpost_rows, ("signposts", "responses")),
    (_collisions, ()),
)
"""Checks of contradictions, each with the tables that it needs whole."""


def repairs(entries: Entries, names: Names, ceiling: Mapping[str, float]) -> list[str]:
    """What is mended rather than refused, each named so that ``check`` and ``show`` can report it.

    ``ceiling`` holds the values of the parameters of the trust limit.
    """
    found: list[str] = []
    personalism = {state: entries["attributes"][state, "personalism"].value for state in names.sets["state"]}
    above = [
        f"{i}-{j}"
        for (i, j), entry in entries["trust"].items()
        if entry.value
        > ceiling["trust_ceiling_max"]
        - ceiling["trust_ceiling_slope"] * 0.5 * (personalism[i] + personalism[j])
        + ceiling["ceiling_from_commitment"] * entries["commitments"][i, j].value
    ]
    if above:
        found.append(f"trust-capped: {len(above)} ordered pairs start above their trust limit and are held at it ({', '.join(above)})")
    for channel in names.sets["channel"]:
        resold = entries["channels"].get((channel, "resale"))
        silent = [state for state in names.sets["state"] if (channel, state) not in entries["volumes"]]
        if resold and resold.value > 0 and silent:
            found.append(f"volume-from-gdp: {channel}: GDP stands in for the volume of {', '.join(silent)}")
    return found
