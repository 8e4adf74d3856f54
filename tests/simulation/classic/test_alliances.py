"""Vulnerable countries and war-stable networks, by the definitions."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

import simulation
from simulation.classic.alliances import is_war_stable, networks
from simulation.faults import BlocformError, FaultyError


def slow_vulnerable(strength, gamma, links, i):
    n = len(strength)
    allies = [{b for b in range(n) if (min(a, b), max(a, b)) in links} for a in range(n)]
    for j in set(range(n)) - {i}:
        others = sorted(allies[j] - {i})
        for count in range(len(others) + 1):
            for chosen in combinations(others, count):
                attack = {j, *chosen}
                if sum(strength[k] for k in attack) > gamma * sum(strength[k] for k in {i} | (allies[i] - attack)) + 1e-9:
                    return True
    return False


def slow_stable(strength, gamma, links):
    everyone = range(len(strength))
    every = set(combinations(everyone, 2))

    def safe(network):
        return not any(slow_vulnerable(strength, gamma, network, i) for i in everyone)

    return (
        safe(links)
        and all(safe(links | {link}) for link in every - links)
        and all(slow_vulnerable(strength, gamma, links - {link}, end) for link in links for end in link)
    )


def graph_of(n, links):
    ties = np.zeros((n, n))
    for a, b in links:
        ties[a, b] = ties[b, a] = 1.0
    return ties


@examples
@given(strength=st.lists(st.integers(1, 8), min_size=2, max_size=4), gamma=st.sampled_from([0.5, 1.0, 1.2, 2.0, 3.0]))
def test_every_network_by_definition(strength, gamma):
    found = networks(strength, gamma)
    for number in range(len(found.safe)):
        links = set(found.of(number))
        assert found.vulnerable[number].tolist() == [slow_vulnerable(strength, gamma, links, i) for i in range(len(strength))]
        assert found.war_stable[number] == slow_stable(strength, gamma, links)
        assert is_war_stable(graph_of(len(strength), links), strength, gamma) == found.war_stable[number]


def test_equals_deter_each_other():
    found = networks([1, 1, 1], 2.0)
    assert (found.safe.sum(), found.war_stable.sum()) == (8, 1)
    assert found.of(int(np.flatnonzero(found.war_stable)[0])) == ()
    assert networks([1, 1, 4], 2.0).war_stable.sum() == 0, "control: one is too strong"


def test_the_order_of_a_sum_makes_nobody_stronger():
    """.1 + .2 > .3 in floating point."""
    found = networks([0.1, 0.2, 0.3], 1.0)
    pact = next(number for number in range(8) if found.of(number) == ((0, 1),))
    assert not found.vulnerable[pact, 2]


def test_a_network_of_a_world_and_of_names(ten):
    world = simulation.run(ten, months=1).world()
    assert is_war_stable(world, world, 1.0) is False
    pact = nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1})])
    strength = {"c": 1.0, "b": 1.0, "a": 1.0}
    assert not is_war_stable(pact, strength, 1.0)
    assert is_war_stable(pact.edge_subgraph([("b", "c")]), {"b": 1, "c": 1}, 1.0), "foes are no allies, and equals deter each other"


@pytest.mark.parametrize("n", [0, 1])
def test_who_is_alone_is_safe(n):
    found = networks(np.ones(n), 1.0)
    assert (found.links, found.safe.tolist(), found.war_stable.tolist()) == ((), [True], [True])
    assert is_war_stable(np.zeros((n, n)), np.ones(n), 1.0)


def test_what_is_refused():
    for strengths, gamma in (
        ([1, 0], 1.0),
        ([1, np.nan], 1.0),
        ([[1]], 1.0),
        ([1, 2], 0.0),
        ([1, 2], "a"),
        ({"a": 1}, 1.0),
        ([1, 2], [1.0]),
        (nx.Graph([(1, 2)]), 1.0),
    ):
        with pytest.raises(FaultyError, match="alliances"):
            networks(strengths, gamma)
    for number in (-1, 8):
        with pytest.raises(FaultyError, match="network"):
            networks([1, 1, 1], 1.0).of(number)
    with pytest.raises(FaultyError, match="in all"):
        is_war_stable(np.zeros((2, 2)), {"x": 1, "y": 2}, 1.0)
    with pytest.raises(BlocformError, match="7 countries"):
        networks(np.ones(7), 1.0)
