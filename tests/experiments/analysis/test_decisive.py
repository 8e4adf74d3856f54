"""Pairs that decide: so many that four samples in five tell, and never fewer than were made in vain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from experiments.analysis.decisive import POWER, decisive, decisive_shares
from experiments.analysis.intervals import paired
from experiments.analysis.matched import mcnemar
from simulation.faults import BlocformError


def classes(more, less, count):
    return np.repeat([1.0, -1.0, 0.0], [more, less, count - more - less])


@pytest.mark.parametrize(("more", "less"), [(10, 0), (30, 12), (80, 50)])
@pytest.mark.parametrize("level", [0.05, 0.005])
def test_four_samples_in_five_tell_shares_and_fewer_where_there_are_fewer_pairs(more, less, level):
    rng = np.random.default_rng(9)
    needed = int(decisive_shares(classes(more, less, 500), level))
    for pairs, near in ((needed, POWER), (needed // 3, 0.33)):
        drawn = rng.multinomial(pairs, [more / 500, less / 500, 1 - (more + less) / 500], 1000)
        told = np.mean([mcnemar(int(b), int(c)) < level for b, c, _ in drawn])
        assert told == pytest.approx(near, abs=0.05) if near == POWER else told < near + 0.05


@pytest.mark.parametrize("effect", [0.2, 1.0])
def test_four_samples_in_five_tell_means(effect):
    rng = np.random.default_rng(8)
    found = rng.normal(size=400)
    found = effect + (found - found.mean()) / found.std(ddof=1)
    needed = int(decisive(found))
    told = [paired(rng.normal(effect, 1, needed), np.zeros(needed)).p_value < 0.05 for _ in range(1000)]
    assert np.mean(told) == pytest.approx(POWER, abs=0.05)


@examples
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 200), st.sampled_from([0.05, 0.01, 0.003]))
def test_what_these_pairs_do_not_tell_takes_more_of_them(more, less, equal, level):
    given_ = classes(more, less, more + less + equal + 2)
    if mcnemar(more, less) >= level:
        assert decisive_shares(given_, level) > len(given_)
    if paired(given_, np.zeros(len(given_))).p_value >= level:
        assert decisive(given_, level) > len(given_)


def test_nothing_decides_between_equal_means():
    assert decisive_shares(classes(3, 3, 20)) == decisive([1.0, -1.0, 0.0]) == float("inf")
    assert decisive_shares(np.zeros(5)) == decisive(np.zeros(5)) == float("inf")
    assert decisive(np.ones(5)) == 2.0


@pytest.mark.parametrize("values", [[1.0], [np.nan, 1.0]])
def test_what_are_no_pairs_is_refused(values):
    with pytest.raises(BlocformError, match="differences"):
        decisive(values)
    with pytest.raises(BlocformError, match="differences"):
        decisive_shares(values)
