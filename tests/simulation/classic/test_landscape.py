"""Energies, minima and basins against every division, one by one."""

from collections import Counter
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import WEIGHTS, divisions
from worlds import close, examples

import simulation
from simulation.classic.divisions import cuts, separated, sides
from simulation.classic.landscape import energy, frustrations, minima
from simulation.faults import BlocformError, FaultyError

SEEDS = st.integers(0, 1000)


def sizes_of(seed, n):
    return np.random.default_rng(seed).choice([0.5, 1.0, 1.0, 2.25], n)


def slow_energy(size, weights, division):
    n = len(size)
    return sum(size[i] * size[j] * weights[i, j] for i in range(n) for j in range(n) if division[i] != division[j])


def slow_landscape(size, weights):
    """Minima by division, with their basins, by walking down from everywhere."""
    every = [(0, *rest) for rest in np.ndindex(*(2,) * (len(size) - 1))]
    height = {one: slow_energy(size, weights, one) for one in every}

    def switched(one, actor):
        other = [side ^ (k == actor) for k, side in enumerate(one)]
        return tuple(side ^ other[0] for side in other)

    def down(one):
        options = [switched(one, actor) for actor in range(len(size))]
        steepest = min(height[option] for option in options)
        if steepest >= height[one] - 1e-12:
            return one
        return down(next(option for option in options if height[option] <= steepest + 1e-12))

    ends = [down(one) for one in every]
    return {end: ends.count(end) for end in set(ends)}


@examples
@given(weights=WEIGHTS)
def test_cuts_of_every_division(weights):
    found = cuts(weights)
    assert len(found) == 2 ** (len(weights) - 1)
    for number, cut in enumerate(found):
        assert cut == close(separated(weights, sides(number, len(weights))))


def test_numbers_of_divisions():
    assert sides(0b101, 4).tolist() == [0, 1, 0, 1]
    assert sides(np.arange(2), 3).tolist() == [[0, 0, 0], [0, 1, 0]]


def test_what_a_division_separates():
    weights = np.array([[0, 1, 2], [1, 0, 4], [2, 4, 0]])
    assert [separated(weights, np.array(one)) for one in ([0, 0, 0], [0, 1, 0], [0, 1, 1], [5, 6, 7])] == [0, 5, 3, 7]


@examples
@given(weights=WEIGHTS, seed=SEEDS)
def test_minima_are_those_of_every_walk_down(weights, seed):
    size = sizes_of(seed, len(weights))
    found, slow = minima(size, weights), slow_landscape(size, weights)
    reached = {tuple(sides(one.number, len(size)).tolist()): one for one in found.minima}
    assert reached.keys() >= slow.keys()
    assert sum(one.basin for one in found.minima) == len(found.energies)
    assert all(slow_energy(size, weights, division) == pytest.approx(one.energy, abs=1e-12) for division, one in reached.items())
    assert [one.energy for one in found.minima] == sorted(one.energy for one in found.minima)
    for division, one in reached.items():
        change = [energy(size, weights, np.array(division) ^ (np.arange(len(size)) == k)) - one.energy for k in range(len(size))]
        assert min(change) > -1e-12
        assert one.is_strict == (len(size) == 1 or min(change) > 1e-12)


@examples
@given(seed=SEEDS, n=st.integers(1, 7))
def test_basins_without_ties(seed, n):
    rng = np.random.default_rng(seed)
    drawn = np.triu(rng.normal(size=(n, n)), 1)
    size, weights = 0.5 + rng.random(n), drawn + drawn.T
    found = {tuple(sides(one.number, n).tolist()): one.basin for one in minima(size, weights).minima}
    assert found == slow_landscape(size, weights) or n == 1


def exact_basins(size, weights):
    """Minima by number with their basins and whether each is strict, in exact arithmetic; of equal switches the first actor's."""
    n, every = len(size), range(2 ** (len(size) - 1))
    height = [slow_energy(size, weights, (0, *(number >> k & 1 for k in range(n - 1)))) for number in every]
    around = [[number ^ (1 << actor - 1 if actor else len(height) - 1) for actor in range(n)] for number in every]
    steepest = [min(near, key=height.__getitem__) for near in around]
    step = [near if height[near] < height[number] else number for number, near in enumerate(steepest)]

    def down(number):
        return number if step[number] == number else down(step[number])

    basin = Counter(map(down, every))
    return {k: (basin[k], height[steepest[k]] > height[k]) for k in every if step[k] == k}


DECIMALS = {"realist": [-10], "signs": [-10, 0, 10], "decimals": range(-10, 11)}


