"""What holds for every public function of the classic models: what it takes, and what becomes of what it cannot take."""

import inspect
import pkgutil
from contextlib import suppress
from importlib import import_module

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import simulation
from simulation import classic
from simulation.classic import alliances, balance, bistable, continuous_balance, landscape, signed, triads
from simulation.classic.graph import SignedGraph, signed_graph
from simulation.faults import BlocformError
from simulation.model import BlocModel

CALLS = {
    "alliances.is_war_stable": lambda g, n: alliances.is_war_stable(g, np.ones(n), 1.5),
    "balance.triads": lambda g, n: balance.triads(g),
    "balance.walk_balance": lambda g, n: balance.walk_balance(g),
    "bistable.System": lambda g, n: bistable.System(g).settle(0.01),
    "continuous_balance.blow_up_time": lambda g, n: continuous_balance.blow_up_time(g),
    "continuous_balance.factions": lambda g, n: continuous_balance.factions(g),
    "continuous_balance.integrate": lambda g, n: continuous_balance.integrate(g, 0.1),
    "continuous_balance.opinions": lambda g, n: continuous_balance.opinions(g),
    "continuous_balance.solution": lambda g, n: continuous_balance.solution(g, 0.1),
    "landscape.energy": lambda g, n: landscape.energy(np.ones(n), g, np.arange(n)),
    "landscape.frustrations": lambda g, n: landscape.frustrations(np.ones(n), g, np.arange(n)),
    "landscape.minima": lambda g, n: [m[3:] for m in landscape.minima(np.ones(n), g).minima],
    "signed.clusterability": lambda g, n: signed.clusterability(g).wrong,
    "signed.frustration": lambda g, n: signed.frustration(g, np.arange(n)),
    "signed.frustration_index": lambda g, n: signed.frustration_index(g).group,
    "signed.line_index": lambda g, n: signed.line_index(g, 3).wrong,
    "signed.optima": lambda g, n: signed.optima(g),
    "signed.wrong": lambda g, n: signed.wrong(g, np.arange(n)),
    "triads.constrained_dynamics": lambda g, n: triads.constrained_dynamics(g, 3),
    "triads.constrained_end": lambda g, n: triads.constrained_end(g).weights,
    "triads.local_dynamics": lambda g, n: triads.local_dynamics(g, 0.3, 10, 10),
    "triads.local_end": lambda g, n: triads.local_end(g, 0.3, 10).weights,
}
"""Every function that takes a graph, called with one of n actors."""
NUMBERS = {"alliances.networks", "bistable.level", "bistable.peace_level", "bistable.reduced_thresholds", "bistable.war_level"}
NUMBERS |= {"triads.stationary_density"}
"""Those that take numbers alone."""
PARTS = {"best_division", "covering", "cycles", "divisions", "graph", "grouping", "halving", "matrix", "reduction", "rounding"}
PARTS |= {"triad_steps", "uniform"}
"""What the models are made of."""

TIES = np.array([[0.0, 1.0, -0.5, 0.2], [1.0, 0.0, 0.25, -1.0], [-0.5, 0.25, 0.0, 0.75], [0.2, -1.0, 0.75, 0.0]])
NAMES = ["RUS", ("a", 1), 3.5, "é ü"]


def network(ties, names):
    found = nx.Graph()
    found.add_nodes_from(names)
    found.add_weighted_edges_from((names[a], names[b], ties[a, b]) for a, b in zip(*np.nonzero(np.triu(ties)), strict=True))
    return found


FORMS = {
    "list": TIES.tolist(),
    "whole numbers and objects": TIES.astype(object),
    "sparse": csr_array(TIES),
    "table": pd.DataFrame(TIES, NAMES, NAMES),
    "network": network(TIES, NAMES),
    "graph": SignedGraph(NAMES, TIES),
}
EDGE = {"list": [], "none": np.zeros((0, 0)), "one": [[0]], "friends": [[0, 1], [1, 0]], "foes": [[0, -1], [-1, 0]]}
EDGE |= {"no ties": np.zeros((3, 3)), "all friends": 1 - np.eye(5), "all foes": np.eye(4) - 1, "empty network": nx.Graph()}
EDGE |= {"odd names": network(TIES, NAMES), "small": 1e-200 * TIES, "large": 1e100 * TIES}
UNREADABLE = {
    "ragged": [[0, 1], [1]],
    "text": [["a", "b"], ["b", "a"]],
    "digits as text": [["0", "1"], ["1", "0"]],
    "names": {"a": 1},
    "nothing": None,
    "complex": np.zeros((2, 2), dtype=complex),
    "missing": [[0, None], [None, 0]],
    "not square": np.zeros((2, 3)),
    "one way": [[0, 1], [-1, 0]],
    "other columns": pd.DataFrame(np.zeros((2, 2)), ["x", "y"], ["y", "x"]),
    "directed": nx.DiGraph([(0, 1)]),
    "signs as text": nx.Graph([("a", "b", {"sign": "+"})]),
    "no number": nx.Graph([("a", "b", {"weight": float("nan")})]),
}


