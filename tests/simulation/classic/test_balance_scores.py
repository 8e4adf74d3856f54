"""Triangles and walks, counted one by one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from networks import SIGNS, WEIGHTS
from scipy.linalg import expm
from worlds import examples

from simulation.classic.balance import Triads, triads, walk_balance


@examples
@given(weights=SIGNS | WEIGHTS)
def test_triads_are_counted(weights):
    products = [weights[a, b] * weights[b, c] * weights[c, a] for a, b, c in combinations(range(len(weights)), 3)]
    assert triads(weights) == Triads(sum(p != 0 for p in products), sum(p > 0 for p in products))


@examples
@given(weights=SIGNS)
def test_walk_balance_is_a_ratio_of_traces(weights):
    assert walk_balance(weights) == pytest.approx(np.trace(expm(weights)) / np.trace(expm(np.abs(weights))))


def test_what_is_balanced_scores_one():
    camps = np.array([0, 0, 1, 1])
    balanced = np.where(camps[:, None] == camps, 1.0, -1.0) * (1 - np.eye(4))
    for graph in (balanced, np.zeros((3, 3)), np.zeros((0, 0))):
        assert (triads(graph).score, walk_balance(graph)) == (1.0, pytest.approx(1.0))
    assert triads(np.eye(3) - 1).score == 0.0
    assert 0.0 < walk_balance(np.eye(3) - 1) < 1.0


def test_a_large_dense_graph_does_not_overflow():
    assert walk_balance(np.ones((750, 750)) - np.eye(750)) == pytest.approx(1.0)
