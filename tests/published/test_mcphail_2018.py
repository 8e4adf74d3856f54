"""McPhail et al. 2018: robustness criteria that disagree about four policies in three futures."""

import pandas as pd
import pytest

from experiments.analysis.robustness import CRITERIA, criteria, regrets
from experiments.reproducing.folder import CARRIED

DATA = CARRIED / "robustness"
OUTCOMES = pd.read_csv(DATA / "outcomes.csv").pivot(index="policy", columns="future", values="value")
EXPECTED = pd.read_csv(DATA / "criteria.csv").replace(
    {"share_at_least_6.5": "satisficing_share", "regret_90th_percentile_linear": "regret_90th_percentile"}
)


def test_scores_and_choices():
    found = criteria(OUTCOMES, least=6.5).set_index(["criterion", "policy"]).sort_index()
    expected = EXPECTED.set_index(["criterion", "policy"]).sort_index()
    assert list(found.index) == list(expected.index)
    assert found["score"].to_numpy() == pytest.approx(expected["score"].to_numpy(), abs=1e-12)
    assert (found["chosen"] == expected["chosen"]).all()
    assert (found["better"] == expected["better"]).all()
    assert set(EXPECTED["criterion"]) == set(CRITERIA)


def test_the_criteria_name_three_winners():
    chosen = criteria(OUTCOMES, least=6.5).query("chosen")
    assert chosen["policy"].nunique() >= 3


def test_regret():
    expected = pd.read_csv(DATA / "regret.csv").pivot(index="policy", columns="future", values="regret")
    pd.testing.assert_frame_equal(regrets(OUTCOMES), expected.astype(float))


def test_another_outcome_gives_others():
    """Control: one better future for the loser of regret moves scores and a choice."""
    moved = OUTCOMES.copy()
    moved.loc["policy_2", "future_1"] = 11
    assert not criteria(moved, least=6.5)["chosen"].equals(criteria(OUTCOMES, least=6.5)["chosen"])
