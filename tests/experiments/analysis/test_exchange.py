"""Tests by exchange: exact for few pairs, and rarely wrong where nothing differs."""

import numpy as np
import pytest
from scipy.stats import binomtest

from experiments.analysis.exchange import exchanged, sign_flip


@pytest.mark.parametrize(("more", "less"), [(0, 0), (1, 0), (3, 0), (6, 0), (7, 2), (5, 5)])
def test_of_pairs_that_differ_by_one_it_is_the_sign_test(more, less):
    differences = np.repeat([1.0, -1.0, 0.0], [more, less, 40])
    wanted = binomtest(more, more + less).pvalue if more + less else 1.0
    assert sign_flip(differences) == pytest.approx(wanted, abs=1e-12)


def test_fisher_1935_darwins_maize():
    """Section 21: of the 2^15 ways to sign Darwin's fifteen differences 1,726 have a sum as far as theirs, 5.267 %."""
    darwin = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48], dtype=float)
    assert sign_flip(darwin) == pytest.approx(0.05267, abs=0.015)


def test_without_a_difference_few_are_told_and_with_one_most():
    rng = np.random.default_rng(5)
    found = {shift: np.mean([sign_flip(rng.normal(shift, 1, 40)) < 0.05 for _ in range(200)]) for shift in (0.0, 0.7)}
    assert found[0.0] < 0.1
    assert found[0.7] > 0.9


def test_exchanged_means_keep_their_sum_and_begin_as_they_are():
    rng = np.random.default_rng(6)
    one, other = rng.random((2, 3, 30))
    first, second = exchanged(one, other)
    assert first.shape == second.shape == (2000, 3)
    np.testing.assert_allclose(first + second, np.broadcast_to((one + other).mean(axis=1), first.shape))
    np.testing.assert_allclose(first[0], one.mean(axis=1))
    assert exchanged(one, one)[0].shape == (1, 3)
