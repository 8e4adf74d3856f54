"""From rows of text to checked entries."""

import pytest

from simulation.rows import Names, Row, read_tables
from simulation.tables import TABLES

NAMES = Names(
    "1900-01",
    {
        "state": ("A", "B"),
        "partner": ("A", "B"),
        "channel": ("oil",),
        "issue": ("rank",),
        "good": ("salt",),
        "measure": ("cohesion",),
        "comparison": ("above",),
    },
)
SAID = {"evidence": "invented", "source": "a test"}


def read(table, *rows):
    """Entries of one table, and the faults of its rows."""
    faults = []
    entries = read_tables({table: [Row(f"{table}.csv row {k}", cells | SAID) for k, cells in enumerate(rows, 2)]}, NAMES, faults, set())
    return entries[table], [fault for fault in faults if fault.where.startswith(f"{table}.csv row")]


def test_an_entry_carries_its_value_and_where_it_comes_from():
    entries, faults = read("ties", {"tie": " -0.5 ", "partner": "B", "state": " A", "note": "x"})
    assert not faults
    assert entries == {("A", "B"): (-0.5, "invented", "a test", "x", ())}


def test_an_event_carries_its_ramp():
    row = {"event": "e", "variable": "price", "state": "", "channel": "oil", "month": "1900-03", "value": "1.5", "ramp": "4"}
    entries, faults = read("calendar", row)
    assert not faults
    assert entries[("e", "price", "", "oil", "1900-03")].extras == (4.0,)


SIGNPOST = {"signpost": "s", "measure": "cohesion", "comparison": "above", "threshold": "0.5", "hold": "3", "noise": "0.1"}


def test_a_signpost_carries_its_months_and_its_noise():
    entries, faults = read("signposts", SIGNPOST)
    assert not faults
    assert entries[("s", "cohesion", "above")][::4] == (0.5, (3.0, 0.1))


@pytest.mark.parametrize(
    ("cells", "key"),
    [({"signpost": ""}, "signpost"), ({"measure": "cohesoin"}, "measure"), ({"comparison": "over"}, "comparison"), ({"hold": "0"}, "hold"),
     ({"hold": "1.5"}, "hold"), ({"noise": "-1"}, "noise"), ({"threshold": "inf"}, "threshold")],
)  # fmt: skip
def test_a_signpost_that_cannot_be_watched_is_told(cells, key):
    entries, faults = read("signposts", SIGNPOST | cells)
    assert not entries
    assert [fault.key for fault in faults] == [key]


@pytest.mark.parametrize("state", ["", "A"])
def test_a_response_may_name_a_state_or_the_whole_coalition(state):
    entries, faults = read("responses", {"signpost": "s", "lever": "secondary", "state": state, "value": "1"})
    assert not faults
    assert list(entries) == [("s", "secondary", state)]


@pytest.mark.parametrize("value", ["-1", "1", "-1.0", "1e0", " 1 ", 1, 0.5, "+.5"])
def test_bounds_are_closed(value):
    entries, faults = read("ties", {"state": "A", "partner": "B", "tie": value})
    assert not faults
    assert entries[("A", "B")].value == float(value)


@pytest.mark.parametrize("value", ["-1.0000001", "1.1", "", "one", "nan", "-inf", "1,0", "0x1", "0_1", "½", None, True, [1]])
def test_what_is_no_number_within_them_is_refused(value):
    entries, faults = read("ties", {"state": "A", "partner": "B", "tie": value})
    assert not entries
    assert [fault.key for fault in faults] == ["tie"]


def test_every_fault_of_a_row_is_told():
    _, faults = read("ties", {"state": "C", "partner": "D", "tie": "5", "colour": "red"})
    assert [fault.key for fault in faults] == ["column", "state", "partner", "tie"]


def test_bounds_are_those_of_the_name_in_the_row():
    entries, faults = read(
        "channels", {"channel": "oil", "property": "elasticity", "value": "4"}, {"channel": "oil", "property": "cut", "value": "4"}
    )
    assert list(entries) == [("oil", "elasticity")]
    assert [(fault.where, fault.key) for fault in faults] == [("channels.csv row 3", "cut")]


def test_the_second_row_of_a_key_is_told():
    entries, faults = read("grievances", *({"state": "A", "issue": "rank", "grievance": value} for value in ("0.1", "0.2")))
    assert [(fault.where, fault.key, fault.given) for fault in faults] == [("grievances.csv row 3", "A.rank", "a second row")]
    assert len(entries) == 1


def test_every_required_table_is_asked_for():
    faults = []
    read_tables({}, NAMES, faults, set())
    assert {fault.where for fault in faults} == {f"{table.name}.csv" for table in TABLES if table.required}
    assert {table.name for table in TABLES if not table.required} == {"volumes", "rivalries", "calendar", "signposts", "responses"}
