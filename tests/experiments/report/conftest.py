"""A made-up report, written once."""

import pytest
from reported import reported

from experiments.report.writing import write


@pytest.fixture(scope="session")
def report():
    return reported()


@pytest.fixture(scope="session")
def folder(report, tmp_path_factory):
    """Where the report was written."""
    made = tmp_path_factory.mktemp("report")
    write(report, made)
    return made
