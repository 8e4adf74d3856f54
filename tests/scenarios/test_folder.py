"""Folders: what is found where, and a base overlaid with its differences."""

import pytest

import scenarios
from scenarios.folder import HERE
from simulation import ScenarioError


def overlay(mine, text: str, **files: str):
    """A folder beside ``mine`` with a scenario.toml and tables of its own."""
    above = mine.path.parent / "above"
    above.mkdir()
    (above / "scenario.toml").write_text(text, encoding="utf-8")
    for name, rows in files.items():
        (above / f"{name}.csv").write_text(rows, encoding="utf-8")
    return scenarios.load(above)


def test_every_scenario_that_ships_loads():
    assert scenarios.names() == ("adaptive", "axis-2022", "laissez-faire", "no-war", "peace", "settlement", "ten-states")
    for name in scenarios.names():
        assert scenarios.load(name).name == name
        assert scenarios.load(HERE / name).digest == scenarios.load(name).digest


def test_the_example_in_the_docstring_holds():
    assert scenarios.load("ten-states").head.start == "1900-01"


def test_no_war_is_the_base_without_what_answered_the_war(axis):
    calm = scenarios.load("no-war")
    assert not calm.tables["calendar"]
    assert calm.states == axis.states
    gone = {("levers", ("price_cap", "RUS", "2022-12")), ("levers", ("secondary", "RUS", "2023-12"))}
    gone |= {("calendar", key) for key in axis.tables["calendar"]}
    for table, entries in axis.tables.items():
        assert calm.tables[table] == {key: entry for key, entry in entries.items() if (table, key) not in gone}
    kept = {"title", "description"}
    assert calm.head.model_dump(exclude=kept) == axis.head.model_dump(exclude=kept)


def test_a_users_folder_by_its_path(mine, monkeypatch):
    by_path = mine.load()
    monkeypatch.chdir(mine.path.parent)
    for name in ("mine", "./mine", str(mine.path)):
        assert scenarios.load(name).digest == by_path.digest
        assert scenarios.load(name).name == "mine"
    monkeypatch.chdir(mine.path)
    assert scenarios.load(".").name == "mine"


def test_rows_and_values_lie_over_those_of_the_base(mine):
    rows = "state,partner,trust,evidence,source\nARD,BOR,0.3,invented,a test\n"
    text = 'base = "mine"\ntitle = "Above"\n[parameters]\nbalance = 0.01\n'
    changed = overlay(mine.swap("scenario.toml", "[parameters]", "[parameters]\nshare_speed = 0.1"), text, trust=rows)
    below = mine.load()
    assert changed.name == "above"
    assert changed.head.title == "Above"
    assert changed.head.parameters == {"share_speed": 0.1, "balance": 0.01}
    assert changed.value("trust", "ARD", "BOR") == 0.3
    assert changed.tables["trust"].keys() == below.tables["trust"].keys()
    assert changed.tables["ties"] == below.tables["ties"]
    assert changed.override({"trust.ARD.BOR": 0.42}).tables["trust"].keys() == below.tables["trust"].keys()


def test_a_base_of_a_base(mine):
    overlay(mine, 'base = "mine"\nmonths = 7\n')
    top = mine.path.parent / "top"
    top.mkdir()
    (top / "scenario.toml").write_text('base = "above"\ntitle = "Top"\n', encoding="utf-8")
    loaded = scenarios.load(top)
    assert (loaded.head.months, loaded.head.title, loaded.head.start) == (7, "Top", "1900-01")


@pytest.mark.parametrize("patterns", ['["*"]', '["war.*", "credit-ban.*", "machine*", "grain-*.*", "*congress.*", "revolt.*"]'])
def test_dropping_rows_of_the_base(mine, patterns):
    assert not overlay(mine, f'base = "mine"\n[drop]\ncalendar = {patterns}\n').tables["calendar"]


def test_dropping_takes_what_matches_alone(mine):
    left = overlay(mine, 'base = "mine"\n[drop]\ncalendar = ["grain-*.grain.*"]\n').tables["calendar"]
    assert {key[0] for key in left} == {"war", "credit-ban", "machine-controls", "congress", "second-congress", "revolt"}


def test_dropping_a_state_leaves_its_rows_to_be_told(mine):
    with pytest.raises(ScenarioError) as caught:
        overlay(mine, 'base = "mine"\n[drop]\nstates = ["JUV"]\n')
    assert {fault.given for fault in caught.value.faults} == {"JUV"}
    assert {fault.key for fault in caught.value.faults} <= {"state", "partner"}


def test_dropping_a_row_that_is_needed_is_a_fault(mine):
    with pytest.raises(ScenarioError) as caught:
        overlay(mine, 'base = "mine"\n[drop]\ntrust = ["ARD.BOR"]\n')
    assert [(fault.where, fault.key) for fault in caught.value.faults] == [("trust.csv", "ARD.BOR")]
