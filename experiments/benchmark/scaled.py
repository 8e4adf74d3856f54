"""An invented world of any number of states, made from the tables of a scenario that ships, to see what size costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

import scenarios
from simulation.faults import Fault, ScenarioError
from simulation.parameters import Quantity
from simulation.scenario import Scenario
from simulation.tables import TABLES

BASE = "axis-2022"
"""The scenario whose tables are spread over more states, or gathered in fewer."""
FEWEST, MOST = 8, 500
"""Numbers of states that can be made."""
SPREAD = 0.1
"""Half width of the random factor by which a value of a state departs from that of its model."""
EVEN_SHARE = 0.1
"""Part of external needs that is spread over everybody alike, so that every pair trades in every channel."""
FULLEST = 0.98
"""Largest sum of a row of shares; the rest is the rest of the world."""
KIN_TIE, KIN_TRUST = 0.3, 0.3
"""Tie and trust of two states that follow one model, about which the tables say nothing."""

_EXTENSIVE = ("capability", "gdp")
_NOTE = {"evidence": "invented", "source": f"spread from {BASE} over invented states"}
_TABLES = {table.name: table for table in TABLES}
_Rows = list[dict[str, Any]]


def shortened(scenario: Scenario, months: int) -> Scenario:
    """The scenario cut or stretched to that many months, with everything else as it was and nothing checked anew."""
    return replace(scenario, head=scenario.head.model_copy(update={"months": months}))


@cache
def scaled(states: int) -> Scenario:
    """A world of so many invented states, the same for the same number, in which everybody has to do with everybody.

    Every state follows a state of the base scenario: it takes its group and, but for a random factor near one, its values.
    Groups keep their proportions, with at least two core states and one of every other group. What adds up over states
    (capability, GDP, volumes, shares) is divided up; ties, trust and shares hold between all pairs. The calendar falls on the first
    state that follows the one it names.

    Raises
    ------
    ScenarioError
        where the number is outside ``FEWEST`` to ``MOST``.
    """
    if not FEWEST <= states <= MOST:
        raise ScenarioError([Fault("states", "number", states, f"a whole number from {FEWEST} to {MOST}")])
    return Scenario.from_config(_Spread(scenarios.load(BASE), states).config())


class _Spread:
    """The base scenario spread over ``count`` states: who follows whom, and rows for them."""

    def __init__(self, base: Scenario, count: int):
        self.base = base
        self.given = base.config()
        self.random = np.random.default_rng(count)
        self.models = _models(base, count)
        self.ids = [f"S{k:03d}" for k in range(1, count + 1)]
        self.size = len(base.states) / count
        self.followers = {model: self.models.count(model) for model in self.models}
        self.first = {model: self.ids[self.models.index(model)] for model in self.followers}

    def config(self) -> dict[str, Any]:
        """Plain data that ``Scenario.from_config`` takes."""
        count = len(self.ids)
        head = self.given["head"] | {
            "title": f"A world of {count} states",
            "description": f"An invented world of {count} states with the proportions of {BASE}, to see what size costs.",
        }
        groups = {state.id: state.group for state in self.base.states}
        states = [
            {"id": name, "name": f"State {k}", "group": groups[model], **_NOTE}
            for k, (name, model) in enumerate(zip(self.ids, self.models, strict=True), 1)
        ]
        tables = {name: list(rows) for name, rows in self.given["tables"].items()}
        for name, value in (("attributes", "value"), ("grievances", "grievance"), ("sanctions", "intensity"), ("diversion", "weight")):
            tables[name] = self.of_states(name, value)
        tables |= {"capacities": self.of_states("capacities", "value"), "volumes": self.of_states("volumes", "volume")}
        tables |= {"outlets": self.of_states("outlets", "outlets", vary=False), "levers": self.of_states("levers", "value", vary=False)}
        tables["calendar"] = self.calendar()
        commitments = self.of_pairs("commitments", "depth", lambda row, i, j: row["depth"] if row else 0.0)
        tables |= {"commitments": commitments, "rivalries": self.rivalries()}
        tables["ties"] = self.of_pairs("ties", "tie", lambda row, i, j: (row["tie"] if row else KIN_TIE) + self.around(0.0, 0.05))
        tables["trust"] = self.trust(tables["attributes"], commitments)
        tables["shares"] = self.shares()
        return {"name": f"scaled-{count}", "folder": ".", "head": head, "states": states, "tables": tables}

    def around(self, middle: float, width: float) -> float:
        """A number within ``width`` of ``middle``."""
        return middle + width * (2.0 * self.random.random() - 1.0)

    def of_states(self, table: str, value: str, vary: bool = True) -> _Rows:
        """Rows of a table of single states: those of the model for everybody who follows it, and those of no state as they are."""
        models: dict[str, _Rows] = {}
        for row in self.given["tables"][table]:
            models.setdefault(row["state"], []).append(row)
        rows = [row | _NOTE for row in models.get("", ())]
        for name, model in zip(self.ids, self.models, strict=True):
            for row in models.get(model, ()):
                number = row[value]
                if table == "volumes" or row.get("attribute") in _EXTENSIVE:
                    number *= self.size
                if vary and number > 0.0:
                    key = tuple(row[k] for k in _TABLES[table].keys)
                    number = _held(number * self.around(1.0, SPREAD), _TABLES[table].quantity(key))
                rows.append({**row, "state": name, value: number, **_NOTE})
        return rows

    def calendar(self) -> _Rows:
        """The calendar, on the first of those who follow the state it names."""
        rows = self.given["tables"]["calendar"]
        return [
            row | {"state": self.first[row["state"]] if row["state"] else ""} | _NOTE for row in rows if row["state"] in ("", *self.first)
        ]

    def pairs(self, table: str, ordered: bool = False) -> Iterator[tuple[int, int, dict[str, Any] | None]]:
        """Positions of every pair, once or in both orders, with the row of the pair that it follows, None where that is one state."""
        rows = {(row["state"], row["partner"]): row for row in self.given["tables"][table]}
        for i, one in enumerate(self.models):
            for j, other in enumerate(self.models):
                if i < j or (ordered and i > j):
                    yield i, j, rows.get((one, other))

    def of_pairs(self, table: str, value: str, number: Callable[[dict[str, Any] | None, int, int], float]) -> _Rows:
        """Rows of a symmetric table: ``number`` of the row that the pair follows and of its positions, for both orders."""
        quantity = _TABLES[table].quantities[0]
        rows = []
        for i, j, row in self.pairs(table):
            held = {value: _held(number(row, i, j), quantity), **_NOTE}
            rows += [{"state": self.ids[i], "partner": self.ids[j], **held}, {"state": self.ids[j], "partner": self.ids[i], **held}]
        return rows

    def rivalries(self) -> _Rows:
        """Rivalries of those who follow rivals."""
        return [
            row for row in self.of_pairs("rivalries", "rivalry", lambda row, i, j: row["rivalry"] if row else 0.0) if row["rivalry"] > 0.0
        ]

    def trust(self, attributes: _Rows, commitments: _Rows) -> _Rows:
        """Trust of every ordered pair, below its limit, so that nothing has to be repaired."""
        personalism = {row["state"]: row["value"] for row in attributes if row["attribute"] == "personalism"}
        depth = {(row["state"], row["partner"]): row["depth"] for row in commitments}
        p = self.base.parameters
        rows = []
        for i, j, row in self.pairs("trust", ordered=True):
            one, other = self.ids[i], self.ids[j]
            limit = p["trust_ceiling_max"] - p["trust_ceiling_slope"] * 0.5 * (personalism[one] + personalism[other])
            limit += p["ceiling_from_commitment"] * depth[one, other]
            believed = min((row["trust"] if row else KIN_TRUST) + self.around(0.0, 0.05), limit - 0.01)
            rows.append({"state": one, "partner": other, "trust": _held(believed, _TABLES["trust"].quantities[0]), **_NOTE})
        return rows

    def shares(self) -> _Rows:
        """Shares of every ordered pair in every channel: those of the models divided up, and a part for everybody alike."""
        count = len(self.ids)
        positions = {state.id: k for k, state in enumerate(self.base.states)}
        model = np.array([positions[name] for name in self.models])
        followers = np.array([self.followers[name] for name in self.models])
        rows = []
        for channel in self.base.head.channels:
            given = np.zeros((len(positions),) * 2)
            for row in self.given["tables"]["shares"]:
                if row["channel"] == channel:
                    given[positions[row["state"]], positions[row["partner"]]] = row["share"]
            full = np.minimum(np.maximum(given.sum(axis=1), EVEN_SHARE), FULLEST)[model]
            share = given[np.ix_(model, model)] / followers + EVEN_SHARE / count
            share *= 1.0 + SPREAD * (2.0 * self.random.random((count, count)) - 1.0)
            np.fill_diagonal(share, 0.0)
            share = np.floor(share * (full / share.sum(axis=1))[:, None] * 1e8) / 1e8
            rows += [
                {"channel": channel, "state": self.ids[i], "partner": self.ids[j], "share": float(share[i, j]), **_NOTE}
                for i in range(count)
                for j in range(count)
                if i != j
            ]
        return rows


def _held(number: float, quantity: Quantity | None) -> float:
    """The number within the bounds of its quantity, with six digits after the point."""
    assert quantity is not None
    return round(min(max(number, quantity.low), quantity.high), 6)


def _models(base: Scenario, count: int) -> list[str]:
    """Whom each state follows: groups in the proportions of the base, their members in turn."""
    members: dict[str, list[str]] = {}
    for state in base.states:
        members.setdefault(state.group, []).append(state.id)
    exact = {group: len(of_group) * count / len(base.states) for group, of_group in members.items()}
    sizes = {group: max(int(size), 2 if group == "core" else 1) for group, size in exact.items()}
    while sum(sizes.values()) != count:
        step = 1 if sum(sizes.values()) < count else -1
        fixed = {group for group, size in sizes.items() if step < 0 and size <= (2 if group == "core" else 1)}
        group = max(sizes.keys() - fixed, key=lambda name: (step * (exact[name] - sizes[name]), name))
        sizes[group] += step
    return [members[group][k % len(members[group])] for group, size in sizes.items() for k in range(size)]
