"""Numbers in words."""

import pandas as pd
import pytest

from experiments.comparing.differences import EQUAL, SLIGHT, WITHIN
from experiments.comparing.words import changed, counted, few, glance, hundred, listed, number, pairs, plural
from experiments.outcomes import Share


@pytest.mark.parametrize(
    ("share", "said"), [(0.38, "38"), (0.0, "0"), (1.0, "100"), (0.004, "0.4"), (0.996, "99.6"), (-0.153, "−15"), (-0.002, "−0.2")]
)
def test_of_a_hundred(share, said):
    assert hundred(share) == said


def test_a_share_has_its_interval():
    assert counted(Share(190, 500)) == "38 of 100 runs (34 to 42)"
    assert counted(Share(2, 500)) == "0.4 of 100 runs (0.1 to 1)"


@pytest.mark.parametrize(
    ("names", "most", "said"),
    [
        ([], 0, ""),
        (["a"], 0, "`a`"),
        (["a", "b"], 0, "`a` and `b`"),
        (["a", "b", "c"], 0, "`a`, `b` and `c`"),
        (["a", "b", "c"], 2, "`a`, `b` and `c`"),
        (["a", "b", "c", "d"], 2, "`a`, `b` and 2 others"),
    ],
)
def test_names(names, most, said):
    assert listed(names, most) == said


def test_names_of_a_cell():
    assert [few(["a", "b"], "tied"), few([], "tied"), few(list("abcde"), "tied")] == ["a, b", "", "5 tied"]


def test_counts():
    assert [plural(1, "run"), plural(2_000, "run"), plural(2, "policy"), plural(0, "pair")] == [
        "1 run",
        "2,000 runs",
        "2 policies",
        "0 pairs",
    ]
    assert [pairs(1200.0), pairs(float("inf"))] == ["about 1,200 pairs", "more pairs than anybody can run"]


def test_numbers():
    assert [number(0.12345), number(-0.5, signed=True), number(2.0, signed=True), number(float("nan"))] == ["0.123", "−0.5", "+2", ""]


def row(**given):
    usual = {"output": "cohesion", "difference": -0.1, "low": -0.2, "high": -0.01, "verdict": "less", "told": -1}
    return pd.Series(usual | given)


@pytest.mark.parametrize("verdict", [WITHIN, EQUAL, SLIGHT])
def test_a_difference_that_is_none_is_its_verdict(verdict):
    assert glance(row(verdict=verdict, told=0)) == verdict


def test_a_difference_told_by_itself_alone_has_a_star():
    assert glance(row()) == "less"
    assert glance(row(told=0)) == "less*"


def test_a_difference_of_a_class_is_in_runs():
    assert changed(row(output="coheres", low=-0.2, high=0.004)) == "−10 of 100 runs (−20 to +0.4)"
    assert changed(row()) == "−0.1 (−0.2 to −0.01)"
