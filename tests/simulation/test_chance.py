"""Chance that is named: known answers, distribution, and draws that do not depend on each other."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from worlds import examples

from simulation import chance
from simulation.compiled import compiled
from simulation.numerics import normal_quantile

KEY = np.array([1, 0])
WORDS = st.integers(0, 2**32 - 1)
FULL = 2**32 - 1


@compiled
def philox_compiled(c0, c1, c2, c3, k0, k1):
    return chance.philox(c0, c1, c2, c3, k0, k1)


def plain(function):
    return getattr(function, "py_func", function)


def draws(count, draw=chance.uniform, key=KEY, month=3, purpose=7, i=11, j=12, first=0):
    return np.array([draw(key, month, purpose, i, j, item) for item in range(first, first + count)])


@pytest.mark.parametrize("philox", [philox_compiled, plain(chance.philox)], ids=["compiled", "plain"])
@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((FULL, FULL, FULL, FULL), (FULL, FULL), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
    ids=["zeros", "ones", "pi"],
)
def test_random123_known_answers_of_philox4x32_10(philox, counter, key, answer):
    assert tuple(map(int, philox(*map(np.uint64, (*counter, *key))))) == answer


@examples
@given(seed=WORDS, replicate=WORDS, month=st.integers(0, 65535), purpose=st.integers(0, 65535), i=WORDS, j=WORDS, item=WORDS)
def test_a_uniform_draw_is_the_upper_52_bits_of_its_counter_s_words(seed, replicate, month, purpose, i, j, item):
    a, b, _, _ = plain(chance.philox)(*map(np.uint64, (purpose * 65536 + month, i, j, item, seed, replicate)))
    bits = (int(a) * 2**32 + int(b)) // 2**12
    drawn = chance.uniform(np.array([seed, replicate]), month, purpose, i, j, item)
    assert drawn == (bits + 0.5) / 2**52
    assert 0.0 < drawn < 1.0
    assert drawn == plain(chance.uniform)(np.array([seed, replicate]), month, purpose, i, j, item)


@pytest.mark.parametrize(("word", "drawn"), [(0, 2.0**-53), (FULL, 1.0 - 2.0**-53)])
def test_the_extreme_words_stay_inside_the_open_interval(monkeypatch, word, drawn):
    """52 bits of zeros or of ones give neither 0 nor 1; no counter is known that gives them."""
    monkeypatch.setattr(chance, "_mixed", plain(chance._mixed))
    monkeypatch.setattr(chance, "philox", lambda *counter: (np.uint64(word),) * 4)
    assert plain(chance.uniform)(KEY, 0, 0, 0, 0, 0) == drawn


def test_uniform_draws_are_uniform_and_a_slight_bend_is_seen():
    drawn = draws(20_000)
    assert stats.kstest(drawn, "uniform").pvalue > 0.001
    assert stats.kstest(drawn**1.05, "uniform").pvalue < 0.001


def test_normal_draws_are_normal_and_a_slight_stretch_is_seen():
    drawn = draws(20_000, chance.normal)
    assert stats.kstest(drawn, "norm").pvalue > 0.001
    assert stats.kstest(drawn * 1.05, "norm").pvalue < 0.001
    assert drawn[5] == normal_quantile(chance.uniform(KEY, 3, 7, 11, 12, 5))


CHANGES = {
    "seed": {"key": np.array([2, 0])},
    "replicate": {"key": np.array([1, 1])},
    "month": {"month": 4},
    "purpose": {"purpose": 8},
    "state": {"i": 12},
    "partner": {"j": 11},
    "item": {"first": 1},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_draws_of_another_name_are_independent(change):
    first, second = draws(4000), draws(4000, **change)
    assert not np.any(first == second)
    table, _, _ = np.histogram2d(first, second, bins=8, range=[[0, 1], [0, 1]])
    assert stats.chisquare(table.ravel()).pvalue > 0.001


def test_the_test_of_independence_sees_a_dependence():
    first = draws(4000)
    second = np.where(draws(4000, purpose=8) < 0.1, first, draws(4000, purpose=9))
    table, _, _ = np.histogram2d(first, second, bins=8, range=[[0, 1], [0, 1]])
    assert stats.chisquare(table.ravel()).pvalue < 0.001


def test_state_and_partner_are_told_apart():
    assert chance.uniform(KEY, 1, 1, 5, 6, 0) != chance.uniform(KEY, 1, 1, 6, 5, 0)


def test_month_and_purpose_do_not_run_into_each_other():
    drawn = [chance.uniform(KEY, month, purpose, 0, 0, 0) for month, purpose in itertools.product((0, 1, 65535), repeat=2)]
    assert len(set(drawn)) == 9


def test_the_hash_of_a_state_never_changes():
    assert [chance.state_hash(state) for state in ("RUS", "CHN", "ARD")] == [3030233716, 3090985369, 277544851]
    assert all(0 <= chance.state_hash(str(k)) < 2**32 for k in range(100))


def test_purposes_of_users_keep_clear_of_ours():
    ours = [value for name, value in vars(chance).items() if name.isupper() and not name.startswith("_")]
    assert len(set(ours)) == len(ours)
    assert max(ours) < chance.user_purpose(0)
    assert chance.user_purpose(0) < chance.user_purpose(1) < chance.user_purpose(60_000) < 2**16
    for number in (-1, 60_001):
        with pytest.raises(ValueError, match=f"purpose {number}: allowed 0 to 60000"):
            chance.user_purpose(number)


@pytest.mark.parametrize("rate", [0.05, 0.8, 6.0])
def test_poisson_by_inversion_is_poisson_and_a_slightly_other_rate_is_seen(rate):
    drawn = np.array([chance.poisson(u, rate, 60) for u in draws(20_000)])
    top = int(stats.poisson.ppf(0.999, rate))

    def fit(mean):
        expected = np.append(stats.poisson.pmf(range(top), mean), stats.poisson.sf(top - 1, mean)) * len(drawn)
        return stats.chisquare(np.bincount(np.minimum(drawn, top), minlength=top + 1), expected).pvalue

    assert fit(rate) > 0.001
    assert fit(rate * 1.2) < 0.001


@examples
@given(u=st.floats(1e-9, 1 - 1e-9), rate=st.floats(0, 30), most=st.integers(0, 40))
def test_poisson_is_the_quantile_held_at_its_most(u, rate, most):
    count = chance.poisson(u, rate, most)
    assert 0 <= count <= most
    if 0 < count < most:
        assert stats.poisson.cdf(count - 1, rate) - 1e-9 < u < stats.poisson.cdf(count, rate) + 1e-9
    assert chance.poisson(u, rate, most + 1) >= count
    assert chance.poisson(u, 0.0, most) == 0
