"""Calendar months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import examples

from simulation.months import is_month, month_after, months_between


@pytest.mark.parametrize("text", ["1900-01", "2022-12", "0000-06", "9999-10"])
def test_a_month_reads_year_and_month(text):
    assert is_month(text)


@pytest.mark.parametrize("given_", ["2022-13", "2022-00", "2022-1", "22-01", "2022-01-01", "2022-01\n", " 2022-01", "", 202201, None])
def test_anything_else_is_no_month(given_):
    assert not is_month(given_)


@pytest.mark.parametrize(
    ("start", "month", "count"),
    [("2022-01", "2022-01", 0), ("2022-01", "2022-02", 1), ("2022-11", "2023-02", 3), ("2022-01", "2021-12", -1)],
)
def test_months_are_counted_across_years(start, month, count):
    assert months_between(start, month) == count
    assert month_after(start, count) == month


@examples
@given(year=st.integers(1000, 3000), month=st.integers(1, 12), count=st.integers(-9000, 12_000))
def test_counting_there_and_back(year, month, count):
    start = f"{year}-{month:02d}"
    assert months_between(start, month_after(start, count)) == count
    assert is_month(month_after(start, count))
