"""Changes to a scenario by key."""

import pytest

import scenarios
import simulation
from simulation import Scenario, ScenarioError
from simulation.initial import imposed_on
from simulation.levers import LEVERS
from simulation.overrides import flatten
from simulation.tables import TABLES


def faults_of(scenario, changes):
    with pytest.raises(ScenarioError) as caught:
        scenario.override(changes)
    return caught.value.faults


def differing(one, other):
    """Keys of the tables that do not say the same in two scenarios."""
    keys = {(table, key) for s in (one, other) for table in s.tables for key in s.tables[table]}
    return {(table, key) for table, key in keys if one.tables[table].get(key) != other.tables[table].get(key)}


@pytest.mark.parametrize(
    ("key", "value"), [("title", "Other"), ("description", "."), ("months", 7), ("recognition_lag", 2), ("rules", ("update_trust",))]
)
def test_the_head(ten, key, value):
    changed = ten.override({key: value})
    assert getattr(changed.head, key) == value
    assert changed.head.model_copy(update={key: getattr(ten.head, key)}) == ten.head


def test_a_lag_may_be_named_among_the_levers(ten):
    assert ten.override({"levers.recognition_lag": 3}).head.recognition_lag == 3


def test_a_parameter(ten):
    changed = ten.override({"parameters.share_speed": 0.2})
    assert changed.parameters == ten.parameters | {"share_speed": 0.2}
    assert changed.override({"parameters": {"balance": 0}}).parameters == changed.parameters | {"balance": 0.0}


@pytest.mark.parametrize("table", [table for table in TABLES if table.name != "levers"], ids=lambda table: table.name)
def test_a_value_of_every_table(ten, table):
    """Both directions where the table is symmetric; where it comes from is told."""
    given = ten if ten.tables[table.name] else scenarios.load("adaptive")
    key = next(key for key in given.tables[table.name] if key[-1] != "weight")
    value = 0.9 * given.value(table.name, *key) + 0.01
    changed = given.override({".".join((table.name, *key)): value})
    both = {(table.name, key)} | ({(table.name, key[::-1])} if table.name in ("ties", "commitments", "rivalries") else set())
    assert differing(given, changed) == both
    for name, one in both:
        entry = changed.tables[name][one]
        assert (entry.value, entry.evidence, entry.source) == (pytest.approx(value), "judgement", "override")
        assert (entry.extras, entry.note) == (given.tables[name][one].extras, given.tables[name][one].note)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_lever_for_all_it_bears_on_from_month_1_on(ten, lever):
    changed = ten.override({f"levers.{lever.name}": 0.77})
    targets = {key[1] for key in ten.tables["levers"] if key[0] == lever.name}
    path = getattr(imposed_on(changed, 60), lever.name)
    rows = [ten.row(state) for state in targets if state] or [0]
    assert (path[1:, rows] == 0.77).all()
    before = getattr(imposed_on(ten, 60), lever.name)
    assert (path[0] == before[0]).all()
    others = [k for k in range(path.shape[1]) if k not in rows]
    assert (path[:, others] == before[:, others]).all()


def test_a_lever_for_one_state(ten):
    changed = ten.override({"levers.secondary.CEV": 1})
    path, before = imposed_on(changed, 60).secondary, imposed_on(ten, 60).secondary
    assert (path[1:, ten.row("CEV")] == 1.0).all()
    assert (path[:, ten.row("ARD")] == before[:, ten.row("ARD")]).all()
    assert before[24, ten.row("ARD")] == 0.5


@pytest.mark.parametrize("off", ["off", False])
def test_an_event_switched_off(ten, off):
    changed = ten.override({"calendar.war": off})
    assert differing(ten, changed) == {("calendar", ("war", "war", "ARD", "", "1900-07"))}
    assert "war" not in {key[0] for key in changed.tables["calendar"]}


def test_nested_and_dotted_changes_mean_the_same(ten):
    nested = {"parameters": {"share_speed": 0.1, "balance": 0}, "ties": {"ARD": {"BOR": 0.1}}, "months": 9}
    assert flatten(nested) == {"parameters.share_speed": 0.1, "parameters.balance": 0, "ties.ARD.BOR": 0.1, "months": 9}
    assert ten.override(nested).digest == ten.override(flatten(nested)).digest


