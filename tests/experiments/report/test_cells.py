"""Numbers as tables show them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.report.cells import Column, columns, plain


def column(values: pd.Series) -> Column:
    """The one column of a table of one."""
    (found,) = columns(values.to_frame("x"))
    return found


def shown(values, **kind):
    return [cell.text for cell in column(pd.Series(values, name="x", **kind)).cells]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.5, 0.0512, 1.0], ["0.500", "0.051", "1.000"]),
        ([0.5, 0.0512, -0.12345], ["0.500", "0.051", "−0.123"]),
        ([65.53, 1.281], ["65.5", "1.3"]),
        ([13.0, np.nan, 40.0], ["13", "", "40"]),
        ([0.5, 1e-6], ["0.500", "1e-06"]),
        ([1234567.0, 2.5], ["1,234,567", "2"]),
        ([np.inf, -np.inf, 0.25], ["inf", "−inf", "0.250"]),
        ([0.0, 0.0], ["0", "0"]),
        ([np.nan], [""]),
        ([1e300, 1.0], ["1e+300", "1"]),
        ([2e-7, 1e-7], ["2e-07", "1e-07"]),
        ([0.031, -0.012, 0.00001], ["0.0310", "−0.0120", "1e-05"]),
        ([60.0, 0.01, 0.02], ["60", "0.01", "0.02"]),
    ],
)
def test_a_column_of_numbers_has_equal_decimals_where_none_is_lost(values, expected):
    assert shown(values) == expected


def test_a_number_and_its_interval_are_told_apart():
    found = column(pd.Series(["+0.012 (-0.001 to +0.025)", "-3", "12.5 %", None], name="x", dtype=object))
    assert found.kind == "number"
    assert [(cell.text, cell.aside, cell.key) for cell in found.cells] == [
        ("+0.012", "(−0.001 to +0.025)", "0.012"),
        ("−3", "", "-3"),
        ("12.5 %", "", "12.5"),
        ("", "", ""),
    ]


def test_an_interval_stands_behind_its_number():
    table = pd.DataFrame({"policy": ["a", "b"], "difference": [0.1, -0.02], "low": [0.05, np.nan], "high": [0.15, np.nan], "low ": [1, 2]})
    found = columns(table)
    assert [one.head for one in found] == ["policy", "difference (low to high)", "low "]
    assert [tuple(cell) for cell in found[1].cells] == [("0.100", "(0.050 to 0.150)", "0.1"), ("−0.020", "", "-0.02")]


@pytest.mark.parametrize("order", [["low", "high", "x"], ["x", "high", "low"], ["x", "low"], ["low", "high"]])
def test_other_columns_stand_alone(order):
    table = pd.DataFrame({"x": [0.5], "low": [0.4], "high": [0.6]})[order]
    assert [one.head for one in columns(table)] == order


def test_columns_of_one_name_are_two():
    table = pd.DataFrame([[1.5, 2.5]], columns=["x", "x"])
    assert [one.cells[0].text for one in columns(table)] == ["1.50", "2.50"]


@pytest.mark.parametrize("values", [["2022-02", "0.5"], ["0.1 to 0.2"], ["wedge-1"], ["1", "one"], [True, False], [None, None]])
def test_what_is_no_number_stays_as_it_is(values):
    found = column(pd.Series(values, name="x", dtype=object))
    assert found.kind == "label"
    assert [cell.text for cell in found.cells] == [plain(value) for value in values]


def test_numbers_among_words_are_sorted_by_their_size():
    values = ["\u22120.355 (\u22120.4 to \u22120.3)*", "within noise", "+0.07"]
    found = column(pd.Series(values, name="x", dtype=object))
    assert found.kind != "number"
    assert [cell.text for cell in found.cells] == values
    assert [cell.key for cell in found.cells] == ["-0.355", "", "0.07"]


def test_the_long_minus_is_one():
    found = column(pd.Series(["\u22120.070", "+0.355"], name="x", dtype=object))
    assert found.kind == "number"
    assert [cell.key for cell in found.cells] == ["-0.070", "0.355"]


@pytest.mark.parametrize(("value", "said"), [(1 / 3, "0.3333"), (np.float32(0.5), "0.5"), (np.nan, ""), (None, ""), (pd.NA, ""), (7, "7")])
def test_a_value_alone(value, said):
    assert plain(value) == said


@given(st.lists(st.floats(-1e300, 1e300) | st.just(float("nan")), min_size=1, max_size=6))
def test_what_is_shown_is_near_what_is_sorted_by(values):
    for cell, value in zip(column(pd.Series(values)).cells, values, strict=True):
        if np.isnan(value):
            assert cell == ("", "", "")
        else:
            assert float(cell.key) == value
            read = float(cell.text.replace("\u2212", "-").replace(",", ""))
            assert read == pytest.approx(value, rel=0.006, abs=0.5 * np.abs(np.nan_to_num(values)).max() * 1e-2)
