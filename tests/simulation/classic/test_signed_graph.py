"""What a signed graph is read from, and what is refused."""

import networkx as nx
import numpy as np
import pytest

import simulation
from simulation.classic.graph import SignedGraph, signed_graph
from simulation.faults import FaultyError

TIES = np.array([[0.0, 1.0, -0.5], [1.0, 0.0, 0.0], [-0.5, 0.0, 0.0]])


def test_an_array_is_named_by_row():
    found = signed_graph(TIES)
    assert found.names == (0, 1, 2)
    assert [tuple(edge) for edge in zip(*found.edges, strict=True)] == [(0, 1, 1.0), (0, 2, -0.5)]
    assert len(found) == 3
    assert signed_graph(TIES, "xyz").names == ("x", "y", "z")
    assert signed_graph(found) is found
    assert signed_graph(found, "xyz").names == ("x", "y", "z")


@pytest.mark.parametrize("mark", ["sign", "weight"])
def test_a_network_keeps_its_nodes_in_order(mark):
    network = nx.Graph()
    network.add_nodes_from(["c", "a", "b"])
    network.add_edge("a", "c", **{mark: 1})
    network.add_edge("c", "b", **{mark: -0.5})
    found = signed_graph(network)
    assert found.names == ("c", "a", "b")
    assert np.array_equal(found.weights, TIES)


def test_a_world_is_read_by_its_ties(ten):
    world = simulation.run(ten, months=1).world()
    found = signed_graph(world, [state.id for state in ten.states])
    assert np.array_equal(found.weights, world.tie)
    assert found.names[0] == ten.states[0].id


def test_what_is_given_stays_as_it_was():
    given = TIES.copy()
    found = signed_graph(given)
    assert not np.shares_memory(found.weights, given)
    assert isinstance(found, SignedGraph)


@pytest.mark.parametrize(
    ("given", "names", "told"),
    [
        (np.zeros((2, 3)), None, "shape"),
        (np.zeros(3), None, "shape"),
        (np.array([[0.0, 1.0], [2.0, 0.0]]), None, "not symmetric"),
        (np.array([[0.0, np.nan], [np.nan, 0.0]]), None, "not finite"),
        (np.eye(2), None, "diagonal"),
        (TIES, "xy", "3 different names"),
        (TIES, "xyy", "3 different names"),
        (TIES, [[1], [2], [3]], "3 different names"),
        (TIES, 5, "3 different names"),
        (nx.DiGraph([(1, 2)]), None, "DiGraph"),
        (nx.Graph([(1, 2)]), None, "edge 1, 2"),
    ],
)
def test_what_is_no_signed_graph_is_refused(given, names, told):
    with pytest.raises(FaultyError, match=told):
        signed_graph(given, names)


@pytest.mark.parametrize("weights", [[[0.0, 1.0], [-1.0, 0.0]], np.eye(2), [[0.0, np.inf], [np.inf, 0.0]], np.zeros((3, 3))])
def test_a_graph_that_is_made_by_hand_is_checked_too(weights):
    """A search for cycles in a graph that is not symmetric has no end."""
    with pytest.raises(FaultyError, match="graph"):
        SignedGraph(("a", "b"), weights)


def test_every_fault_is_told_at_once():
    with pytest.raises(FaultyError) as caught:
        signed_graph(np.array([[1.0, 2.0], [3.0, 0.0]]), "x")
    assert len(caught.value.faults) == 3
