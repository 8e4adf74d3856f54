"""Ranks that differences leave open."""

import numpy as np
import pytest

from experiments.analysis.ranks import rank_sets
from simulation.faults import BlocformError


def test_nothing_told_leaves_every_rank_open():
    first, last = rank_sets(np.zeros((4, 4)))
    assert (first.tolist(), last.tolist()) == ([1] * 4, [4] * 4)


def test_an_order_that_is_told_leaves_one_rank_each():
    order = np.sign(np.arange(4)[None, :] - np.arange(4)[:, None])
    first, last = rank_sets(order)
    assert first.tolist() == last.tolist() == [1, 2, 3, 4]


def test_who_is_told_from_one_alone():
    order = np.zeros((3, 3))
    order[0, 2], order[2, 0] = 1, -1
    first, last = rank_sets(order)
    assert (first.tolist(), last.tolist()) == ([1, 1, 2], [2, 3, 3])


def test_true_ranks_lie_in_their_sets_jointly():
    """Means 0 to 4 with noise of their own: pairs told by z tests with Bonferroni; control: without it sets are wrong more often."""
    rng, wrong = np.random.default_rng(5), {2.81: 0, 1.0: 0}
    for _ in range(500):
        means = np.arange(5) * 0.8 + rng.normal(size=5)
        z = (means[:, None] - means[None, :]) / np.sqrt(2)
        for edge in wrong:
            first, last = rank_sets(np.where(abs(z) > edge, np.sign(z), 0.0))
            true = np.arange(5, 0, -1)
            wrong[edge] += not ((first <= true) & (true <= last)).all()
    assert wrong[2.81] / 500 <= 0.05 < wrong[1.0] / 500


@pytest.mark.parametrize("order", [[[0, 1], [1, 0]], [[0, 1, 0], [-1, 0, 0]], [0, 1]])
def test_what_contradicts_itself_is_refused(order):
    with pytest.raises(BlocformError, match="order"):
        rank_sets(np.array(order, dtype=float))