def test_every_public_function_is_held_to_this():
    found = set()
    for module in pkgutil.iter_modules(classic.__path__):
        if module.name not in PARTS:
            held = vars(import_module(f"simulation.classic.{module.name}"))
            public = {name: thing for name, thing in held.items() if inspect.isfunction(thing) and not name.startswith("_")}
            found |= {f"{module.name}.{name}" for name, thing in public.items() if thing.__module__.endswith(module.name)}
    assert found | {"bistable.System"} == CALLS.keys() | NUMBERS


@pytest.mark.parametrize("call", CALLS)
def test_every_form_of_a_graph_gives_what_its_array_gives(call):
    expected = CALLS[call](TIES, 4)
    kept = TIES.copy()
    for form, given in FORMS.items():
        np.testing.assert_equal(CALLS[call](given, 4), expected, err_msg=form)
    assert np.array_equal(TIES, kept)


def test_another_graph_gives_another_answer():
    """Control of the former: answers that any graph gives would agree too."""
    told = [call for call in CALLS if repr(CALLS[call](TIES, 4)) != repr(CALLS[call](1 - np.eye(4), 4))]
    assert len(told) > 0.8 * len(CALLS)


@pytest.mark.parametrize("call", CALLS)
def test_a_world_is_its_ties(call, ten):
    world = simulation.run(ten, months=2).world()
    np.testing.assert_equal(CALLS[call](world, 10), CALLS[call](world.tie, 10))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("edge", EDGE)
def test_graphs_at_the_edge_are_answered_or_refused(call, edge):
    with suppress(BlocformError):
        assert CALLS[call](EDGE[edge], len(EDGE[edge])) is not None


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("form", UNREADABLE)
def test_what_is_no_graph_is_refused(call, form):
    with pytest.raises(BlocformError):
        CALLS[call](UNREADABLE[form], 2)


@pytest.mark.parametrize("call", CALLS)
def test_other_things_of_ours_are_refused(call, ten):
    run = simulation.run(ten, months=1)
    for thing in (run, ten, BlocModel(ten)):
        with pytest.raises(BlocformError):
            CALLS[call](thing, 10)


@pytest.mark.parametrize("form", ["nothing", "ragged", "text", "names"])
def test_what_is_no_size_is_refused(form):
    given = UNREADABLE[form]
    calls = (lambda: landscape.minima(given, TIES), lambda: landscape.energy(given, TIES, [0, 0, 1, 1]))
    for call in (*calls, lambda: alliances.networks(given, 1.0), lambda: alliances.is_war_stable(TIES, given, 1.0)):
        with pytest.raises(BlocformError):
            call()


@pytest.mark.parametrize("division", [[0], [0, 0, 1, 1, 1], 0, None, {"RUS": 0}, [[0, 1], [1, 0]], [[0]] * 4, "ab"])
def test_a_division_of_others_is_refused(division):
    graph = FORMS["network"]
    calls = (lambda: signed.wrong(graph, division), lambda: signed.frustration(graph, division))
    for call in (
        *calls,
        lambda: landscape.energy(np.ones(4), graph, division),
        lambda: landscape.frustrations(np.ones(4), graph, division),
    ):
        with pytest.raises(BlocformError):
            call()


def test_sides_and_sizes_go_by_name():
    graph = FORMS["network"]
    side, size = dict(zip(NAMES, "uvuv", strict=True)), dict(zip(reversed(NAMES), [1.0, 2.0, 3.0, 4.0], strict=True))
    assert signed.wrong(graph, side) == signed.wrong(TIES, [0, 1, 0, 1]) == signed.wrong(TIES, "uvuv")
    assert landscape.energy(size, graph, side) == landscape.energy([4, 3, 2, 1], TIES, [0, 1, 0, 1])
    assert landscape.minima(size, graph).minima == landscape.minima([4, 3, 2, 1], TIES, NAMES).minima


def test_a_world_brings_its_sizes(ten):
    world = simulation.run(ten, months=1).world()
    ids = [state.id for state in ten.states]
    assert landscape.minima(world, world, ids).minima == landscape.minima(world.capability, world.tie, ids).minima
    with pytest.raises(BlocformError, match="10 countries"):
        alliances.networks(world, 1.0)


def test_a_table_names_its_rows():
    assert signed_graph(FORMS["table"]).names == tuple(NAMES)
