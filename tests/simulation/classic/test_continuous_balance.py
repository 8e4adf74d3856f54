"""Marvel's equation: closed form, integration and factions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from simulation.classic.continuous_balance import blow_up_time, factions, integrate, solution
from simulation.faults import BlocformError, FaultyError


def opinions_of(seed, n=5):
    drawn = np.random.default_rng(seed).normal(size=(n, n))
    return drawn + drawn.T


def test_one_actor_by_hand():
    """dx/dt = x^2 gives x = x0 / (1 - x0 t)."""
    assert blow_up_time([[2.0]]) == 0.5
    assert solution([[2.0]], 0.25)[0, 0] == pytest.approx(4.0)
    assert factions([[2.0]]).tolist() == [0]


@examples
@given(seed=st.integers(0, 10_000))
def test_the_closed_form_solves_the_equation(seed):
    start = opinions_of(seed)
    time = 0.6 * blow_up_time(start)
    h = 1e-5 * time
    slope = (solution(start, time + h) - solution(start, time - h)) / (2 * h)
    now = solution(start, time)
    assert np.allclose(slope, now @ now, rtol=1e-6, atol=1e-6 * np.abs(now @ now).max())
    assert np.allclose(solution(start, 0.0), start)


@pytest.mark.parametrize("seed", range(5))
def test_factions_are_the_signs_near_the_end(seed):
    start = opinions_of(seed)
    side = 1 - 2 * factions(start)
    late = solution(start, (1 - 1e-9) * blow_up_time(start))
    assert np.array_equal(np.sign(late), np.outer(side, side))
    assert integrate(start, 2 * blow_up_time(start))[0] == pytest.approx(blow_up_time(start), rel=1e-6)


def test_without_friends_nothing_blows_up():
    start = -np.eye(3)
    assert blow_up_time(start) == np.inf
    reached, end = integrate(start, 5.0)
    assert reached == 5.0
    assert np.allclose(end, solution(start, 5.0))
    with pytest.raises(BlocformError, match="no factions"):
        factions(start)
    assert np.array_equal(integrate(np.zeros((2, 2)), 1.0)[1], np.zeros((2, 2)))


@pytest.mark.parametrize("start", [np.eye(2), np.eye(3) - 1, np.diag([3.0, 2.0, 1.0])])
def test_undecided_factions_are_refused(start):
    """A double eigenvalue, once with rounding, and an eigenvector with zeros."""
    with pytest.raises(BlocformError, match="single"):
        factions(start)


def test_times_beyond_the_end_are_refused():
    for time in (0.5, 0.7, -0.1):
        with pytest.raises(BlocformError, match=r"below 0\.5"):
            solution([[2.0]], time)


@pytest.mark.parametrize("time", [np.nan, np.inf, -1.0])
def test_an_integration_has_an_end(time):
    with pytest.raises(BlocformError, match="time"):
        integrate([[2.0]], time)


def test_factions_of_the_same_matrix_in_any_unit():
    start = opinions_of(3)
    for unit in (1e-12, 1e12):
        assert np.array_equal(factions(unit * start), factions(start))
        with pytest.raises(BlocformError, match="no factions"):
            factions(unit * np.eye(2))


@pytest.mark.parametrize("start", [np.zeros((2, 3)), np.zeros(3), np.array([[0, 1], [2, 0]]), [[np.nan]], np.zeros((0, 0))])
def test_what_is_no_matrix_of_opinions(start):
    with pytest.raises(FaultyError, match="opinions"):
        blow_up_time(start)
