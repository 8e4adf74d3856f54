"""Triad dynamics in the cases that are known without running them."""

import networkx as nx
import numpy as np
import pytest

import simulation
from simulation.classic.balance import triads
from simulation.classic.triads import Ends, constrained_dynamics, constrained_end, local_dynamics, local_end, stationary_density
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
    given = {"start": 30, "p": 0.2, "burn_in": 100, "steps": 500}
    assert local_dynamics(**given, seed=4) == local_dynamics(**given, seed=4) != local_dynamics(**given, seed=5)
    assert constrained_dynamics(9, 300, seed=2) == constrained_dynamics(9, 300, seed=2)


def test_small_networks_are_never_jammed():
    for nodes in (3, 5, 8):
        assert constrained_dynamics(nodes, 200) == Ends(200, 0, 0)
    assert constrained_dynamics(11, 1000).jammed > 0, "control: eleven nodes can be"


def test_a_run_that_is_cut_short_counts_as_neither():
    assert constrained_dynamics(30, 5, steps=3) == Ends(0, 0, 5)


CAMPS = np.array([0, 0, 0, 1, 1])
BALANCED = np.where(CAMPS[:, None] == CAMPS, 1.0, -1.0) * (1 - np.eye(5))


def test_a_balanced_start_is_its_own_end():
    network = nx.relabel_nodes(nx.from_numpy_array(BALANCED), dict(enumerate("abcde")))
    for end in (constrained_end(network), local_end(network, 0.3, 1000)):
        assert np.array_equal(end.weights, BALANCED)
        assert end.names == tuple("abcde")
    assert constrained_dynamics(network, 4) == Ends(4, 0, 0)
    assert local_dynamics(BALANCED, 0.3, 0, 10) == 0.4


def test_one_foe_among_friends_makes_up():
    """Its link is in every unbalanced triad, so constrained dynamics turns no other, and local dynamics at p = 1 neither."""
    start = np.ones((6, 6)) - np.eye(6)
    friends = start.copy()
    start[0, 1] = start[1, 0] = -2.5
    for end in (constrained_end(start), local_end(start, 1.0, 2000)):
        assert np.array_equal(end.weights, friends)
    assert not np.array_equal(local_end(start, 0.0, 2000).weights, friends), "control: at p = 0 others turn"


def test_a_world_starts_with_its_ties_and_ends_balanced_or_jammed(ten):
    world = simulation.run(ten, months=1).world()
    now = np.sign(world.tie)
    same = constrained_end(world, steps=0).weights
    assert np.array_equal(same[now != 0], now[now != 0])
    assert np.array_equal(np.abs(same), 1 - np.eye(10))
    ends = constrained_dynamics(world, 20)
    assert ends.unfinished == 0
    assert sum(ends) == 20
    score = triads(constrained_end(world)).score
    assert 0.5 < score <= 1.0


@pytest.mark.parametrize(
    "given", [(9.5, 3), (9, 3.0), (9, -1), (9, 3, 2**70), (9, 3, -1), (9, 3, 1, 2**33), (np.zeros((2, 2)), 1), ("a", 1)]
)
def test_counts_that_are_not_whole_or_too_large(given):
    with pytest.raises(FaultyError):
        constrained_dynamics(*given)


def test_what_is_refused():
    for p in (-0.1, 1.1, "a"):
        with pytest.raises(BlocformError, match="allowed 0 to 1"):
            local_dynamics(10, p, 1, 1)
        with pytest.raises(BlocformError, match="allowed 0 to 1"):
            stationary_density(p)
    for given in ((2, 0.1, 1, 1), (10, 0.1, -1, 1), (10, 0.1, 0, 0), (5.0, 0.1, 10, 10), (10, 0.1, 2**32, 1)):
        with pytest.raises(FaultyError, match="triad dynamics"):
            local_dynamics(*given)
    with pytest.raises(FaultyError, match="nodes"):
        constrained_dynamics(2, 1)
