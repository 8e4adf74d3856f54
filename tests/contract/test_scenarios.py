"""The contract of every scenario that ships: sourced, explained, free of other scenarios' names, and alive."""

from pathlib import Path

import numpy as np
import pytest

import scenarios
import simulation
from simulation.properties import GOODS
from simulation.schedule import PARAMETERS

NAMES = scenarios.names()
CASES = [(name, good) for name in NAMES for good in scenarios.load(name).head.goods]


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is_and_where_every_value_comes_from(name):
    scenario = scenarios.load(name)
    assert scenario.name == name
    assert len(scenario.head.description) > 80
    for table in scenario.tables.values():
        assert all(entry.source for entry in table.values())
    assert set(scenario.declared) == set(PARAMETERS)


@pytest.mark.parametrize("name", NAMES)
def test_its_folder_has_a_page(name):
    folder = Path(scenarios.load(name).folder)
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", NAMES)
def test_its_causes_move_it(name):
    scenario = scenarios.load(name)
    trajectory = simulation.run(scenario)
    moved = np.abs(trajectory.worlds.share[-1] - trajectory.worlds.share[0]).max()
    assert (moved > 0.05) == any(variable in ("programme", "cutoff") for _, variable, *_ in scenario.tables["calendar"])
    assert trajectory.months == scenario.head.months


@pytest.mark.parametrize(("name", "good"), CASES)
def test_every_good_is_declared_supplied_and_needed(name, good):
    scenario = scenarios.load(name)
    assert all((good, quantity.name) in scenario.tables["goods"] for quantity in GOODS if quantity.default is None)
    for wanted in ("capacity", "need"):
        assert max(scenario.value("capacities", state.id, good, wanted) for state in scenario.states) > 0


def test_scenarios_share_no_channel_issue_or_good_with_the_invented_world():
    real, invented = scenarios.load("axis-2022").head, scenarios.load("ten-states").head
    for key in ("channels", "issues", "goods"):
        assert not set(getattr(real, key)) & set(getattr(invented, key))
