"""Comparisons of the invented world, made once."""

from __future__ import annotations

import pytest
from compared import compared

from experiments.comparing.findings import Findings


@pytest.fixture(scope="session")
def several(tmp_path_factory):
    """Five policies in two futures and 24 draws, 40 replicates."""
    return compared(tmp_path_factory.mktemp("several"), points=24)


@pytest.fixture(scope="session")
def findings(several):
    return Findings(several)
