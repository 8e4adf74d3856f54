"""Scenarios that many tests share, loaded once."""

import pytest

import scenarios


@pytest.fixture(scope="session")
def ten():
    """The invented world of ten states."""
    return scenarios.load("ten-states")


@pytest.fixture(scope="session")
def axis():
    """The base case."""
    return scenarios.load("axis-2022")
