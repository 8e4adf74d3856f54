"""The frustration index and its kin against every division."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import SIGNS, WEIGHTS, divisions, drawn, slowly_wrong
from worlds import close, examples

import simulation
from simulation.classic import signed
from simulation.classic.covering import rounded_up
from simulation.faults import FaultyError


def least(weights, groups):
    return min(slowly_wrong(weights, one) for one in divisions(len(weights), groups))


@pytest.mark.parametrize("groups", [1, 2, 3, None])
@examples
@given(weights=SIGNS | WEIGHTS)
def test_no_division_is_better(groups, weights):
    found = signed.line_index(weights, groups)
    assert found.is_proven
    assert found.wrong == close(least(weights[:6, :6] if groups is None else weights, groups or 6)) or len(weights) > 6
    assert found.wrong == close(slowly_wrong(weights, tuple(found.group)))
    assert found.bound <= found.wrong
    assert found.group[0] == 0
    assert len(found.groups) <= (groups or len(weights))
    assert sorted(name for group in found.groups for name in group) == list(range(len(weights)))


@pytest.mark.parametrize("groups", [2, 3, 4, None])
@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1000), unit=st.sampled_from([1e-12, 1e-9, 1e-6, 1e-3, 1e3, 1e9]))
def test_the_unit_of_the_weights_changes_no_optimum(groups, seed, unit):
    numbers = np.triu(np.random.default_rng(seed).normal(size=(6, 6)), 1)
    weights = numbers + numbers.T
    found = signed.line_index(unit * weights, groups)
    assert found.is_proven
    assert found.wrong == pytest.approx(unit * least(weights, groups or 6), rel=1e-9, abs=1e-9 * unit)
    assert found.bound == pytest.approx(found.wrong, rel=1e-9, abs=1e-9 * unit * np.abs(weights).sum())


@pytest.mark.parametrize(("weight", "rounded"), [([1, 1, 1], 2.0), ([0.1, 0.1], 1.1), ([2, 4, 2], 2.0), ([2, 3], 2.0), ([2, 2.5], 1.05)])
def test_a_bound_is_rounded_up_to_what_sums_of_the_weights_can_be(weight, rounded):
    assert rounded_up(1.05, np.array(weight, dtype=float)) == pytest.approx(rounded)
    assert rounded_up(rounded, np.array(weight, dtype=float)) == pytest.approx(rounded)


@examples
@given(weights=SIGNS)
def test_more_groups_are_never_worse(weights):
    any_number = signed.clusterability(weights).wrong
    found = [signed.line_index(weights, k).wrong for k in (1, 2, 3, 4)]
    assert found == sorted(found, reverse=True)
    assert any_number <= found[-1]


@examples
@given(weights=SIGNS)
def test_optima_are_counted(weights):
    best = least(weights, 2)
    assert signed.optima(weights) == sum(slowly_wrong(weights, one) == best for one in divisions(len(weights), 2))


@examples
@given(weights=WEIGHTS, seed=st.integers(0, 1000))
def test_shares(weights, seed):
    groups = np.random.default_rng(seed).integers(0, 3, len(weights))
    strength = np.abs(weights).sum() / 2
    assert signed.wrong(weights, groups) == pytest.approx(slowly_wrong(weights, tuple(groups)), abs=1e-12)
    assert signed.frustration(weights, groups) == close(slowly_wrong(weights, tuple(groups)) / strength if strength else 0.0)


@pytest.mark.parametrize("camps", [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 1]])
def test_a_balanced_graph_is_not_frustrated(camps):
    """Heider 1946: friends inside two camps, foes between them."""
    camps = np.array(camps)
    found = signed.frustration_index(np.where(camps[:, None] == camps[None, :], 0.8, -0.3) * (1 - np.eye(4)))
    assert (found.wrong, found.bound) == (0.0, 0.0)
    assert found.group.tolist() == camps.tolist()


def test_three_foes_cannot_all_be_apart_in_two_groups():
    """Harary 1959 for two groups, Davis 1967 for any number."""
    foes = np.eye(3) - 1
    assert (signed.frustration_index(foes).wrong, signed.clusterability(foes).wrong) == (1.0, 0.0)
    assert signed.clusterability(foes).groups == ((0,), (1,), (2,))


def test_planted_camps_of_a_large_sparse_graph_are_found_and_proven():
    rng = np.random.default_rng(7)
    camp = rng.integers(0, 2, 160)
    ties = np.triu(rng.random((160, 160)) < 0.06, 1) * np.where(camp[:, None] == camp, 1.0, -1.0)
    flipped = np.triu(rng.random((160, 160)) < 0.05, 1)
    ties = np.where(flipped, -ties, ties)
    found = signed.frustration_index(ties + ties.T)
    assert found.is_proven
    assert found.wrong <= signed.wrong(ties + ties.T, camp)
    assert min(np.mean(found.group == camp), np.mean(found.group != camp)) < 0.05


@pytest.mark.parametrize("groups", [2, 3, None])
def test_a_search_that_is_stopped_states_its_gap(groups):
    weights = drawn(3, 40, (-1.0, 0.0, 1.0))
    stopped = signed.line_index(weights, groups, seconds=0.0)
    assert not stopped.is_proven
    assert 0.0 <= stopped.bound < stopped.wrong
    assert stopped.wrong == signed.wrong(weights, stopped.group)


def test_a_world_is_taken_as_it_is(ten):
    world = simulation.run(ten, months=1).world()
    found = signed.frustration_index(world)
    assert found.wrong == close(min(slowly_wrong(world.tie, one) for one in divisions(len(world.tie), 2)))


@pytest.mark.parametrize("groups", [0, -1])
def test_no_groups_are_refused(groups):
    with pytest.raises(FaultyError, match="groups"):
        signed.line_index(np.zeros((2, 2)), groups)
