"""Gneiting & Raftery 2007: proper scores."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.scores import brier, crps_ensemble, crps_normal, logarithmic
from experiments.reproducing.folder import CARRIED
from simulation.faults import BlocformError

SCORES = pd.read_csv(CARRIED / "scores" / "scores.csv")


def test_scores():
    crps, hit, miss, log = SCORES.itertuples(index=False)
    assert float(crps_normal(0.0, 1.0, 0.0)) == pytest.approx(crps[-1], abs=1e-6)
    assert float(brier(0.7, True)) == pytest.approx(hit[-1], abs=1e-12)
    assert float(brier(0.2, False)) == pytest.approx(miss[-1], abs=1e-12)
    assert float(logarithmic(0.7, True)) == pytest.approx(log[-1], abs=1e-6)


def test_an_ensemble_of_draws_scores_as_what_it_is_drawn_from():
    members = np.random.default_rng(1).normal(0.3, 2.0, 200_000)
    assert crps_ensemble(members, 1.0) == pytest.approx(float(crps_normal(0.3, 2.0, 1.0)), abs=0.01)
    assert crps_ensemble(members, 1.0) != pytest.approx(float(crps_normal(0.3, 1.5, 1.0)), abs=0.01), "control: another spread"


def test_the_true_probability_scores_best():
    """Which makes a score proper."""
    truth, others = 0.3, np.linspace(0.01, 0.99, 99)
    for score in (brier, logarithmic):
        expected = truth * score(others, True) + (1 - truth) * score(others, False)
        assert others[expected.argmin()] == pytest.approx(truth)


@pytest.mark.parametrize(
    ("score", "arguments"),
    [(brier, (1.2, True)), (logarithmic, (0.5, 2)), (crps_normal, (0.0, 0.0, 1.0)), (crps_ensemble, ([1.0], 0.0))],
)
def test_what_is_no_forecast_is_refused(score, arguments):
    with pytest.raises(BlocformError, match="allowed"):
        score(*arguments)
