"""The contract of every study that ships: it plans, asks something, and takes a sane number of runs."""

import numpy as np
import pytest

from experiments.sweeps import study as studies
from experiments.sweeps.chunk import Chunk, Maker
from experiments.sweeps.plan import Plan, plan
from experiments.sweeps.rounds import rounds
from simulation.measures import MEASURES

NAMES = studies.names()


@pytest.fixture(scope="module")
def planned() -> dict[str, Plan]:
    return {}


@pytest.fixture(params=NAMES)
def made(request, planned) -> Plan:
    """The plan of a study, made once."""
    if request.param not in planned:
        planned[request.param] = plan(studies.read(request.param))
    return planned[request.param]


def test_it_asks_a_question_and_keeps_what_answers_it(made):
    study = made.study
    assert study.question.endswith("?")
    assert len(study.question) > 40
    assert "?" not in study.title
    assert study.measures
    assert set(study.measures) <= set(MEASURES)
    assert len(set(study.measures)) == len(study.measures)


def test_it_has_as_many_rows_as_its_parts_and_a_sane_number_of_runs(made):
    scenarios, policies, futures, points = made.sizes
    assert len(made) == scenarios * policies * futures * points == len(made.rows)
    runs = sum(len(chunk.row) for chunk in next(rounds(made, lambda chunks: None)))
    assert 1_000 <= runs <= 1_000_000
    assert made.study.chunk <= runs


def test_its_rows_differ_and_lie_within_their_bounds(made):
    assert made.factors
    seen = {(made.place(row)[:3], made.labels[made.place(row)[3]]) for row in range(len(made))}
    assert len(seen) > 0.9 * len(made)
    assert made.positions.min() >= 0.0
    assert made.positions.max() <= 1.0


def test_its_first_and_last_row_run(made):
    last = len(made) - 1
    runs = Maker(made).make(Chunk(0, np.array([0, last]), np.array([0, 1]))).to_pylist()
    assert [run["failure"] for run in runs] == [None, None]
    assert all(run[name] is not None for run in runs for name in made.measures)
