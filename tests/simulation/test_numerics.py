"""The arithmetic of our own against references of 60 digits, and compiled against plain."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from simulation import numerics
from simulation.numerics import clip, exp, log, normal_quantile, sigma

RNG = np.random.default_rng(7)
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
EXPONENTS = [*RNG.uniform(-700, 700, 700), *RNG.uniform(-1, 1, 700), *RNG.normal(0, 1e-9, 100), 0.0, -700.0, 700.0]
POSITIVES = [*np.exp(RNG.uniform(-700, 700, 700)), *RNG.uniform(0.5, 2, 900), *(1 + RNG.normal(0, 1e-9, 100)), 1.0, 2.0, 0.5]
UTILITIES = [*RNG.uniform(-700, 700, 300), *RNG.uniform(-40, 40, 900), *RNG.uniform(-2, 2, 900), 0.0, -700.0, 700.0]
PROBABILITIES = [*RNG.uniform(0, 1, 400), *10 ** RNG.uniform(-16, -1, 300), *(1 - 10 ** RNG.uniform(-15, -1, 300)), 0.075, 0.925, 2**-53]


def plain(function):
    return getattr(function, "py_func", function)


def worst_ulps(function, reference, points):
    """Largest error in units in the last place of the true value."""
    with localcontext() as context:
        context.prec = 60
        errors = []
        for x in map(float, points):
            true = reference(Decimal(x))
            errors.append(abs(Decimal(function(x)) - true) / Decimal(math.ulp(float(true))))
        return float(max(errors))


@pytest.mark.parametrize(
    ("function", "reference", "points", "documented"),
    [(exp, Decimal.exp, EXPONENTS, 1), (log, Decimal.ln, POSITIVES, 1), (sigma, lambda u: 1 / (1 + (-u).exp()), UTILITIES, 2)],
    ids=["exp", "log", "sigma"],
)
def test_a_function_is_as_close_as_documented(function, reference, points, documented):
    assert worst_ulps(function, reference, points) <= documented


def test_the_measure_of_errors_sees_a_wrong_last_bit():
    assert worst_ulps(lambda x: math.exp(x) * (1 + 2**-51), Decimal.exp, [0.5, 1.5]) > 1.0


def test_the_normal_quantile_is_within_a_relative_1e_15():
    with localcontext() as context:
        context.prec = 60
        for u in map(float, PROBABILITIES):
            x = Decimal(normal_quantile(u))
            density = (-x * x / 2).exp() / (2 * PI).sqrt()
            term, total, k = x, x, 1
            while abs(term) > Decimal("1e-55"):
                k += 2
                term *= x * x / k
                total += term
            assert abs((Decimal("0.5") + density * total - Decimal(u)) / density / x) < Decimal("1e-15"), u


def test_values_that_are_known_exactly():
    assert exp(0.0) == 1.0
    assert log(1.0) == 0.0
    assert sigma(0.0) == 0.5
    assert normal_quantile(0.5) == 0.0
    assert Decimal(2).ln() == pytest.approx(Decimal(numerics.LN2), rel=Decimal("1e-16"))


def test_exp_holds_its_argument_between_minus_700_and_700():
    assert exp(1e9) == exp(700.0)
    assert exp(-1e9) == exp(-700.0) > 0.0
    assert exp(math.inf) == exp(700.0)


def test_sigma_stays_a_probability_however_large_the_utility():
    assert sigma(1e9) == 1.0
    assert 0.0 < sigma(-1e9) < 1e-300


def test_log_reaches_both_ends_of_the_normal_numbers():
    assert worst_ulps(log, Decimal.ln, [np.finfo(float).tiny, np.finfo(float).max]) <= 1.0


def test_the_normal_quantile_is_odd_and_rises():
    points = np.linspace(0.001, 0.999, 999)
    values = [normal_quantile(u) for u in points]
    assert all(np.diff(values) > 0)
    for u in (0.125, 0.03125, 2.0**-30):
        assert normal_quantile(u) == -normal_quantile(1.0 - u)


def test_clip_holds_a_number_between_its_bounds():
    assert [clip(x, -1.0, 2.0) for x in (-3.0, -1.0, 0.5, 2.0, 9.0)] == [-1.0, -1.0, 0.5, 2.0, 2.0]


@pytest.mark.parametrize("function", [exp, log, sigma, normal_quantile], ids=["exp", "log", "sigma", "normal_quantile"])
@examples
@given(u=st.floats(2.0**-53, 1.0 - 2.0**-53), x=st.floats(-800, 800))
def test_compiled_and_plain_give_the_same_bits(function, u, x):
    x = {log: abs(x) + u, normal_quantile: u}.get(function, x)
    assert function(x) == plain(function)(x)
