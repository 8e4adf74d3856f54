"""A forced draw changes what hangs on it and nothing else; the real number changes nothing."""

from itertools import product

import numpy as np
import pytest

import simulation
from experiments.explaining.draws import FAR, LEAST, MOST, Draw
from experiments.explaining.forced import forced
from simulation import chance
from simulation.faults import BlocformError
from simulation.rules import deals

PURPOSES = {name: number for name, number in vars(chance).items() if name.isupper() and isinstance(number, int) and name[0] != "_"}
del PURPOSES["TRIADS"]  # drawn by a classic model, by no rule
NORMALS = ("TIE_NOISE", "VOTE", "SIGNPOST_NOISE")
MONTH = 27


@pytest.fixture(scope="module")
def run(axis):
    """A run in whose month 27 something of every kind can happen."""
    struck = {f"calendar.{what}.RUS@2024-04": 1.0 for what in ("departure", "resolution", "strike")}
    eager = {"parameters.requests": 15.0, "parameters.treaty_trust": 0.0, "parameters.treaty_deliveries": 0.0}
    return simulation.run(axis.override({"months": 30, **struck, **eager}), 1)


def draws_of(run, purpose):
    """Every draw of a purpose that a rule could ask for in the month, with its real number."""
    ids = [int(state) for state in run.worlds.id[0]]
    pairs = [(k, 0) for k in range(12)] if purpose == "SIGNPOST_NOISE" else [*product(ids, [*ids, 0])]
    items = range(deals.MOST_REQUESTS) if purpose in ("REQUESTED_GOOD", "ACCEPTANCE", "DELIVERY") else range(2)
    asked = chance.normal if purpose in NORMALS else chance.uniform
    draws = [Draw(MONTH, PURPOSES[purpose], i, j, item) for (i, j), item in product(pairs, items)]
    return {draw: float(asked(run.worlds.key[0], *draw)) for draw in draws}


def is_same(one, other):
    """Whether two runs are equal to the bit."""
    arrays = all(np.array_equal(a, b) for a, b in zip(one.worlds, other.worlds, strict=True))
    return arrays and np.array_equal(one.record, other.record, equal_nan=True) and np.array_equal(one.log, other.log)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_real_numbers_give_the_recorded_run(run, purpose):
    assert is_same(forced(run, draws_of(run, purpose)), run)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_other_numbers_give_another_run(run, purpose):
    ends = (-FAR, FAR) if purpose in NORMALS else (LEAST, MOST)
    changed = [forced(run, dict.fromkeys(draws_of(run, purpose), end)) for end in ends]
    assert not all(is_same(other, run) for other in changed)
    for other in changed:
        assert is_same(other.until(MONTH - 1), run.until(MONTH - 1))


def test_chance_is_itself_again_afterwards(run):
    real = chance.uniform, chance.normal
    forced(run, dict.fromkeys(draws_of(run, "CRISIS"), LEAST))
    assert (chance.uniform, chance.normal) == real


def test_draws_of_several_months_hold_together(run):
    first, second = (Draw(month, chance.LEADER_EXIT, int(run.worlds.id[0][0]), 0) for month in (25, 28))
    both = forced(run, {second: LEAST, first: LEAST})
    exits = [int(event[0]) for event in both.log if event[1] == simulation.events.LEADER_EXIT and event[2] == 0]
    assert [exits[0], exits[-1]] == [25, 28]


def test_a_draw_that_nobody_asks_for_changes_nothing(run):
    assert is_same(forced(run, {Draw(7, chance.CRISIS, 12345, 0): LEAST}), run)
    assert forced(run, {}) is run


@pytest.mark.parametrize("month", [0, 31])
def test_months_outside_the_run_are_refused(run, month):
    with pytest.raises(BlocformError, match=f"months {month} of draws to force: allowed 1 to 30"):
        forced(run, {Draw(month, chance.CRISIS, 1, 0): LEAST})
