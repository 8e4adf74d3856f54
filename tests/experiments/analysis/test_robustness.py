"""Regret and robustness criteria: signs, ties, one policy, one future."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.analysis.robustness import CRITERIA, criteria, regrets
from simulation.faults import BlocformError

TABLES = arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.floats(-100, 100, width=16))


def table(values):
    return pd.DataFrame(values, index=[f"p{k}" for k in range(len(values))], columns=[f"f{k}" for k in range(values.shape[1])])


@given(TABLES)
def test_regret_is_least_of_nobody_and_none_of_the_best(values):
    found = regrets(table(values)).to_numpy()
    assert (found >= 0).all()
    np.testing.assert_array_equal(found.min(axis=0), 0.0)


@given(TABLES, st.floats(-100, 100, width=16))
def test_costs_are_chosen_as_gains_of_the_opposite_sign(values, least):
    lower, higher = criteria(table(values), least, "lower"), criteria(table(-values), -least, "higher")
    assert lower["chosen"].tolist() == higher["chosen"].tolist()
    np.testing.assert_array_equal(regrets(table(values), "lower"), regrets(table(-values)))


@given(TABLES)
def test_somebody_is_always_chosen_and_whoever_dominates_by_every_criterion(values):
    better = table(np.vstack([values, values.max(axis=0) + 1.0]))
    found = criteria(better, least=0.0)
    assert found.groupby("criterion")["chosen"].any().all()
    last = found[found["policy"] == better.index[-1]]
    assert last["chosen"].all()
    assert set(last["criterion"]) == set(CRITERIA)


def test_equal_policies_are_chosen_together():
    assert criteria(table(np.ones((3, 2))), least=1.0)["chosen"].all()


def test_scores_of_costs_are_in_their_own_unit():
    found = criteria(table(np.array([[1.0, 5.0], [3.0, 4.0]])), least=4.5, better="lower").set_index(["criterion", "policy"])
    assert found.loc[("maximin", "p0"), "score"] == 5.0
    assert found.loc[("maximin", "p1"), "chosen"]
    assert found.loc[("maximin", "p1"), "better"] == "lower"
    assert found.loc[("satisficing_share", "p1"), "score"] == 1.0


@pytest.mark.parametrize(("values", "better", "said"), [([[np.nan]], "higher", "NaN"), ([[1.0]], "more", "higher or lower")])
def test_what_cannot_be_compared_is_refused(values, better, said):
    with pytest.raises(BlocformError, match=said):
        criteria(pd.DataFrame(values), 0.0, better)
