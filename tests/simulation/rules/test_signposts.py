"""Adaptive policy: signposts, their hold, growth, noise and lag, and the levers that they pull."""

import numpy as np
import pytest
from worlds import apply, close, no_record, parameters, world

from simulation import chance, events
from simulation.events import new_log
from simulation.levers import LEVERS
from simulation.measures import MEASURES
from simulation.rules.signposts import ABOVE, BELOW, GROWTH, holds, respond, watch_signposts

COLUMN = 2


def record(*values):
    """A record in which one measure goes through these values from month 0 on, and all others are far above any threshold."""
    made = np.full((len(values), len(MEASURES)), 99.0)
    made[:, COLUMN] = values
    return made


def watcher(test=ABOVE, threshold=0.5, **fields):
    return world(signposts=1, signpost_measure=COLUMN, signpost_test=test, signpost_threshold=threshold, **fields)


def watched(values, **fields):
    """Months in which the response goes on, and those in which it was triggered anew."""
    now, log, on = watcher(**fields), new_log(50), []
    for month in range(1, len(values) + 1):
        now.month[0] = month
        apply(watch_signposts, now, record=record(*values), log=log)
        on += [month] if now.signpost_left[0] > 0 else []
    rows = log[1 : int(log[0, 0]) + 1]
    assert (rows[:, 1] == events.TRIGGER).all()
    return on, rows[:, 0].tolist()


def test_a_signpost_looks_at_the_measure_of_last_month_and_lasts_six_months():
    """.9 in month 3 is seen in month 4, and its response goes on through month 9."""
    assert watched([0, 0, 0, 0.9] + [0] * 12) == ([4, 5, 6, 7, 8, 9], [4])


def test_a_signpost_that_goes_on_holding_renews_its_response_without_a_new_trigger():
    assert watched([0, 0.9, 0.9, 0.9] + [0] * 12) == (list(range(2, 10)), [2])


def test_a_response_that_ended_may_be_triggered_again():
    assert watched([0, 0.9] + [0] * 7 + [0.9] + [0] * 4)[1] == [2, 10]


@pytest.mark.parametrize(("hold", "trigger"), [(1, [2]), (3, [4]), (4, [])])
def test_a_signpost_must_hold_for_its_months(hold, trigger):
    assert watched([0, 0.9, 0.9, 0.9, 0, 0.9, 0.9, 0], signpost_hold=hold)[1] == trigger


def test_what_breaks_off_begins_anew():
    assert watched([0.9, 0.9, 0, 0.9, 0.9, 0.9, 0], signpost_hold=3)[1] == [6]


@pytest.mark.parametrize(("lag", "first"), [(0, 1), (1, 2), (5, 6)])
def test_the_coalition_sees_nothing_before_it_has_recognised_what_is_going_on(lag, first):
    assert watched([0.9] * 9, recognition_lag=lag)[1] == [first]
    assert watched([0.9] * 9, recognition_lag=lag, signpost_hold=2)[1] == [first + 1]


@pytest.mark.parametrize(("value", "above", "below"), [(0.4, False, True), (0.5, False, False), (0.6, True, False)])
def test_thresholds_are_strict(value, above, below):
    for test, expected in ((ABOVE, above), (BELOW, below)):
        assert holds(watcher(test, month=1), record(value), 0) == (expected, value)


@pytest.mark.parametrize(("year_ago", "now", "grows"), [(0.4, 0.49, False), (0.4, 0.51, True), (0.0, 0.51, False), (-0.1, 0.51, False)])
def test_growth_is_that_of_a_year_as_a_fraction(year_ago, now, grows):
    values = [9.0, year_ago] + [9.0] * 11 + [now]
    held, seen = holds(watcher(GROWTH, 0.25, month=14), record(*values), 0)
    assert held == grows
    if year_ago > 0:
        assert seen == close(now / year_ago - 1)
    assert not holds(watcher(GROWTH, 0.25, month=12), record(*[1.0 * k for k in range(20)]), 0)[0]


def test_noise_is_drawn_by_month_and_signpost():
    now = watcher(month=3, signpost_noise=0.2)
    error = 0.2 * chance.normal(now.key, 3, chance.SIGNPOST_NOISE, 0, 0, 0)
    assert holds(now, record(0, 0, 0.5, 0), 0)[1] == close(0.5 + error)
    seen = []
    for month in range(1, 2000):
        now.month[0] = month
        seen.append(holds(now, record(*[0.5] * 2000), 0)[1])
    assert np.std(seen) == pytest.approx(0.2, rel=0.06)
    assert np.mean(seen) == pytest.approx(0.5, abs=0.02)


def test_without_a_record_nothing_is_seen():
    assert holds(watcher(month=1), no_record(), 0) == (False, 0.0)


def test_another_duration_of_responses():
    now = watcher(month=1)
    assert apply(watch_signposts, now, p=parameters(response_months=11), record=record(0.9)).signpost_left[0] == 11


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
@pytest.mark.parametrize("left", [0.0, 1.0])
def test_a_response_sets_its_lever_of_its_target_while_it_lasts(lever, left):
    before = 0.3
    now = world(
        signposts=2, responses=1, response_signpost=1, response_lever=LEVERS.index(lever), response_state=1 if lever.each else -1,
        response_value=0.8, signpost_left=[5.0, left], **{each.name: before for each in LEVERS},
    )  # fmt: skip
    apply(respond, now)
    for each in LEVERS:
        expected = np.full(3 if each.each else 1, before)
        if each is lever and left > 0:
            expected[1 if lever.each else 0] = 0.8
        assert getattr(now, each.name).tolist() == expected.tolist()


def test_the_later_of_two_responses_counts():
    now = world(signposts=1, responses=2, response_lever=2, response_state=0, response_value=[0.4, 0.9], signpost_left=1.0)
    assert apply(respond, now).secondary[0] == 0.9
