"""Every claim of the README's table is visible in a run, where the table says it is."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import scenarios
import simulation
from simulation.levers import LEVERS
from simulation.schedule import PARAMETERS
from simulation.world import VARIABLES

TEXT = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
TABLE = TEXT.partition("| claim or event | becomes | see |\n|---|---|---|\n")[2].partition("\n\n")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in TABLE.splitlines()]
REFERENCES = [(claim, kind, name) for claim, _, see in ROWS for kind, name in re.findall(r"`(\w+):([\w-]+)`", see)]
SEEDS = range(1, 7)


@cache
def runs() -> tuple[simulation.Trajectory, ...]:
    base = scenarios.load("axis-2022")
    return tuple(simulation.run(base, seed) for seed in SEEDS)


@cache
def events() -> pd.DataFrame:
    return pd.concat([run.events for run in runs()])


def test_the_table_is_read_whole():
    assert len(ROWS) == 22
    assert all(len(row) == 3 and re.search(r"`\w+:[\w-]+`", row[2]) for row in ROWS)


@pytest.mark.parametrize(("claim", "kind", "name"), REFERENCES, ids=lambda value: value[:30])
def test_a_claim_is_where_the_table_says(claim, kind, name):
    assert {"field": a_field, "event": an_event, "measure": a_measure, "lever": a_lever, "parameter": a_parameter, "scenario": a_scenario}[
        kind
    ](name), claim


def a_field(name: str) -> bool:
    """It holds something: data that differ between states or goods, or a value that moves."""
    values = np.array([run.series(name) for run in runs()])
    return name in VARIABLES and (np.ptp(values) > 0.0 or name == "recognition_lag")


def an_event(name: str) -> bool:
    """It happens in the base scenario, and every row of it names who acts unless nobody does."""
    found = events()[events()["kind"] == name]
    return len(found) > 0 and (name in ("trigger", "shock") or (found["actor"] != "").all())


def a_measure(name: str) -> bool:
    """It moves in the base scenario."""
    return any(np.ptp(run.measures[name]) > 0.0 for run in runs())


def a_lever(name: str) -> bool:
    """Pulled to its end, it moves something that a rule decides."""
    base = scenarios.load("axis-2022")
    lever = next(lever for lever in LEVERS if lever.name == name)
    changes = {name: 0.0 if name in ("primary", "export", "military_aid", "coordination") else lever.high}
    if name == "wedge":
        changes["wedge_credibility"] = 1.0
    fields = ("threat", "loss", "grievance", "compliance", "membership")
    moved = simulation.run(base, SEEDS[0], months=30, levers=changes)
    still = simulation.run(base, SEEDS[0], months=30)
    return any(not np.array_equal(getattr(moved.worlds, field), getattr(still.worlds, field)) for field in fields)


def a_parameter(name: str) -> bool:
    return name in PARAMETERS


def a_scenario(name: str) -> bool:
    """It loads and ends elsewhere than the base."""
    other = simulation.run(scenarios.load(name), SEEDS[0])
    return not np.array_equal(other.record[-1], runs()[0].record[-1])
