"""Factors as columns of codes, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.columns import columns, labels, spelt
from simulation.faults import BlocformError


def test_numbers_and_categories():
    table = pd.DataFrame(
        {
            "x": [3.0, 1.0, 3.0],
            "n": [7, 7, 2],
            "war": [True, False, True],
            "policy": ["b", "a", "b"],
            "kind": pd.Categorical(["z", "y", "z"], categories=["unused", "z", "y"], ordered=True),
        }
    )
    found = {field.name: field for field in columns(table)}
    assert {name: (field.is_number, field.distinct, field.code.tolist()) for name, field in found.items()} == {
        "x": (True, (1.0, 3.0), [1, 0, 1]),
        "n": (True, (2.0, 7.0), [1, 1, 0]),
        "war": (False, (False, True), [1, 0, 1]),
        "policy": (False, ("a", "b"), [1, 0, 1]),
        "kind": (False, ("y", "z"), [1, 0, 1]),
    }


def test_extent():
    x, policy, same = columns(pd.DataFrame({"x": [0.0, 1.0, 4.0], "policy": ["a", "b", "a"], "same": [2, 2, 2]}))
    assert (x.extent(0, 1), x.extent(0, 2), x.extent(1, 1)) == (0.25, 1.0, 0.0)
    assert policy.extent(0, 0) == 0.5
    assert same.extent(0, 0) == 0.0


def test_spelling_orders_values_of_any_type():
    assert spelt(["b", 2, "10", 1, "b"]) == [1, "10", 2, "b"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame(), "factors: given 0 rows of 0 factors"),
        (pd.DataFrame({"x": []}), "given 0 rows of 1 factors"),
        (pd.DataFrame(index=range(3)), "given 3 rows of 0 factors"),
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "given x more than once"),
        (pd.DataFrame({3: [1.0]}), "given the name 3, allowed: text"),
        (pd.DataFrame({"x": [1.0, np.nan]}), "x: given 1 missing values"),
        (pd.DataFrame({"x": [1.0, np.inf, -np.inf]}), "x: given 2 infinite values"),
        (pd.DataFrame({"x": ["a", None]}), "x: given 1 missing values"),
        (pd.DataFrame({"x": pd.array([1, None], dtype="Int64")}), "x: given 1 missing values"),
        (pd.DataFrame({"x": [1j]}), "x: given complex numbers"),
    ],
)
def test_refused(table, message):
    with pytest.raises(BlocformError, match=message):
        columns(table)


@pytest.mark.parametrize(
    ("given", "message"), [([1, 2], r"given shape \(2,\)"), ([1.0, np.nan, 2.0], "given 1 missing"), (3, "one value for each of the 3")]
)
def test_labels_refused(given, message):
    with pytest.raises(BlocformError, match=message):
        labels(given, 3, "case")
