"""Forks: as recorded until the month, under the changes from it on."""

import numpy as np
import pytest

import simulation
from experiments.explaining.fork import fork, month_of
from simulation.faults import ScenarioError


@pytest.fixture(scope="module")
def base(axis):
    return axis.override({"months": 24})


def assert_same(one, other, months=24):
    np.testing.assert_array_equal(one.record[: months + 1], other.record[: months + 1])
    for a, b in zip(one.worlds, other.worlds, strict=True):
        np.testing.assert_array_equal(a[: months + 1], b[: months + 1])


@pytest.mark.parametrize("month", [0, 1, 13, 24])
def test_no_change_gives_the_recorded_run(base, month):
    assert_same(fork(base, 2, 1, month, {}), simulation.run(base, 2, 1))


def test_from_month_0_it_is_an_ordinary_run(base):
    changes = {"parameters.crisis_rate": 0.04, "ties.CHN.RUS": 0.1}
    assert_same(fork(base, 2, 0, 0, changes), simulation.run(base.override(changes), 2))


@pytest.mark.parametrize(("month", "date"), [(1, "2022-02"), (10, "2022-11")])
def test_levers_and_events_equal_dated_overrides(base, month, date):
    changes = {"levers.secondary": 1.0, "calendar.strike.IRN@2023-03": 1.0}
    dated = {f"levers.secondary@{date}": 1.0, "calendar.strike.IRN@2023-03": 1.0}
    ordinary = simulation.run(base.override(dated), 2)
    assert_same(fork(base, 2, 0, month, changes), ordinary)
    with pytest.raises(AssertionError):
        assert_same(simulation.run(base, 2), ordinary)


def test_parameters_hold_from_the_month_on(axis):
    base = axis.override({"months": 32, "chance_from": "2022-01"})
    forked = fork(base, 2, 0, 12, {"parameters.crisis_rate": 1.0})
    assert_same(forked, simulation.run(base, 2), 11)
    crises = forked.log[forked.log[:, 1] == simulation.events.CRISIS, 0].astype(int)
    assert np.bincount(crises, minlength=33)[12:].min() > 3 > np.bincount(crises, minlength=33)[:12].max()


def test_thresholds_judge_the_whole_run(base):
    assert fork(base, 2, 0, 20, {"outcome.cohesion": 1.0, "outcome.months": 1}).outcome.month[0] >= 0


def test_every_change_that_would_reach_back_is_told(base):
    changes = {
        "levers.secondary@2022-05": 1.0, "calendar.war": "off", "calendar.strike.IRN@2022-02": 1.0, "ties.CHN.RUS": 0.1, "months": 12,
        "parameters.crisis_ratee": 1.0,
    }  # fmt: skip
    event = base.tables["calendar"]
    early = next(name for name, *_, month in event if month < "2022-11")
    changes[f"calendar.{early}"] = changes.pop("calendar.war")
    with pytest.raises(ScenarioError) as found:
        fork(base, 1, 0, 10, changes)
    assert {fault.key for fault in found.value.faults} >= set(changes)


@pytest.mark.parametrize("month", [-1, 25])
def test_months_outside_the_run_are_refused(base, month):
    with pytest.raises(ScenarioError, match="allowed: 0 to 24"):
        fork(base, 1, 0, month, {})


def test_months_are_numbers_or_dates(base):
    assert month_of(base, "7") == month_of(base, "2022-08") == 7
    for text in ("2021-12", "2024-02", "25", "soon"):
        with pytest.raises(ScenarioError, match="2022-01 to 2024-01"):
            month_of(base, text)