@pytest.mark.parametrize("kind", DECIMALS)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_basins_of_decimal_sizes_are_those_of_fractions(kind, seed):
    rng = np.random.default_rng(seed)
    size = [Fraction(int(k), 10) for k in rng.integers(1, 10, 6)]
    drawn = np.triu(rng.choice(DECIMALS[kind], (6, 6)), 1)
    weights = np.array([[Fraction(int(k), 10) for k in row] for row in drawn + drawn.T])
    found = minima([float(s) for s in size], weights.astype(float)).minima
    assert {one.number: (one.basin, one.is_strict) for one in found} == exact_basins(size, weights)


def test_no_basin_depends_on_the_unit_of_the_sizes():
    size, realist = np.array([0.2, 0.5, 0.7, 0.7, 0.4, 0.7, 0.3]), np.eye(7) - 1
    told = [[(one.number, one.basin) for one in minima(unit * size, realist).minima] for unit in (1.0, 10.0, 1e-7, 1e9 / 3)]
    assert told[1:] == told[:-1]


def test_divisions_that_tie_for_the_lowest_energy_are_all_told():
    assert len(minima([0.1, 0.2, 0.3, 0.4], np.eye(4) - 1).lowest) == 1
    found = minima([0.1, 0.2, 0.7, 0.8], np.zeros((4, 4)))
    assert [one.number for one in found.lowest] == list(range(8))
    equals = minima([0.1, 0.1, 0.1], np.eye(3) - 1)
    assert [one.number for one in equals.lowest] == [one.number for one in equals.minima] == [1, 2, 3]


def test_an_actor_that_is_alone_cannot_switch():
    for n in (0, 1):
        (only,) = minima(np.ones(n), np.zeros((n, n))).minima
        assert (only.energy, only.basin, only.is_strict) == (0.0, 1, True)


@examples
@given(weights=WEIGHTS, seed=SEEDS)
def test_frustrations_add_up_to_the_energy_and_give_its_change(weights, seed):
    """E(Y) - E(X) = 2 s_k (F_k(Y) - F_k(X)) for a switch of actor k."""
    size = sizes_of(seed, len(weights))
    before = divisions(len(size), 2)[-1]
    k = seed % len(size)
    after = [side ^ (i == k) for i, side in enumerate(before)]
    old, new = frustrations(size, weights, before), frustrations(size, weights, after)
    assert size @ old == close(energy(size, weights, before))
    assert energy(size, weights, after) - energy(size, weights, before) == pytest.approx(2 * size[k] * (new[k] - old[k]), abs=1e-12)


def test_an_energy_by_hand():
    size, tie = np.array([0.5, 0.3, 0.2]), np.array([[0, 0.6, -0.4], [0.6, 0, 0.1], [-0.4, 0.1, 0]])
    assert energy(size, tie, [0, 0, 1]) == close(2 * (0.5 * 0.2 * -0.4 + 0.3 * 0.2 * 0.1))
    assert energy(size, tie, [0, 0, 0]) == 0.0
    lowest = minima(size, tie, "abc").minima[0]
    assert (lowest.first, lowest.second, lowest.basin) == (("a", "b"), ("c",), 4)


def test_a_network_and_a_world_are_taken_too(ten):
    network = nx.Graph()
    network.add_weighted_edges_from([("a", "b", 1.0), ("a", "c", -1.0)])
    assert minima([1, 1, 1], network).minima[0].second == ("c",)
    world = simulation.run(ten, months=1).world()
    ids = [state.id for state in ten.states]
    found = minima(world.capability, world, ids)
    assert sorted(found.minima[0].first + found.minima[0].second) == sorted(ids)
    assert found.energies.min() == close(found.minima[0].energy)


def test_three_equal_foes_stand_on_a_plateau():
    """Two against one in any way, and each is a switch away from the others."""
    found = minima([1, 1, 1], np.eye(3) - 1)
    assert {one.second for one in found.minima} == {(1,), (2,), (1, 2)}
    assert found.strict == ()
    assert len(minima([1, 1, 2], np.eye(3) - 1).strict) == 1


def test_without_ties_everything_is_a_minimum_and_none_is_strict():
    found = minima([1, 2, 3], np.zeros((3, 3)))
    assert (len(found.minima), len(found.strict)) == (4, 0)


@pytest.mark.parametrize("sizes", [[1, 2], [1, 2, -1], [1, 2, np.inf]])
def test_sizes_that_do_not_fit(sizes):
    with pytest.raises(FaultyError, match="sizes"):
        minima(sizes, np.zeros((3, 3)))


def test_too_many_actors():
    with pytest.raises(BlocformError, match="25 actors"):
        minima(np.ones(25), np.zeros((25, 25)))
