"""Verdicts of findings."""

import numpy as np
import pytest

from experiments.reproducing.finding import near, within


@pytest.mark.parametrize(
    ("published", "ours", "tolerance", "agrees", "difference"),
    [
        (7, 7.0, 0.0, True, 0.0),
        (7, np.int64(8), 0.0, False, 1.0),
        (0.5, 0.6, 0.2, True, pytest.approx(0.1)),
        (0.5, 0.8, 0.2, False, pytest.approx(0.3)),
        ("0.25", 0.25, 0.0, True, 0.0),
        ("true", True, 0.0, True, None),
        ("False", True, 0.0, False, None),
        ("a;b", "a;b", 0.0, True, None),
        ("a;b", "b", 0.0, False, None),
        (1.0, float("nan"), 5.0, False, pytest.approx(float("nan"), nan_ok=True)),
        (1.0, True, 0.0, False, None),
    ],
)
def test_near(published, ours, tolerance, agrees, difference):
    found = near("case", "quantity", published, ours, tolerance)
    assert (found.agrees, found.verdict) == (agrees, "passes" if agrees else "fails")
    assert found.difference == difference
    assert near("", "q", published, ours, tolerance, is_required=False).verdict == ("agrees" if agrees else "differs")


def test_within_holds_both_ends():
    assert [within("", "q", 209, ours, 195, 226).agrees for ours in (194, 195, 226, 227)] == [False, True, True, False]
