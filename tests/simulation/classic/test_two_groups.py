"""Ways to the best two groups: fewer actors, and the integer programme of sides, against every division."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.classic import signed
from simulation.classic.divisions import cuts, sides
from simulation.classic.graph import signed_graph
from simulation.classic.halving import best_halves
from simulation.classic.reduction import reduced

SEEDS = st.integers(0, 10_000)
thorough = settings(max_examples=60, deadline=None, derandomize=True)


def least(weights):
    return float(cuts(weights).min() - weights[weights < 0].sum() / 2)


def drawn(seed, n, ties, values):
    """So many ties between actors at random, twice one pair adding up."""
    rng = np.random.default_rng(seed)
    weights = np.zeros((n, n))
    for a, b in rng.integers(0, n, (ties, 2)):
        if a != b:
            weights[a, b] = weights[b, a] = rng.choice(values)
    return weights


@thorough
@given(seed=SEEDS, ties=st.integers(0, 30), values=st.sampled_from([(-1.0, 1.0), (-1.25, -0.5, 0.3, 2.0)]))
def test_a_core_with_what_is_always_wrong_costs_what_the_whole_does(seed, ties, values):
    weights = drawn(seed, 11, ties, values)
    found = reduced(signed_graph(weights))
    assert (np.count_nonzero(found.core.weights, axis=1) >= 3).all()
    assert least(weights) == pytest.approx(least(found.core.weights) + found.always)
    core = sides(np.arange(2 ** max(len(found.core) - 1, 0)), len(found.core))
    for group in core[:: max(len(core) // 5, 1)]:
        assert signed.wrong(weights, found.lifted(group)) == pytest.approx(signed.wrong(found.core, group) + found.always)


def test_trees_and_single_cycles_leave_no_core():
    for network, always in ((nx.path_graph(6), 0.0), (nx.cycle_graph(5), 1.0), (nx.star_graph(4), 0.0)):
        found = reduced(signed_graph(-nx.to_numpy_array(network)))
        assert (len(found.core), found.always) == (0, always)
    assert len(reduced(signed_graph(np.ones((4, 4)) - np.eye(4))).core) == 4, "control"


@thorough
@given(seed=SEEDS, n=st.integers(2, 10), values=st.sampled_from([(-1.0, 1.0), (-1.0, 0.0, 1.0), (-0.7, 0.2, 0.5)]))
def test_the_programme_of_sides_finds_the_best(seed, n, values):
    graph = signed_graph(drawn(seed, n, 3 * n, values))
    if len(graph.edges.a):
        group, bound = best_halves(graph, set(), np.zeros(len(graph.edges.a)), 60.0)
        assert signed.wrong(graph, group) == pytest.approx(least(graph.weights)) == pytest.approx(bound)


@pytest.mark.parametrize("n", [5, 7, 9])
def test_foes_alone_halve_as_evenly_as_they_can(n):
    """Cycles alone bound this by a third of all pairs; the best halves leave more of them together."""
    found = signed.frustration_index(np.eye(n) - 1)
    assert (found.wrong, found.bound) == ((n // 2) ** 2, (n // 2) ** 2)
    assert found.wrong > n * (n - 1) / 6
    assert sorted(map(len, found.groups)) == [n // 2, n // 2 + 1]


@pytest.mark.parametrize("seed", range(4))
def test_a_graph_of_many_odd_cycles_is_proven(seed):
    weights = drawn(seed, 18, 60, (-1.0, 1.0))
    found = signed.frustration_index(weights)
    assert found.is_proven
    assert found.wrong == least(weights)
