"""Wilson 1927: the score interval of a share."""

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.intervals import Z, runs_for_share, wilson
from experiments.reproducing.folder import CARRIED
from simulation.faults import BlocformError

DATA = CARRIED / "replication"
CASES = pd.read_csv(DATA / "wilson_95.csv")


def test_intervals():
    low, high = wilson(CASES["successes"], CASES["trials"])
    assert low == pytest.approx(CASES["low"].to_numpy(), abs=5e-7)
    assert high == pytest.approx(CASES["high"].to_numpy(), abs=5e-7)


def test_the_common_interval_is_another():
    """Control: share plus and minus 1.96 standard errors misses what Wilson gives, by a point or more."""
    share = CASES["successes"] / CASES["trials"]
    low = share - Z * np.sqrt(share * (1 - share) / CASES["trials"])
    assert (np.abs(low - CASES["low"])[:3] > 0.009).sum() == 2
    assert low.to_numpy() != pytest.approx(CASES["low"].to_numpy(), abs=5e-7)


def test_runs_that_hold_any_share_within_five_points():
    """The rule of thumb rests on the common interval; Wilson's, which is narrower at one half, needs four runs fewer."""
    half_width, _, runs = pd.read_csv(DATA / "worst_case_sample_size.csv").iloc[0]
    assert runs_for_share(half_width) == runs

    def widest(size):
        low, high = wilson(np.arange(size + 1), size)
        return (high - low).max() / 2

    assert widest(int(runs)) <= half_width
    assert widest(int(runs) - 6) > half_width


@pytest.mark.parametrize("given", [0.0, -1.0, np.nan, np.inf])
def test_half_widths_that_no_runs_hold(given):
    with pytest.raises(BlocformError, match="half_width is given"):
        runs_for_share(given)
