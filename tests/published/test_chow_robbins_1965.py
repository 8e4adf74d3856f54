"""Chow & Robbins 1965: draw until the interval of a mean is narrow enough, and still cover the mean."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from experiments.analysis.intervals import Z
from experiments.reproducing.folder import CARRIED
from experiments.sweeps.stopping import LEAST, Precision, running, stopping_times

CASE = pd.read_csv(CARRIED / "replication" / "sequential_stopping.csv").iloc[0]
REPETITIONS, CEILING = 2000, 400


@pytest.fixture(scope="module")
def draws():
    """Draws of every repetition, more than any of them takes."""
    return np.random.default_rng(1).normal(CASE["mean"], CASE["sd"], (REPETITIONS, CEILING))


def coverage(draws, times, width=1.0):
    """Share of the repetitions whose interval, of so many times its width, holds the mean where they stop."""
    mean, half = running(draws)
    stop = np.arange(len(times)), times - 1
    return np.mean(np.abs(mean[stop] - CASE["mean"]) <= (width * half)[stop])


def test_number_of_draws_and_coverage(draws):
    precision = Precision(CASE["relative_half_width"], relative=True, floor=int(CASE["first_sample"]), ceiling=CEILING)
    times = stopping_times(draws, precision)
    assert times.min() >= LEAST
    assert times.max() < CEILING
    assert CASE["theoretical_runs"] == pytest.approx((1.959964 * CASE["sd"] / (CASE["relative_half_width"] * CASE["mean"])) ** 2, rel=1e-4)
    assert times.mean() == pytest.approx(CASE["theoretical_runs"], abs=3.0)
    assert coverage(draws, times) >= CASE["coverage_to_require"]


def without_floor(draws, width=1.0):
    """When a rule stops that may do so from the second draw on, with intervals of so many times the width after each draw."""
    mean, half = running(draws)
    return np.argmax(width * half <= CASE["relative_half_width"] * np.abs(mean), axis=1) + 1


def test_normal_intervals_without_a_floor_miss_the_mean(draws):
    """Control: who takes 1.96 standard errors for the interval from two draws on stops too soon by luck, and covers too rarely."""
    degrees = np.arange(CEILING)
    normal = Z / np.where(degrees > 0, t.ppf(0.975, np.maximum(degrees, 1)), 1.0)
    times = without_floor(draws, normal)
    assert times.min() == 2
    assert coverage(draws, times, normal) < CASE["coverage_to_require"] - 0.03


def test_the_floor_covers_more(draws):
    """Control: the same t intervals without the floor cover the mean more rarely on the same draws."""
    floor = stopping_times(draws, Precision(CASE["relative_half_width"], relative=True, ceiling=CEILING))
    times = without_floor(draws)
    assert times.min() == 2
    assert coverage(draws, times) < coverage(draws, floor) - 0.005


def test_a_rule_twice_as_lax_stops_too_soon(draws):
    """Control: the number of draws tells one width from another."""
    times = stopping_times(draws, Precision(2 * CASE["relative_half_width"], relative=True, ceiling=CEILING))
    assert abs(times.mean() - CASE["theoretical_runs"]) > 90
