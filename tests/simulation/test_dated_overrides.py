"""Changes of a dated plan by key: levers from a month on, new events of the calendar, responses to signposts."""

import numpy as np
import pytest

import scenarios
import simulation
from simulation import ScenarioError
from simulation.initial import imposed_on
from simulation.tables import EVENTS


def faults_of(scenario, changes):
    with pytest.raises(ScenarioError) as caught:
        scenario.override(changes)
    return caught.value.faults


def test_a_lever_from_a_month_on(ten):
    """Before the month the plan holds, from it on the value alone does, whatever was planned later."""
    path = imposed_on(ten.override({"levers.secondary@1901-07": 0.77}), 60).secondary
    before = imposed_on(ten, 60).secondary
    rows = [ten.row(state) for state in ("ARD", "CEV")]
    assert (path[:18] == before[:18]).all()
    assert (path[18:, rows] == 0.77).all()
    assert (np.delete(path, rows, axis=1) == np.delete(before, rows, axis=1)).all()


def test_a_lever_of_one_state_from_a_month_on(ten):
    path = imposed_on(ten.override({"levers.secondary.CEV@1901-07": 0.77}), 60).secondary
    assert (path[18:, ten.row("CEV")] == 0.77).all()
    assert (path[:, ten.row("ARD")] == imposed_on(ten, 60).secondary[:, ten.row("ARD")]).all()


def test_a_lag_holds_up_a_dated_lever(ten):
    path = imposed_on(ten.override({"levers.secondary.CEV@1901-07": 0.77, "recognition_lag": 4}), 60).secondary[:, ten.row("CEV")]
    assert (path[22:] == 0.77).all()
    assert path[21] != 0.77


def test_two_dates_of_a_lever_follow_each_other_in_order(ten):
    path = imposed_on(ten.override({"levers.secondary.CEV@1901-01": 0.2, "levers.secondary.CEV@1901-07": 0.9}), 60).secondary
    assert (path[12:18, ten.row("CEV")] == 0.2).all()
    assert (path[18:, ten.row("CEV")] == 0.9).all()


@pytest.mark.parametrize("shock", EVENTS, ids=lambda shock: shock.name)
def test_a_new_event_of_every_kind(ten, shock):
    place = ".".join(["calendar", shock.name, *(["CEV"] if shock.of_state else []), *(["grain"] if shock.of_channel else [])])
    changed = ten.override({f"{place}@1902-02": 1})
    assert len(changed.tables["calendar"]) == len(ten.tables["calendar"]) + 1
    [event] = changed.tables["calendar"].keys() - ten.tables["calendar"].keys()
    assert event[0] == place.removeprefix("calendar.").replace(".", "-")
    assert event[1:] == (shock.name, "CEV" if shock.of_state else "", "grain" if shock.of_channel else "", "1902-02")


def test_an_event_with_a_ramp_and_one_in_its_place(ten):
    changed = ten.override({"calendar.price.grain@1902-02": [1.6, 3]})
    path = imposed_on(changed, 60).price[:, ten.position("channel", "grain")]
    assert path[24] < path[25] < path[26] < path[28] == 1.6
    again = changed.override({"calendar.price.grain@1902-02": 1.2})
    assert len(again.tables["calendar"]) == len(changed.tables["calendar"])
    assert imposed_on(again, 60).price[25, ten.position("channel", "grain")] == 1.2


def test_a_pulse_strikes_in_its_month(ten):
    events = simulation.run(ten.override({"calendar.departure.CEV@1900-05": 1, "months": 6})).events
    [leader] = events[(events["kind"] == "leader_exit") & (events["actor"] == "CEV")].to_dict("records")
    assert (leader["month"], leader["probability"]) == (4, 1.0)


def test_a_response_to_a_signpost():
    scenario = scenarios.load("axis-2022")
    changed = scenario.override({"responses.active-pairs.coordination": 0.3, "months": 40})
    events = simulation.run(changed).events
    month = events[(events["kind"] == "trigger") & (events["name"] == "active-pairs")]["month"].iloc[0]
    path = simulation.run(changed).series("coordination")[:, 0]
    assert path[month] == 0.3 != path[month - 1]
    again = changed.override({"responses.active-pairs.coordination": 0.4})
    assert [entry.value for entry in again.tables["responses"].values()] == [0.4], "in place of the value that it had"


def test_a_change_of_nothing_is_a_run_of_the_base(ten):
    """A lever set to what it is, and an event that is already there, leave every bit."""
    months = {"months": 30}
    base = simulation.run(ten.override(months))
    level = float(imposed_on(ten, 60).secondary[24, ten.row("ARD")])
    same = simulation.run(ten.override({"levers.secondary.ARD@1903-01": level, **months}))
    np.testing.assert_array_equal(same.record, base.record)


WRONG = {
    "a month that is none": ("levers.secondary@1901-13", 0.5, "1901-13", "a month YYYY-MM"),
    "no month": ("levers.secondary@", 0.5, "", "a month YYYY-MM"),
    "a lever that is none": ("levers.secondry@1901-07", 0.5, "secondry", "secondary"),
    "a state that is none": ("levers.secondary.CEW@1901-07", 0.5, "CEW", "CEV"),
    "an event that is none": ("calendar.pric.grain@1901-07", 1.0, "pric", "price"),
    "an event in no month": ("calendar.price.grain@soon", 1.0, "soon", "a month YYYY-MM"),
    "an event without what it strikes": ("calendar.price@1901-07", 1.0, "calendar.price", "calendar.price.CHANNEL@YYYY-MM"),
    "an event that strikes too much": ("calendar.war.CEV.grain@1901-07", 1.0, "calendar.war.CEV.grain", "calendar.war.STATE@YYYY-MM"),
}


@pytest.mark.parametrize(("key", "value", "given", "told"), WRONG.values(), ids=WRONG)
def test_a_dated_key_that_cannot_be(ten, key, value, given, told):
    [fault] = faults_of(ten, {key: value})
    assert (fault.where, fault.key, fault.given) == ("override", key, given)
    assert told in (fault.allowed, fault.nearest) or told in fault.allowed


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"levers.secondary@1901-07": 1.5}, "secondary"),
        ({"calendar.price.grain@1901-07": [1.4, -2]}, "ramp"),
        ({"calendar.price.grain@1901-07": "dear"}, "price"),
        ({"calendar.price.grani@1901-07": 1.4}, "channel"),
        ({"calendar.war.CEW@1901-07": 1.0}, "state"),
        ({"responses.no-such.coordination": 1.0}, "no-such.coordination."),
    ],
)
def test_a_value_that_the_plan_cannot_take(ten, changes, key):
    assert key in {fault.key for fault in faults_of(ten, changes)}
