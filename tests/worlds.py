"""Worlds for tests: those of the contract, what a number worked out by hand must agree with, and moments that hypothesis draws."""

from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from experiments.contract.moments import Moment, mid_run, ugly
from experiments.contract.worlds import ATTACKED, CLIENT, COALITION, CORE, SWING, apply, no_record, opened, parameters, sized, world

__all__ = [
    "ATTACKED", "CLIENT", "COALITION", "CORE", "SWING", "Moment", "apply", "close", "examples", "mid_run", "no_record", "opened",
    "parameters", "sized", "ugly", "ugly_moments", "world",
]  # fmt: skip

close = partial(pytest.approx, rel=1e-12, abs=1e-14)
"""What a number worked out by hand must agree with."""
examples = settings(max_examples=60, deadline=None, derandomize=True)
few = st.integers(1, 2)
ugly_moments = st.builds(ugly, st.integers(0, 2**32 - 1), st.integers(1, 4), few, few, few, st.integers(0, 2))
"""Ugly moments of one to four states."""
