"""McNemar's exact test and Holm's adjustment against textbook numbers, and how often they err without a difference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from experiments.analysis.discordant import exact, holm

PROBABILITIES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20)


@pytest.mark.parametrize(("more", "less"), [(0, 0), (1, 0), (6, 0), (9, 2), (5, 5), (3, 14)])
def test_mcnemar_1947_is_the_sign_test_of_pairs_that_differ(more, less):
    a = np.repeat([True, False, True], [more, less, 7])
    b = np.repeat([False, True, True], [more, less, 7])
    wanted = binomtest(more, more + less).pvalue if more + less else 1.0
    assert exact(a, b) == pytest.approx(wanted, abs=1e-12)
    assert exact(a, b) == exact(b, a)


def test_holm_1979():
    np.testing.assert_allclose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
    assert len(holm([])) == 0


@given(PROBABILITIES)
def test_holm_keeps_the_order_and_never_makes_surer(given_):
    adjusted = holm(given_)
    assert np.all((adjusted >= given_) & (adjusted <= 1.0))
    order = np.argsort(given_, kind="stable")
    assert np.all(np.diff(adjusted[order]) >= 0.0)


def test_without_a_difference_few_families_have_a_find_and_with_one_most_do():
    rng = np.random.default_rng(4)

    def finds(shift: float) -> int:
        found = 0
        for _ in range(300):
            luck = rng.random((5, 80))
            other = np.where(rng.random((5, 80)) < 0.5, luck, rng.random((5, 80)))
            changed = np.where(np.arange(5)[:, None] == 2, other - shift, other)
            found += holm([exact(a < 0.4, b < 0.4) for a, b in zip(luck, changed, strict=True)]).min() < 0.05
        return found

    assert finds(0.0) < 25
    assert finds(0.3) > 200