def test_the_scenario_given_stays_as_it_is(ten):
    before, config = ten.digest, ten.config()
    ten.override({"months": 3, "levers.secondary": 1, "ties.ARD.BOR": 0, "calendar.war": "off", "parameters.balance": 0})
    assert Scenario.from_config(ten.config()).digest == before
    assert ten.config() == config


def test_no_change_is_the_same_scenario(ten):
    assert ten.override({}).digest == ten.digest
    assert ten.override({"months": 60}).digest == ten.digest


def test_a_run_takes_overrides(ten):
    trajectory = simulation.run(ten, months=2, ties={"ARD": {"BOR": -0.5}})
    assert trajectory.months == 2
    assert trajectory.series("tie", state="BOR", partner="ARD")[0] == -0.5


@pytest.mark.parametrize(
    ("key", "value", "given", "nearest"),
    [
        ("parameters.share_sped", 0, "share_sped", "share_speed"),
        ("levers.secondry", 1, "secondry", "secondary"),
        ("levers.secondary.CEW", 1, "CEW", "CEV"),
        ("levers.secondary.BOR", 1, "BOR", ""),
        ("calendar.wr", "off", "wr", "war"),
        ("calendar.war", "on", "on", ""),
        ("ties.ARD.BRO", 0, 0, "ties.ARD.BOR"),
        ("month", 5, 5, "months"),
        ("parameter.balance", 0, 0, "parameters"),
        ("start", "1900-02", "1900-02", "shares"),
        ("", 1, 1, ""),
        ("parameters", 5, 5, "parameters"),
    ],
)
def test_a_key_that_nobody_knows(ten, key, value, given, nearest):
    [fault] = faults_of(ten, {key: value})
    assert (fault.where, fault.key, fault.given) == ("override", key, given)
    assert fault.nearest == nearest
    assert fault.allowed


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("months", 0, "months"),
        ("months", "soon", "months"),
        ("parameters.share_speed", 2, "parameters.share_speed"),
        ("parameters.share_speed", float("nan"), "parameters.share_speed"),
        ("levers.secondary", 1.5, "secondary"),
        ("levers.secondary", "high", "secondary"),
        ("ties.ARD.BOR", None, "tie"),
        ("ties.ARD.BOR", [1], "tie"),
        ("attributes.ARD.gdp", -1, "gdp"),
        ("channels.grain.weight", 0.9, "weight"),
        ("shares.grain.ARD.BOR", 1, "grain.ARD"),
        ("rules", ["update_trst"], "rules"),
    ],
)
def test_a_value_that_the_scenario_cannot_take(ten, key, value, where):
    assert where in {fault.key for fault in faults_of(ten, {key: value})}


def test_every_fault_of_the_keys_is_told_at_once(ten):
    faults = faults_of(ten, {"levers.x": 1, "months": 5, "y": 2, "calendar.z": "off"})
    assert [fault.key for fault in faults] == ["levers.x", "y", "calendar.z"]


def test_a_lever_that_bears_on_nobody_is_not_silently_left(ten):
    config = ten.config()
    config["tables"]["levers"] = [row for row in config["tables"]["levers"] if row["lever"] != "wedge"]
    [fault] = faults_of(Scenario.from_config(config), {"levers.wedge": 1})
    assert fault.key == "levers.wedge"


@pytest.mark.parametrize(
    "changes",
    [
        {"levers.secondary": 0.5},
        {"ties.ARD.BOR": 0.5, "parameters.balance": 0.0},
        {"calendar.grain-embargo": "off"},
        {"months": 12, "recognition_lag": 3},
        {"outcome.support": 0.5},
    ],
)
def test_what_is_not_read_again_is_what_a_reading_of_the_whole_gives(ten, changes):
    """Tables that no change touches are taken over as they were checked."""
    changed = ten.override(changes)
    whole = Scenario.from_config(changed.config())
    assert changed.digest == whole.digest
    assert changed.repairs == whole.repairs
    assert changed.digest != ten.digest
