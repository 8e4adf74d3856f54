"""The scenario as an object: frozen, itself again after a round trip, another as soon as one value differs."""

import json
import pickle
from operator import setitem
from typing import Any

import pytest

import scenarios
from simulation import Scenario, ScenarioError
from simulation.properties import ATTRIBUTES
from simulation.schedule import PARAMETERS
from simulation.tables import TABLES


@pytest.mark.parametrize("name", [*Scenario.__dataclass_fields__, "names", "digest", "parameters", "thresholds"])
def test_nothing_of_a_scenario_can_be_set(ten, name):
    with pytest.raises(AttributeError):
        setattr(ten, name, None)


@pytest.mark.parametrize(
    ("inside", "key"),
    [
        (lambda s: s.tables, "ties"),
        (lambda s: s.tables["ties"], ("ARD", "BOR")),
        (lambda s: s.declared, "balance"),
        (lambda s: s.parameters, "balance"),
        (lambda s: s.head.parameters, "balance"),
    ],
    ids=["tables", "table", "declared", "parameters", "head.parameters"],
)
def test_nothing_within_a_scenario_can_be_set(inside, key):
    with pytest.raises(TypeError):
        setitem(inside(scenarios.load("ten-states")), key, 0.0)


@pytest.mark.parametrize("name", scenarios.names())
def test_a_configuration_gives_the_scenario_back(name):
    scenario = scenarios.load(name)
    config = scenario.config()
    again = Scenario.from_config(json.loads(json.dumps(config)))
    assert again.config() == config
    assert again.digest == scenario.digest
    assert (again.parameters, again.repairs, again.month) == (scenario.parameters, scenario.repairs, scenario.month)


def test_a_pickled_scenario_is_the_same(ten):
    again = pickle.loads(pickle.dumps(ten))
    assert again is not ten
    assert again.digest == ten.digest
    assert again.tables == ten.tables


def row_of(config: dict[str, Any], table: str) -> dict[str, Any]:
    """A row whose value is bound to no other row's."""
    return next(row for row in config["tables"][table] if row.get("property") != "weight")


@pytest.mark.parametrize(
    ("table", "value"), [(table.name, table.value) for table in TABLES if table.name not in ("ties", "commitments", "rivalries")]
)
def test_the_digest_sees_every_value_with_its_evidence_source_and_note(ten, table, value):
    given = ten if ten.tables[table] else scenarios.load("adaptive")
    digests = {given.digest}
    other = 0.9 * row_of(given.config(), table)[value] + 0.01
    for column, cell in ((value, other), ("evidence", "derived"), ("source", "?"), ("note", "!")):
        config = given.config()
        row_of(config, table)[column] = cell
        digests.add(Scenario.from_config(config).digest)
    assert len(digests) == 5


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "Other"),
        ("months", 59),
        ("recognition_lag", 1),
        ("chance_from", "1900-03"),
        ("outcome", {"cohesion": 0.3}),
        ("parameters", {"balance": 0.01}),
        ("rules", ["..."]),
    ],
)
def test_the_digest_sees_the_head(ten, key, value):
    config = ten.config()
    config["head"][key] = value
    assert Scenario.from_config(config).digest != ten.digest


def test_the_digest_sees_the_order_of_states_and_no_folder(ten):
    turned, moved = ten.config(), ten.config()
    turned["states"] = turned["states"][::-1]
    moved["folder"] = "elsewhere"
    assert Scenario.from_config(turned).digest != ten.digest
    assert Scenario.from_config(moved).digest == ten.digest


def test_values_and_rows_by_name(ten):
    assert ten.value("trust", "ARD", "BOR") == 0.42
    assert ten.value("levers", "military_aid", "", "1900-01") == 0.5
    assert [ten.row(state.id) for state in ten.states] == list(range(10))
    with pytest.raises(KeyError):
        ten.value("trust", "CEV", "ISM")
    with pytest.raises(KeyError, match="XXX"):
        ten.row("XXX")


def test_parameters_are_those_of_the_scenario_else_the_base(ten):
    assert ten.parameters == {name: parameter.base for name, parameter in PARAMETERS.items()}
    changed = ten.override({"parameters.share_speed": 0.2})
    assert changed.parameters == ten.parameters | {"share_speed": 0.2}


def test_text_and_numbers_mean_the_same_in_a_cell(ten):
    config = ten.config()
    for rows in config["tables"].values():
        rows[:] = [{column: f" {cell} " for column, cell in row.items()} for row in rows]
    assert Scenario.from_config(config).digest == ten.digest


@pytest.mark.parametrize(
    "spoil", [{}, {"states": None}, {"states": [None]}, {"tables": []}, {"tables": {"ties": [5]}}, {"head": "x"}, {"folder": 5}]
)
def test_what_is_no_configuration_is_refused(ten, spoil):
    with pytest.raises(ScenarioError):
        Scenario.from_config(ten.config() | spoil if spoil else {})


def test_a_state_property_without_a_row_takes_its_declared_default(ten):
    optional = {a.name: a.default for a in ATTRIBUTES if a.default is not None}
    assert optional
    config = ten.config()
    config["tables"]["attributes"] = [row for row in config["tables"]["attributes"] if row["attribute"] not in optional]
    assert len(Scenario.from_config(config).tables["attributes"]) == len(ten.states) * (len(ATTRIBUTES) - len(optional))


def test_a_scenario_says_what_it_is(ten):
    assert repr(ten) == f"<Scenario ten-states: 10 states, 60 months from 1900-01, digest {ten.digest[:12]}>"
