"""What must hold between tables, at its edges; the faults themselves are tried in tests/scenarios."""

import pytest

import simulation.consistency
from simulation import Scenario, ScenarioError
from simulation.faults import Fault, nearest, unknown


def faults_of(config):
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_config(config)
    return caught.value.faults


def without(ten, table, **cells):
    """The configuration without the rows that hold all these cells."""
    config = ten.config()
    config["tables"][table] = [row for row in config["tables"][table] if any(row[k] != cell for k, cell in cells.items())]
    assert len(config["tables"][table]) < len(ten.tables[table])
    return config


@pytest.mark.parametrize(("excess", "accepted"), [(0.0, True), (1e-10, True), (1e-6, False)])
def test_a_row_of_shares_sums_to_1_at_most(ten, excess, accepted):
    total = sum(entry.value for key, entry in ten.tables["shares"].items() if key[:2] == ("grain", "ARD"))
    change = {"shares.grain.ARD.BOR": ten.value("shares", "grain", "ARD", "BOR") + 1.0 - total + excess}
    if accepted:
        assert ten.override(change)
    else:
        with pytest.raises(ScenarioError, match="at most 1"):
            ten.override(change)


@pytest.mark.parametrize(
    ("table", "cells", "key"),
    [
        ("attributes", {"state": "ARD", "attribute": "gdp"}, "ARD.gdp"),
        ("channels", {"channel": "grain", "property": "cut"}, "grain.cut"),
        ("issues", {"issue": "rank", "property": "response"}, "rank.response"),
        ("goods", {"good": "salt"}, "salt.exposure"),
        ("grievances", {"state": "ARD", "issue": "rank"}, "ARD.rank"),
        ("sanctions", {"state": "ARD", "channel": "grain"}, "ARD.grain"),
        ("outlets", {"channel": "grain", "state": "ARD"}, "grain.ARD"),
        ("diversion", {"channel": "grain", "state": "ARD"}, "grain.ARD"),
        ("capacities", {"state": "ARD", "good": "salt", "property": "need"}, "ARD.salt.need"),
        ("trust", {"state": "ARD", "partner": "BOR"}, "ARD.BOR"),
        ("levers", {"lever": "primary", "state": "ARD"}, "primary.ARD.1900-01"),
        ("levers", {"lever": "coordination"}, "coordination..1900-01"),
    ],
)
def test_a_value_that_a_run_needs_is_asked_for(ten, table, cells, key):
    assert faults_of(without(ten, table, **cells)) == (Fault(f"{table}.csv", key, "nothing", "a row with a value; missing is never zero"),)


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("channels", {"channel": "machines", "property": "premium"}),
        ("attributes", {"attribute": "crisis_rate"}),
        ("shares", {"channel": "grain", "state": "ARD", "partner": "CEV"}),
        ("levers", {"lever": "wedge", "state": "ARD"}),
        ("levers", {"lever": "export", "state": "BOR"}),
    ],
)
def test_a_value_that_has_a_default_is_not(ten, table, cells):
    assert Scenario.from_config(without(ten, table, **cells)).digest != ten.digest


def test_a_state_comes_under_a_programme_by_its_sanctions_too(ten):
    config = ten.config()
    row = next(row for row in config["tables"]["sanctions"] if (row["state"], row["channel"]) == ("JUV", "credit"))
    row["intensity"] = 0.1
    assert {fault.key for fault in faults_of(config)} == {"primary.JUV.1900-01", "export.JUV.1900-01"}


def test_two_ids_of_one_hash_are_refused(ten, monkeypatch):
    monkeypatch.setattr(simulation.consistency, "state_hash", lambda state: len(state))
    faults = faults_of(ten.config())
    assert [fault.given for fault in faults] == [state.id for state in ten.states[1:]]
    assert "'ARD'" in faults[0].allowed


def test_a_deeper_treaty_or_a_higher_limit_leaves_nothing_to_mend(ten):
    p, (i, j) = ten.parameters, ("ARD", "CEV")
    mean = 0.5 * (ten.value("attributes", i, "personalism") + ten.value("attributes", j, "personalism"))
    depth = ten.value("commitments", i, j)
    limit = p["trust_ceiling_max"] - p["trust_ceiling_slope"] * mean + p["ceiling_from_commitment"] * depth
    assert ten.override({f"trust.{i}.{j}": limit - 1e-9}).repairs == ()
    above = ten.override({f"trust.{i}.{j}": limit + 1e-9})
    assert "ARD-CEV" in above.repairs[0]
    assert above.override({f"commitments.{i}.{j}": depth + 1}).repairs == ()
    assert above.override({f"attributes.{j}.personalism": 0.0}).repairs == ()


def test_the_nearest_name():
    assert nearest("Secondry", ["primary", "secondary"]) == "secondary"
    assert nearest("ard", ["ARD", "BOR"]) == "ARD"
    assert nearest("qqq", ["primary"]) == ""
    assert nearest(5, []) == ""


def test_a_fault_in_words():
    fault = unknown("a.csv row 2", "state", "ARDD", ["ARD", "BOR"])
    assert str(fault) == "a.csv row 2: state: given 'ARDD', allowed: ARD, BOR; did you mean 'ARD'?"
    assert str(unknown("a.csv", "x", "y", [])) == "a.csv: x: given 'y', allowed: nothing (none is declared)"
    assert unknown("a", "x", "y", map(str, range(30))).allowed == "one of 30 names"
    assert str(ScenarioError([fault, fault])).startswith("2 faults\n  a.csv row 2")
    assert str(ScenarioError([fault])).startswith("1 fault\n")
