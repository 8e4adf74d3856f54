"""Limits: which rows they hold, and how they read."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.limit import Among, Range

TABLE = pd.DataFrame({"trust": [0.1, 0.41, 0.5, 0.9], "policy": list("abca"), "war": [True, False, True, False]})


@pytest.mark.parametrize(
    ("limit", "holds", "text", "opposite"),
    [
        (Range("trust", high=0.41), [1, 1, 0, 0], "trust <= 0.41", "trust > 0.41"),
        (Range("trust", low=0.41), [0, 1, 1, 1], "trust >= 0.41", "trust < 0.41"),
        (Range("trust", 0.41, 0.5), [0, 1, 1, 0], "0.41 <= trust <= 0.5", "trust < 0.41 or trust > 0.5"),
        (Among("policy", ("b",), ("a", "c")), [0, 1, 0, 0], "policy is b", "policy is not b"),
        (Among("policy", ("a", "b"), ("c",)), [1, 1, 0, 1], "policy is not c", "policy is c"),
        (Among("policy", ("a", "b"), ("c", "d", "e")), [1, 1, 0, 1], "policy is a or b", "policy is not a or b"),
        (Among("policy", ("a",), ("b",)), [1, 0, 0, 1], "policy is a", "policy is b"),
        (Among("war", (True,), (False,)), [1, 0, 1, 0], "war is True", "war is False"),
        (Among("policy", ("d",), ("a",)), [0, 0, 0, 0], "policy is d", "policy is a"),
    ],
)
def test_rows_and_words(limit, holds, text, opposite):
    np.testing.assert_array_equal(limit.holds(TABLE), np.array(holds, dtype=bool))
    assert (str(limit), limit.opposite) == (text, opposite)
