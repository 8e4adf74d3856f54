"""The event log as a table that people can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.events import COLUMNS, KINDS, MONEY, TRIGGER
from simulation.months import month_after, months_between
from simulation.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

SHOCK, POLICY = "shock", "policy"
"""Kinds of events that nobody decides: those of the calendar, and changes of levers."""


def event_table(log: np.ndarray, scenario: Scenario, months: int) -> pd.DataFrame:
    """Every event of a run with names instead of numbers, see ``Trajectory.events``; imposed ones up to month ``months``."""
    import pandas as pd

    columns = dict(zip(COLUMNS, log.T, strict=True))
    states = np.array([state.id for state in scenario.states] + [""], dtype=object)
    goods = np.array([*scenario.head.goods, "money", ""], dtype=object)
    signposts = np.array([key[0] for key in scenario.tables["signposts"]] + [""], dtype=object)
    kinds = columns["kind"].astype(int)
    item = columns["item"].astype(int)
    imposed = _imposed(scenario, months)
    found = {
        "month": columns["month"].astype(int),
        "kind": [KINDS[k] for k in kinds],
        "actor": states[columns["actor"].astype(int)],
        "partner": states[columns["partner"].astype(int)],
        "good": goods[_good(columns["good"])],
        "paid_in": goods[_good(columns["paid_in"])],
        "name": signposts[np.where(kinds == TRIGGER, item, -1)],
        "item": item.astype(str),
        **{name: columns[name] for name in ("quantity", "probability", "draw")},
    }
    table = pd.DataFrame({name: [*(row[k] for row in imposed), *values] for k, (name, values) in enumerate(found.items())})
    table = table.astype({"month": int, "quantity": float, "probability": float, "draw": float})
    table = table.sort_values("month", kind="stable", ignore_index=True)
    table.insert(1, "date", [month_after(scenario.head.start, month) for month in table["month"]])
    names = (table[column] for column in ("date", "kind", "actor", "partner", "name", "item"))
    table.insert(0, "id", [".".join(map(str, parts)) for parts in zip(*names, strict=True)])
    return table.drop(columns="item")


def _good(codes: np.ndarray) -> np.ndarray:
    """Positions in the names of goods: money is the last but one, nothing the last."""
    codes = codes.astype(int)
    return np.where(codes == MONEY, -2, np.where(codes < 0, -1, codes))


def _imposed(scenario: Scenario, months: int) -> list[tuple]:
    """Rows of what the calendar and the levers change after the start."""
    start = scenario.head.start
    rows = []
    for (event, variable, state, channel, date), entry in scenario.tables["calendar"].items():
        rows.append((months_between(start, date), SHOCK, state, "", channel, "", event, f"{variable}{channel}", entry.value, 1.0, 0.0))
    for (lever, state, date), entry in scenario.tables["levers"].items():
        month = months_between(start, date)
        if month > 0:
            month += scenario.head.recognition_lag
            rows.append((month, POLICY, state, "", "", "", lever, "0", entry.value, 1.0, 0.0))
    return [row for row in rows if row[0] <= months]
