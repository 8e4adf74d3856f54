"""Peace, war and the thresholds between them."""

import numpy as np
import pytest

from simulation.classic.bistable import System, level, peace_level, reduced_thresholds, war_level
from simulation.faults import BlocformError, FaultyError

BLOCS = np.array([0, 0, 1, 1])
START = np.where(BLOCS[:, None] == BLOCS, 0.4, -0.4) * (1 - np.eye(4))


def test_the_state_that_is_reached_is_a_rest():
    system = System(START)
    for alpha in (0.5 * system.critical, 2.0 * system.critical):
        end = system.settle(alpha)
        assert np.allclose(-(end - START) + 8.0 * np.tanh(alpha * (end @ end) / 8.0), 0.0, atol=1e-8)
        assert system.is_war(end) == (alpha > system.critical)


def test_hysteresis_and_blocs():
    system = System(START)
    up = system.threshold_up()
    war = system.settle(1.3 * up)
    down = system.threshold_down(war, 1.3 * up)
    assert up == pytest.approx(system.critical, rel=0.02)
    assert 0.0 < down < up
    assert system.blocs.tolist() == BLOCS.tolist()
    side = 1 - 2 * BLOCS
    assert np.array_equal(np.sign(war), np.outer(side, side))
    between = (down + up) / 2
    assert system.is_war(system.settle(between, war))
    assert not system.is_war(system.settle(between))


def test_time_is_counted_in_beta():
    """beta and alpha twice as large, and L too, is the same path in half the time."""
    slow, fast = System(START), System(START, beta=2.0, limit=16.0)
    assert np.allclose(slow.settle(0.1, time=3.0), fast.settle(0.2, time=1.5))


def test_levels_of_the_uniform_case():
    for alpha in (0.03, 0.08):
        low, high = level(10, 0.2, alpha), level(10, 0.2, alpha, at_war=True)
        assert peace_level(10, 0.2, alpha) == pytest.approx(low, rel=1e-4)
        assert war_level(0.2) == pytest.approx(high, rel=0.02)
    whole = System(np.full((10, 10), 0.2)).settle(0.05)
    assert np.allclose(whole, level(10, 0.2, 0.05), rtol=1e-7)


@pytest.mark.parametrize("mu", [1e-6, 0.2, 0.4, 1.0])
def test_folds_of_the_reduced_equation(mu):
    """Each state is a rest on one side of its fold, where it is kept, and none on the other; between the folds are both."""
    up, down = reduced_thresholds(10, mu)
    assert down < up
    assert up == pytest.approx(1 / (4 * 10 * mu), rel=0.05)
    for alpha, at_war in ((0.0, False), (0.999 * up, False), (1.001 * down, True), (2.0 * up, True)):
        w = level(10, mu, alpha, at_war=at_war)
        assert w - mu == pytest.approx(8.0 * np.tanh(alpha * 10 * w * w / 8.0), rel=1e-9, abs=1e-12)
    assert level(10, mu, 0.999 * up) < 3 * mu < level(10, mu, 1.001 * down, at_war=True)


def test_a_state_that_does_not_exist_is_refused():
    up, down = reduced_thresholds(10, 0.2)
    for alpha, at_war, told in ((1.001 * up, False, "peace is"), (0.2, False, "peace is"), (0.999 * down, True, "war is")):
        with pytest.raises(BlocformError, match=told):
            level(10, 0.2, alpha, at_war=at_war)
    system = System(START)
    with pytest.raises(BlocformError, match="no war at alpha"):
        system.threshold_down(START, 0.1)


@pytest.mark.parametrize("given", [(0, 0.2), (10, 0.0), (10, -0.1), (10, np.nan), (10, 0.2, -1.0), (10, 0.2, 1.0, 0.0), ("a", 0.2)])
def test_numbers_of_the_reduced_equation_are_above_0(given):
    with pytest.raises(FaultyError, match="reduced equation"):
        reduced_thresholds(*given)
    members, mu, *rest = given
    with pytest.raises(FaultyError, match="reduced equation"):
        level(members, mu, 0.01, *rest)
    if len(given) < 4:
        with pytest.raises(FaultyError, match="reduced equation"):
            peace_level(members, mu, 0.01, *rest)


def test_states_and_times_that_do_not_fit():
    system = System(START)
    for given in ((np.nan,), (-1.0,), (0.1, None, np.inf), (0.1, [[5.0]])):
        with pytest.raises(FaultyError, match="bistable"):
            system.settle(*given)
    with pytest.raises(FaultyError, match="shape"):
        system.is_war([[5.0]])
    for alpha in (np.nan, -0.1):
        with pytest.raises(BlocformError, match="peace"):
            level(10, 0.2, alpha)
        with pytest.raises(BlocformError, match="peace"):
            peace_level(10, 0.2, alpha)


def test_what_has_no_two_states_is_refused():
    with pytest.raises(BlocformError, match="no second state"):
        reduced_thresholds(10, 5.0)
    with pytest.raises(BlocformError, match="peace lasts"):
        peace_level(10, 0.2, 0.2)
    with pytest.raises(BlocformError, match="no war"):
        System(100.0 * START).threshold_up()
    for given in ((np.zeros((2, 2)),), (START, 0.0), (START, 1.0, -1.0), (START, "a"), (-np.eye(2),)):
        with pytest.raises(FaultyError, match="bistable"):
            System(*given)
