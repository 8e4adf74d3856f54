"""Triad dynamics in the cases that are known without running them."""

import pytest

from simulation.classic.triads import Ends, constrained_dynamics, local_dynamics, stationary_density
from simulation.faults import BlocformError, FaultyError


def test_the_stationary_density_solves_its_equation():
    for p in (0.0, 0.1, 0.25, 0.4):
        rho = stationary_density(p)
        assert 3 * rho**2 * (1 - 2 * p) == pytest.approx((1 - rho) ** 2)
    assert [stationary_density(p) for p in (0.5, 0.8, 1.0)] == [1.0, 1.0, 1.0]


def test_above_one_half_local_dynamics_ends_in_harmony():
    assert local_dynamics(20, 0.8, 50_000, 1000) == 1.0
    assert local_dynamics(60, 0.2, 50_000, 1000) < 0.6, "control: below it does not"


def test_local_dynamics_settles_at_its_density():
    found = local_dynamics(100, 0.1, 1_000_000, 1_000_000)
    assert found == pytest.approx(stationary_density(0.1), abs=0.01)
    assert found != pytest.approx(stationary_density(0.2), abs=0.01), "control: another p"


def test_a_seed_gives_the_same_run_again():
    given = {"nodes": 30, "p": 0.2, "burn_in": 100, "steps": 500}
    assert local_dynamics(**given, seed=4) == local_dynamics(**given, seed=4) != local_dynamics(**given, seed=5)
    assert constrained_dynamics(9, 300, seed=2) == constrained_dynamics(9, 300, seed=2)


def test_small_networks_are_never_jammed():
    for nodes in (3, 5, 8):
        assert constrained_dynamics(nodes, 200) == Ends(200, 0, 0)
    assert constrained_dynamics(11, 1000).jammed > 0, "control: eleven nodes can be"


def test_a_run_that_is_cut_short_counts_as_neither():
    assert constrained_dynamics(30, 5, steps=3) == Ends(0, 0, 5)


def test_what_is_refused():
    for p in (-0.1, 1.1):
        with pytest.raises(BlocformError, match="allowed 0 to 1"):
            local_dynamics(10, p, 1, 1)
        with pytest.raises(BlocformError, match="allowed 0 to 1"):
            stationary_density(p)
    for given in ((2, 0.1, 1, 1), (10, 0.1, -1, 1), (10, 0.1, 0, 0), (10, 0.1, 2**32, 1)):
        with pytest.raises(FaultyError, match="triad dynamics"):
            local_dynamics(*given)
    with pytest.raises(FaultyError, match="nodes"):
        constrained_dynamics(2, 1)
