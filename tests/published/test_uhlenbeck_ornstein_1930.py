"""Uhlenbeck & Ornstein 1930: variance and lag-1 autocorrelation of the process, as the early-warning signs measure them."""

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from experiments.analysis.tipping import rolling
from experiments.reproducing.folder import CARRIED

CASES = pd.read_csv(CARRIED / "early_warning" / "ou_process.csv").to_dict("records")
RUNS, STEPS = 40, 50_000


def sampled(factor, spread, seed=1):
    """Series x' = factor x + noise that start in their stationary state, as the process does for factor exp(lambda dt)."""
    rng = np.random.default_rng(seed)
    variance = spread**2 / (1 - factor**2)
    noise = rng.normal(0.0, spread, (RUNS, STEPS))
    noise[:, 0] *= np.sqrt(variance) / spread
    return lfilter([1.0], [1.0, -factor], noise, axis=1)


def measured(series):
    """Mean over the runs of both signs in one window over all steps."""
    return [float(sign.mean()) for sign in rolling(series, STEPS)]


def exact(case):
    """The process in its exact step."""
    factor = np.exp(case["lambda"] * case["time_step"])
    return sampled(factor, np.sqrt(case["noise_intensity"] ** 2 * (1 - factor**2) / (-2 * case["lambda"])))


def tolerance(case):
    """Five standard errors of both means: 2 (1 + phi^2) / (1 - phi^2) and (1 - phi^2) over the steps, and the bias of the trend taken."""
    phi, steps = case["lag1_autocorrelation"], RUNS * STEPS
    of_variance = 5 * np.sqrt(2 * (1 + phi**2) / (1 - phi**2) / steps) + 2 * (1 + phi) / (1 - phi) / STEPS
    of_correlation = 5 * np.sqrt((1 - phi**2) / steps) + 2 * (1 + 3 * phi) / STEPS
    return case["variance"] * of_variance, of_correlation


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"lambda {case['lambda']}")
def test_signs_of_the_process(case):
    variance, correlation = measured(exact(case))
    assert variance == pytest.approx(case["variance"], abs=tolerance(case)[0])
    assert correlation == pytest.approx(case["lag1_autocorrelation"], abs=tolerance(case)[1])


def test_the_step_of_euler_is_told_apart():
    """Control: 1 + lambda dt instead of exp(lambda dt) fails both, where the step is longest."""
    case = CASES[0]
    variance, correlation = measured(sampled(1 + case["lambda"] * case["time_step"], np.sqrt(case["time_step"])))
    assert abs(variance - case["variance"]) > tolerance(case)[0]
    assert abs(correlation - case["lag1_autocorrelation"]) > tolerance(case)[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"lambda {case['lambda']}")
def test_a_process_that_returns_a_fifth_faster_is_told_apart(case):
    """Control: another lambda fails both."""
    variance, correlation = measured(exact(case | {"lambda": 1.2 * case["lambda"]}))
    assert abs(variance - case["variance"]) > tolerance(case)[0]
    assert abs(correlation - case["lag1_autocorrelation"]) > tolerance(case)[1]
