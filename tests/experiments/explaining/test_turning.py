"""Turning points: found where a run was decided by one event, and not where nothing happened."""

import numpy as np
import pytest

from experiments.analysis.intervals import wilson
from experiments.chronicle import sentence
from experiments.explaining.carriers import Jump
from experiments.explaining.futures import Futures, steps_of
from experiments.explaining.plain_twins import turning_plain
from experiments.explaining.turning import turning_points
from experiments.explaining.words import table_of
from simulation.faults import BlocformError
from simulation.outcome import CLASSES

LEAVES = 16
"""Month in which a core state leaves the axis in the run of seed 8."""


@pytest.fixture(scope="module")
def turning(axis):
    """A run that a core state's exit decides, looked at coarsely."""
    return turning_points(axis.override({"months": 30}), seed=8, continuations=12, every=15)


def test_the_exit_that_decided_the_run_is_found(turning):
    assert [turn.month for turn in turning.turns] == [LEAVES]
    (turn,) = turning.turns
    assert turn.name == "fractures"
    assert turn.before.share < 0.5 < turn.after.share == 1.0
    assert turn.probability < 0.001


def test_the_exit_carries_the_jump(turning):
    first, *_ = turning.turns[0].carriers
    assert "hedges between the camps" in sentence(table_of([first.event], turning.run.scenario).to_dict("records")[0])
    assert first.share > 0.8
    assert first.without.share < 0.5


def test_odds_have_wilson_intervals_and_sum_to_one(turning):
    odds = turning.odds
    assert np.allclose(odds.groupby("month")["share"].sum(), 1.0)
    row = odds[odds["outcome"] == "fractures"].iloc[0]
    assert (row["low"], row["high"]) == tuple(map(float, wilson(round(row["share"] * 12), 12)))
    assert set(odds["month"]) == set(turning.codes) >= {0, 15, 30, LEAVES - 1, LEAVES}


def test_at_the_end_every_continuation_is_the_run(turning):
    assert set(turning.codes[30]) == {turning.run.outcome.code[0]}


def test_no_turning_point_where_everything_was_decided_before(axis):
    """The negative control: thresholds under which every run fractures at once."""
    decided = axis.override({"months": 12, "outcome.hostile_tie": 1.0, "outcome.months": 1})
    turning = turning_points(decided, seed=8, continuations=10, every=4)
    assert turning.turns == ()
    assert sorted(turning.codes) == [0, 4, 8, 12]
    assert set(turning.odds.query("share == 1")["outcome"]) == {"fractures"}


def test_the_same_luck_stands_at_every_month_and_fresh_luck_is_other(turning):
    ones, threads = Futures(turning.run, 12, jobs=1), Futures(turning.run, 12, jobs=3)
    past = turning.run.until(LEAVES - 1)
    np.testing.assert_array_equal(ones.seen(past), turning.codes[LEAVES - 1])
    np.testing.assert_array_equal(threads.fresh(past), ones.fresh(past))
    assert len(ones.fresh(past)) == 48


def test_steps_are_those_that_differ_most():
    same, other, third = np.zeros(20, int), np.ones(20, int), np.repeat([0, 1], [14, 6])
    codes = {0: same, 4: same, 5: third, 6: third, 9: other, 10: other, 11: same}
    assert steps_of(codes, 5) == [5, 11]
    assert steps_of(codes, 1) == [11]


def test_a_jump_goes_in_shares():
    jump = Jump(np.repeat([True, False], [2, 8]), np.repeat([True, False], [7, 3]))
    assert jump.gone(jump.before) == pytest.approx(1.0)
    assert jump.gone(jump.after) == 0.0
    assert Jump(jump.before, jump.before).gone(jump.after) == 0.0


def test_plain_values_and_the_page_say_the_same(turning):
    plain = turning_plain(turning)
    assert plain["turning_points"][0]["month"] == LEAVES
    assert plain["turning_points"][0]["carriers"][0]["share"] == turning.turns[0].carriers[0].share
    assert len(plain["odds"]) == len(CLASSES) * len(turning.codes)
    assert "fractures" in turning._repr_html_()


def test_no_continuations_are_refused(axis):
    with pytest.raises(BlocformError, match="allowed: 1 or more of each"):
        turning_points(axis, continuations=0)
